internal import Findings
internal import Metrics
internal import Statistics

/// What an entry of `weak_slices` or `regressed_slices` may set.
struct SliceOptions: Sendable {
  /// How the search itself is kept from deciding.
  enum Inference: String, Sendable, CaseIterable {
    /// By the number of rows.
    case auto
    /// Found on one half of the rows, measured on the other.
    case split
    /// On all rows, against redraws in which no slice stands out.
    case maxT = "max_t"
  }

  /// From here on two halves have enough rows each.
  static let splitRows = 5000

  let loss: RowLoss
  /// How much more loss makes a slice count; nil is the default of the loss.
  let tau: Double?
  let inference: Inference
  let request: LiteralRequest
  private let alpha: Double
  private let count: Int
  private let depth: Int
  private let leastRows: Int?

  init(_ reader: inout OptionReader, task: TaskKind) throws(OptionError) {
    let losses = Self.losses(task)
    let name = try reader.choice("loss", of: losses.map(\.rawValue))
    loss = losses.first { $0.rawValue == name } ?? losses[0]
    tau = try reader.numberIfGiven("tau", in: 0...min(1e12, loss.range.upperBound))
    let inference = try reader.choice("inference", of: Inference.allCases.map(\.rawValue))
    self.inference = inference.flatMap(Inference.init(rawValue:)) ?? .auto
    request = LiteralRequest(
      columns: try reader.texts("columns"), bins: try reader.integer("bins", in: 2...100) ?? 5,
      levels: try reader.integer("levels", in: 1...200) ?? 20)
    alpha = try reader.number("alpha", in: 0.01...1, default: 0.95)
    count = try reader.integer("k", in: 1...100) ?? 10
    depth = try reader.integer("depth", in: 1...3) ?? 3
    leastRows = try reader.integer("min_rows", in: 2...1_000_000_000)
  }

  /// What no slice can lose.
  var idle: [String] {
    guard let tau, tau >= loss.range.upperBound else { return [] }
    return ["'tau: \(NumberStyle.ascii.short(tau))' finds no slice: no row loses more"]
  }

  /// The tasks whose rows cost something by themselves.
  static let tasks = TaskKind.allCases.filter { !losses($0).isEmpty }

  /// The losses of a task, the default first; none for rankings.
  static func losses(_ task: TaskKind) -> [RowLoss] {
    switch task {
    case .binary: [.error, .logLoss, .brier]
    case .multiclass: [.error, .logLoss]
    case .regression: [.absoluteError, .squaredError]
    case .ranking: []
    }
  }

  /// How many slices are reported at most.
  var limit: Int { count }

  /// The fewest rows of a slice, of `rows` in all.
  func minimumRows(_ rows: Int) -> Int { leastRows ?? max(50, (rows + 199) / 200) }

  func isSplit(_ rows: Int, isClustered: Bool) -> Bool {
    switch inference {
    case .auto: isClustered || rows >= Self.splitRows
    case .split: true
    case .maxT: false
    }
  }

  /// More slices than are wanted: most of the best ones are parts of one another.
  func search(minimumRows: Int) -> SliceSearch.Options {
    var options = SliceSearch.Options()
    options.alpha = alpha
    options.count = 10 * count
    options.depth = depth
    options.minimumRows = minimumRows
    return options
  }

  var searchDepth: Int { depth }

  static func all(_ task: TaskKind) -> [CheckOption] {
    let losses = losses(task).map(\.rawValue)
    return [
      CheckOption(
        name: "loss", shape: .choice(losses), summary: "what a row costs", defaultText: losses[0],
        exampleText: losses[0]),
      CheckOption(
        name: "tau", summary: "how much more mean loss makes a slice count",
        defaultText: task == .regression
          ? "10% of the mean loss" : "0.01 for error, else 10% of the mean loss",
        exampleText: "0.01"),
      CheckOption(
        name: "columns", shape: .columns, summary: "the columns that slices are made of",
        defaultText: "all features and protected attributes", exampleText: "[age, plan]"),
      CheckOption(
        name: "k", summary: "how many slices are reported at most", defaultText: "10",
        exampleText: "10"),
      CheckOption(
        name: "depth", summary: "how many conditions a slice has at most, 1 to 3",
        defaultText: "3", exampleText: "2"),
      CheckOption(
        name: "min_rows", summary: "the fewest rows of a slice",
        defaultText: "50 or 0.5% of the rows, whichever is more", exampleText: "100"),
      CheckOption(
        name: "bins", summary: "how many bins a column of numbers is cut into",
        defaultText: "5", exampleText: "5"),
      CheckOption(
        name: "levels",
        summary: "how many values of a text column are searched, most frequent first",
        defaultText: "20", exampleText: "20"),
      CheckOption(
        name: "alpha", summary: "the weight of the loss against the size in the search's score",
        defaultText: "0.95", exampleText: "0.95"),
      CheckOption(
        name: "inference", shape: .choice(Inference.allCases.map(\.rawValue)),
        summary: "split finds on one half of the rows and measures on the other, max_t compares "
          + "with redraws; auto splits from 5000 rows on, and with 'data.cluster' always",
        defaultText: "auto", exampleText: "split"),
    ]
  }
}
