import Checks
import Findings
import Kernels
import Metrics
import Statistics
import Tabular
import Testing

/// Rows of any task with the answers of two models: what the tests over the whole catalogue measure.
struct CatalogueRows: Sendable {
  let task: TaskKind
  let count: Int
  /// In a ranking ten rows of each query stand together.
  static let rowsOfQuery = 5

  /// What a row's weight is, and what it says.
  struct Weights: Sendable {
    var meaning = WeightMeaning.importance
    let of: @Sendable (Int) -> Double
  }

  /// The evidence of these rows in this order, copies of a row one after the other.
  ///
  /// - Parameters:
  ///   - weights: Of a row, in a ranking of its query.
  ///   - clusterSize: How many rows (or queries) in a line are a cluster.
  ///   - wanted: What a check needs: literals and groups are made where it does.
  func evidence(
    _ rows: [Int], weights: Weights? = nil, clusterSize: Int? = nil, keys wanted: Set<Key> = []
  ) -> Evidence {
    var copies: [Int: UInt64] = [:]
    let keys = rows.map { row -> UInt64 in
      let copy = copies[row, default: 0]
      copies[row] = copy + 1
      return PoissonBootstrap.key(Self.key(row), copy: copy)
    }
    let unit = { (row: Int) in task == .ranking ? row / Self.rowsOfQuery : row }
    let clusters = clusterSize.map { size in Self.numbered(rows.map { unit($0) / size }) }
    // Copies of a query are queries of their own.
    let queries = Self.numbered(
      rows.indices.map { place in
        unit(rows[place]) * 8 + Int(self.copy(at: place, rows))
      })
    let requests = wanted.compactMap {
      if case .literals(let request) = $0 { request } else { nil }
    }
    let groups = wanted.compactMap { if case .groups(let request) = $0 { request } else { nil } }
    let literals = requests.map { request in
      (
        request,
        LiteralTable(
          columns: columns(rows).map {
            LiteralColumn(
              $0, bins: request.bins, levels: request.levels, reference: nil,
              frequencies: weights?.meaning == .frequency
                ? rows.map(weights?.of ?? { _ in 1 }) : nil)
          }, keys: rows.map(Self.key))
      )
    }
    return Evidence(
      outcomes: [
        .candidate: .success(outcomes(rows, queries, weights, model: 7)),
        .baseline: .success(outcomes(rows, queries, weights, model: 11)),
      ], identity: RowIdentity(clusters: clusters, keys: keys),
      literals: Dictionary(uniqueKeysWithValues: literals),
      groups: Dictionary(uniqueKeysWithValues: groups.map { ($0, codes(rows, $0.columns)) }))
  }

  /// Three groups, whatever the columns are called.
  private func codes(_ rows: [Int], _ columns: [String]) -> GroupCodes {
    GroupCodes(
      attributes: columns,
      groups: ["Female", "Male", "Other"].map {
        GroupCodes.Group(name: "\(columns.joined(separator: ","))=\($0)", label: $0)
      }, codes: rows.map { UInt16(Self.group($0)) })
  }

  /// The group of a row: each has labels and scores of every kind.
  static func group(_ row: Int) -> Int { row / 2 % 3 }

  /// Every row (or query) once to three times.
  var repeated: [Int] {
    (0..<count).flatMap { row in
      [Int](repeating: row, count: times(row))
    }
  }

  /// How often a row is there in ``repeated``.
  func times(_ row: Int) -> Int { (task == .ranking ? row / Self.rowsOfQuery : row) % 3 + 1 }

  private func copy(at place: Int, _ rows: [Int]) -> Int {
    // Copies stand one after the other.
    var first = place
    while first > 0, rows[first - 1] == rows[place] { first -= 1 }
    return place - first
  }

  private static func key(_ row: Int) -> UInt64 { SeededGenerator.mix(UInt64(row) &+ 991) }

  private static func numbered(_ names: [Int]) -> [Int32] {
    var numbers: [Int: Int32] = [:]
    return names.map { name in
      let number = numbers[name] ?? Int32(numbers.count)
      numbers[name] = number
      return number
    }
  }

  private func columns(_ rows: [Int]) -> [Column] {
    [
      Column(
        name: "plan",
        values: .categorical(
          codes: rows.map { Int32($0 * 5 % 7 % 3) }, levels: Levels(["free", "shared", "own"]))),
      Column(name: "age", values: .numeric(rows.map { Double($0 * 37 % 60) + 20 })),
    ]
  }

  private func label(_ row: Int) -> Int { (row * row + row / 3) % 5 < 2 ? 1 : 0 }

  private func outcomes(
    _ rows: [Int], _ queries: [Int32], _ weights: Weights?, model: Int
  ) -> Outcomes {
    let ofRows = weights.map { weights in rows.map(weights.of) }
    let meaning = weights?.meaning ?? .importance
    switch task {
    case .binary:
      let scores = rows.map { row in
        min(0.98, 0.05 + Double((row * model) % 17) / 26 + Double(label(row)) * 0.27)
      }
      return .binary(
        BinaryOutcomes(
          labels: rows.map { UInt8(label($0)) }, scores: scores, scoresAreProbabilities: true,
          decisions: scores.map { $0 >= 0.5 ? 1 : 0 }, weights: ofRows, weightMeaning: meaning,
          threshold: 0.5, descending: DescendingOrder.positions(of: scores)))
    case .multiclass:
      let odds = (0..<6).map { k in
        rows.map { row in
          Double((row * model + k * (row % 13 + 1)) % 19 + 1) + (row % 6 == k ? 12 : 0)
        }
      }
      let sums = rows.indices.map { place in odds.reduce(0) { $0 + $1[place] } }
      let probabilities = odds.map { column in zip(column, sums).map { $0 / $1 } }
      return .multiclass(
        MulticlassOutcomes(
          classes: ["a", "b", "c", "d", "e", "f"], labels: rows.map { Int32($0 % 6) },
          probabilities: probabilities,
          decisions: rows.indices.map { place in
            Int32((0..<6).max { odds[$0][place] < odds[$1][place] } ?? 0)
          }, weights: ofRows, weightMeaning: meaning))
    case .regression:
      return .regression(
        RegressionOutcomes(
          labels: rows.map { Double($0 % 10) + 1 },
          predictions: rows.map { Double($0 % 10) + 1.2 + Double(($0 * model) % 17) / 9 },
          weights: ofRows, weightMeaning: meaning))
    case .ranking:
      let count = Int(queries.max() ?? -1) + 1
      var first = [Int](repeating: 0, count: count)
      for (place, query) in queries.enumerated().reversed() { first[Int(query)] = rows[place] }
      return .ranking(
        RankingOutcomes(
          relevance: rows.map { Double($0 * 13 % 7 % 4) },
          scores: rows.map { Double(($0 * model) % 9) + Double($0 * 13 % 7 % 4) },
          queries: QueryGroups(
            codes: queries, count: count, weights: weights.map { first.map($0.of) }),
          weightMeaning: meaning))
    }
  }
}

extension CheckKind {
  /// `binary/roc_auc`: the kind's name in tests.
  var place: String { "\(task?.rawValue ?? "any")/\(id)" }

  /// The check with an example for each option that every entry must give, and with what `texts` says.
  func example(_ texts: [String: String] = [:]) throws -> any Check {
    let given = options.compactMap { option -> OptionReader.Entry? in
      let text = texts[option.name] ?? (option.defaultText == nil ? option.exampleText : nil)
      return text.map { OptionReader.Entry(name: option.name, text: $0, line: 1, column: 1) }
    }
    var reader = OptionReader(given)
    return try make(&reader)
  }

  /// ``example(_:)`` as a check of groups wants it: signed numbers need a reference, and few rows a policy
  /// for few.
  func groupedExample() throws -> any Check {
    guard comparesGroups else { return try example() }
    let texts = ["by": "sex", "min_rows": "5"]
    return try (try? example(texts))
      ?? example(texts.merging(["reference_group": "Male"]) { first, _ in first })
  }

  /// Every kind that two models' answers, weights, clusters, columns and groups are enough for; checks that
  /// also ask models again have tests of their own.
  static let measurable: [CheckKind] = CheckCatalog.all.filter { kind in
    guard let keys = try? kind.groupedExample().keys else { return false }
    return keys.allSatisfy { key in
      switch key {
      case .outcomes, .rowIdentity, .rowKeys, .literals, .groups, .groupSums: true
      case .scorable, .importance, .categories, .rows: false
      }
    }
  }
}
