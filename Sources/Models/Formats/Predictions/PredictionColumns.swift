import Kernels
import Tabular

/// The columns of scores in a table of predictions: one, or one per class.
struct PredictionColumns {
  let names: [String]
  let outputs: [[Double]]
  let kind: Scores.Kind
  let task: ModelTask
  let classNames: [String]?
  /// What the numbers were taken for: later answers of the same model are taken so, too.
  let meaning: AnswerMeaning?
  /// What to tell about it.
  var facts: [(name: String, value: String)] = []

  /// The names that a column of scores is found by, in order of preference.
  static let known = [
    "probability", "proba", "prediction", "predictions", "predicted", "y_pred", "yhat", "y_score",
    "score", "margin", "prediction_score",
  ]
  /// What stands before the name of a class.
  private static let classPrefixes = ["probability_", "proba_", "prob_"]

  /// - Throws: ``ModelError`` if no column of scores is there, several might be, or a score is
  ///   missing or no probability.
  init(_ table: Table, options: PredictionOptions) throws(ModelError) {
    if options.score == nil, let classes = PredictionColumns.classes(of: table) {
      try self.init(classes: classes.columns, names: classes.names, options: options)
    } else {
      let column = try PredictionColumns.single(table, options)
      if case .categorical(let codes, let levels) = column.values {
        try self.init(texts: codes, levels, of: column.name, options: options)
      } else {
        try self.init(numbers: column, in: table, options: options)
      }
    }
  }

  private init(
    classes: [Column], names: [String], options: PredictionOptions
  ) throws(ModelError) {
    let meaning = options.answers ?? .probability
    var outputs: [[Double]] = []
    for column in classes { outputs.append(try PredictionColumns.numbers(column, meaning)) }
    self.names = classes.map(\.name)
    self.outputs = outputs
    self.meaning = meaning
    kind = meaning.kind
    // Those of one question with yes and no.
    task =
      ClassName.areZeroAndOne(names) ? .binary : .multiclass(classCount: classes.count)
    classNames = names
  }

  /// Predicted classes by name: the index in order of the names' bytes.
  private init(
    texts codes: [Int32], _ levels: Levels, of column: String, options: PredictionOptions
  ) throws(ModelError) {
    if let answers = options.answers, answers != .label {
      throw .wrongColumnType(column: column, needed: "numeric", found: "text")
    }
    var sorted = levels.sorted(by: LabelValues.byBytes)
    // Those that were never predicted are classes, too.
    if let label = options.label, sorted.allSatisfy(label.classes.contains) {
      sorted = label.classes
    }
    var places: [String: Double] = [:]
    for (place, name) in sorted.enumerated() { places[name] = Double(place) }
    try PredictionColumns.refuseMissing(codes.map { $0 < 0 }, column)
    let ofLevels = levels.map { places[$0] ?? .nan }
    names = [column]
    outputs = [codes.map { ofLevels[Int($0)] }]
    meaning = .label
    kind = .label
    classNames = sorted
    task = sorted.count == 2 ? .binary : .multiclass(classCount: sorted.count)
  }

  private init(
    numbers column: Column, in table: Table, options: PredictionOptions
  ) throws(ModelError) {
    names = [column.name]
    let raw = try PredictionColumns.numbers(column, options.answers)
    if let scored = try ScoredClass(beside: column, raw, in: table, options) {
      classNames = scored.names
      guard scored.names.count == 2 else {
        outputs = [scored.places.map(Double.init)]
        (kind, meaning) = (.label, options.answers)
        task = .multiclass(classCount: scored.names.count)
        facts = [
          ("classes are read from", "'\(scored.column)'; its score says nothing of the others")
        ]
        return
      }
      outputs = scored.probabilities
      (kind, meaning) = (.probability, options.answers)
      task = .binary
      return
    }
    let inferred = options.answers ?? PredictionColumns.inferred(column.name, raw, column, options)
    let isNamed = options.answers == nil && PredictionColumns.named(column.name) != nil
    if !isNamed, options.answers == nil || inferred == .label {
      var areFlags = false
      if case .boolean = column.values { areFlags = true }
      if let classes = try NumberedClasses(
        raw, in: column.name, areFlags: areFlags, isStated: options.answers == .label, options)
      {
        outputs = [classes.places]
        (kind, meaning, classNames) = (.label, .label, classes.names)
        task =
          classes.names.count == 2 ? .binary : .multiclass(classCount: classes.names.count)
        return
      }
    }
    if inferred == .probability { try PredictionColumns.refuseImprobable(raw, column.name) }
    outputs = [raw]
    (kind, meaning, classNames) = (inferred.kind, inferred, nil)
    task = inferred == .value ? .regression : .binary
    if options.answers == nil, inferred == .margin, !isNamed {
      facts = [("taken for", "margins, decided at 0: some numbers are negative")]
    }
  }

  /// A column that is named for probabilities or margins holds them.
  private static func named(_ name: String) -> AnswerMeaning? {
    switch name.lowercased() {
    case "probability", "proba": .probability
    case "margin": .margin
    default: nil
    }
  }

  /// Of columns whose name says nothing, truth values are labels, numbers that all are in 0…1
  /// probabilities. Others are values; where the label has classes, those with a sign are margins.
  private static func inferred(
    _ name: String, _ numbers: [Double], _ column: Column, _ options: PredictionOptions
  ) -> AnswerMeaning {
    if let meaning = named(name) { return meaning }
    if case .boolean = column.values { return .label }
    if numbers.allSatisfy({ $0 == 0 || $0 == 1 }) { return .label }
    if numbers.allSatisfy({ $0 >= 0 && $0 <= 1 }) { return .probability }
    let isOfClasses = options.label.map { $0.classes.count == 2 } ?? false
    return isOfClasses && numbers.contains { $0 < 0 } ? .margin : .value
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
            + Suggestion.column(
              name, of: table.names, isMeant: options.id.map(table.names.contains) ?? false))
      }
      return column
    }
    for name in known {
      if let column = table.columns.first(where: { $0.name.lowercased() == name }) { return column }
    }
    let others = table.columns.filter { $0.name != options.id }
    if others.count == 1, others[0].typeName != "text" { return others[0] }
    // The first line of a file without the id is shown to nobody: it may be any file.
    let isMeant = options.id.map(table.names.contains) ?? false
    let names =
      table.names.prefix(5).map { "'\($0)'" }.joined(separator: ", ")
      + (table.names.count > 5 ? ", …" : "")
    throw .malformed(
      place: "table of predictions",
      problem:
        "no column of scores\(isMeant ? " among \(names)" : ""); say which it is beside the path, as "
        + "{path: FILE, score: \(isMeant ? PredictionColumns.likely(others) ?? "COLUMN" : "COLUMN")}, or call "
        + "it 'prediction', 'probability' or 'score', or 'probability_CLASS' for each class")
  }
}
