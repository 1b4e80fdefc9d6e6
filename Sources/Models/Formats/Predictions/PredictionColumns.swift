import Kernels
import Tabular

/// The columns of scores in a table of predictions: one, or one per class.
struct PredictionColumns {
  let names: [String]
  let outputs: [[Double]]
  let kind: Scores.Kind
  let task: ModelTask
  let classNames: [String]?

  /// The names that a column of scores is found by, in order of preference.
  static let known = [
    "probability", "proba", "prediction", "predictions", "predicted", "y_pred", "yhat", "y_score",
    "score", "margin",
  ]
  /// What stands before the name of a class.
  private static let classPrefixes = ["probability_", "proba_", "prob_"]

  /// - Throws: ``ModelError`` if no column of scores is there, several might be, or a score is
  ///   missing or no probability.
  init(_ table: Table, options: PredictionOptions) throws(ModelError) {
    if options.score == nil, let classes = PredictionColumns.classes(of: table) {
      try self.init(classes: classes.columns, names: classes.names, options: options)
    } else {
      try self.init(single: PredictionColumns.single(table, options), options: options)
    }
  }

  private init(
    classes: [Column], names: [String], options: PredictionOptions
  ) throws(ModelError) {
    let kind = options.kind ?? .probability
    var outputs: [[Double]] = []
    for column in classes { outputs.append(try PredictionColumns.numbers(column, kind: kind)) }
    self.names = classes.map(\.name)
    self.outputs = outputs
    self.kind = kind
    task = .multiclass(classCount: classes.count)
    classNames = names
  }

  private init(single column: Column, options: PredictionOptions) throws(ModelError) {
    names = [column.name]
    if case .categorical(let codes, let levels) = column.values {
      // Predicted classes by name: the index in order of the names' bytes.
      let sorted = levels.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      var places: [String: Double] = [:]
      for (place, name) in sorted.enumerated() { places[name] = Double(place) }
      try PredictionColumns.refuseMissing(codes.map { $0 < 0 }, column.name)
      outputs = [codes.map { places[levels[Int($0)]] ?? .nan }]
      kind = .label
      classNames = sorted
      task = sorted.count == 2 ? .binary : .multiclass(classCount: sorted.count)
      return
    }
    let kind = options.kind ?? PredictionColumns.inferredKind(column)
    outputs = [try PredictionColumns.numbers(column, kind: kind)]
    self.kind = kind
    classNames = nil
    task = kind == .value ? .regression : .binary
  }

  /// A column that is named for probabilities or margins holds them. Of other columns, truth values
  /// are labels, numbers that all are in 0…1 probabilities, other numbers values.
  private static func inferredKind(_ column: Column) -> Scores.Kind {
    switch column.name.lowercased() {
    case "probability", "proba": return .probability
    case "margin": return .margin
    default: break
    }
    guard case .numeric(let numbers) = column.values else { return .label }
    if numbers.allSatisfy({ $0 == 0 || $0 == 1 }) { return .label }
    return numbers.allSatisfy { $0 >= 0 && $0 <= 1 } ? .probability : .value
  }

  private static func numbers(_ column: Column, kind: Scores.Kind) throws(ModelError) -> [Double] {
    let numbers: [Double]
    switch column.values {
    case .numeric(let cells): numbers = cells
    case .boolean(let cells): numbers = cells.map { $0 < 0 ? .nan : Double($0) }
    case .categorical:
      throw .wrongColumnType(column: column.name, needed: "numeric", found: column.typeName)
    }
    try refuseMissing(numbers.map(\.isNaN), column.name)
    if let row = numbers.firstIndex(where: { !$0.isFinite }) {
      throw .malformed(
        place: "row \(row + 1), column '\(column.name)'", problem: "is \(numbers[row]), not finite")
    }
    if kind == .probability, let row = numbers.firstIndex(where: { $0 < 0 || $0 > 1 }) {
      throw .malformed(
        place: "row \(row + 1), column '\(column.name)'",
        problem: "is \(numbers[row]); a probability is in 0…1")
    }
    return numbers
  }

  private static func refuseMissing(_ isMissing: [Bool], _ name: String) throws(ModelError) {
    guard let row = isMissing.firstIndex(of: true) else { return }
    throw .malformed(
      place: "row \(row + 1), column '\(name)'",
      problem: "has no score (\(isMissing.count { $0 }) rows in all); every row needs one")
  }

  /// The column that may be meant: one of numbers whose name says so, or the only one of numbers.
  private static func likely(_ columns: [Column]) -> String? {
    let numbers = columns.filter { $0.typeName != "text" }.map(\.name)
    let telling = ["prob", "score", "pred", "hat", "p1", "margin", "logit"]
    return numbers.first { name in telling.contains { name.lowercased().contains($0) } }
      ?? (numbers.count == 1 ? numbers[0] : nil)
  }

  /// The columns named for classes; nil if there are fewer than two.
  private static func classes(of table: Table) -> (columns: [Column], names: [String])? {
    for prefix in classPrefixes {
      let columns = table.columns.filter {
        $0.name.hasPrefix(prefix) && $0.name.utf8.count > prefix.utf8.count
      }
      guard columns.count > 1 else { continue }
      return (columns, columns.map { String($0.name.dropFirst(prefix.count)) })
    }
    return nil
  }

  private static func single(
    _ table: Table, _ options: PredictionOptions
  ) throws(ModelError) -> Column {
    if let name = options.score {
      guard let column = table[name] else {
        throw .unmatchedRows(
          problem: "has no column '\(name)', which 'score' names as that of its scores"
            + Suggestion.clause(name, among: table.names, orAll: "it has"))
      }
      return column
    }
    for name in known {
      if let column = table.columns.first(where: { $0.name.lowercased() == name }) { return column }
    }
    let others = table.columns.filter { $0.name != options.id }
    if others.count == 1, others[0].typeName != "text" { return others[0] }
    let names = table.names.prefix(5).map { "'\($0)'" }.joined(separator: ", ")
    throw .malformed(
      place: "table of predictions",
      problem:
        "no column of scores among \(names)\(table.names.count > 5 ? ", …" : ""); say which it is "
        + "beside the path, as {path: FILE, score: \(PredictionColumns.likely(others) ?? "COLUMN")}, or call "
        + "it 'prediction', 'probability' or 'score', or 'probability_CLASS' for each class")
  }
}
