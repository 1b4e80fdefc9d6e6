internal import Checks
internal import Kernels
internal import Models
internal import Tabular

/// What a table and a model let one guess about a gate.
struct StarterFacts {
  let label: String
  let labelIsGuess: Bool
  let task: TaskKind
  let positive: String?
  let positiveIsGuess: Bool
  /// The column of queries, where one can be guessed; nil for other tasks.
  let query: String?
  let classes: [String]?
  let id: String?
  /// Columns that neither the model reads nor the configuration names, as a list for people.
  let unread: String?
  let sliceColumns: [String]
  /// Columns with the name of a usual protected attribute.
  let protected: [String]

  init(
    _ starter: StarterConfiguration, _ model: ModelDescription, _ table: Table
  ) throws(GateError) {
    let features = Set(model.namesFeatures ? model.features.map(\.name) : [])
    let strangers = table.columns.filter { !features.contains($0.name) }
    let chosen = try Self.label(starter, strangers, table)
    label = chosen.name
    labelIsGuess = starter.label == nil
    task =
      switch model.task {
      case .binary: .binary
      case .multiclass: .multiclass
      case .ranking: .ranking
      case .regression: Self.looksBinary(chosen) ? .binary : .regression
      }
    let values = Self.distinct(chosen)
    switch (task, starter.positive) {
    case (.binary, let given?): (positive, positiveIsGuess) = (given, false)
    case (.binary, nil) where chosen.typeName == "text":
      // Else the rarer class is the one that people look for.
      let usual = values.first { ["yes", "true", "y", "positive"].contains($0.text.lowercased()) }
      positive = usual?.text ?? values.min { $0.count < $1.count }?.text
      positiveIsGuess = true
    case (.binary, nil) where !Self.looksBinary(chosen):
      // Of two numbers the larger one.
      (positive, positiveIsGuess) = (LabelValues(chosen, areClasses: true).classes.last, true)
    default: (positive, positiveIsGuess) = (nil, false)
    }
    classes = Self.classes(of: chosen, task, model, positive: positive)
    id = strangers.first { $0.name != chosen.name && Self.namesRows($0) }?.name
    let query =
      task == .ranking ? Self.query(strangers.filter { $0.name != chosen.name }) : nil
    self.query = query
    let taken = [chosen.name, id, query].compactMap { $0 }
    let others = model.namesFeatures ? strangers.map(\.name).filter { !taken.contains($0) } : []
    unread = others.isEmpty ? nil : others.joined(separator: ", ")
    sliceColumns = Array(
      table.columns.filter { column in
        guard column.name != chosen.name, column.name != query, column.typeName != "numeric" else {
          return false
        }
        return (2...8).contains(Self.distinct(column).count)
      }.map(\.name).prefix(3))
    protected = table.names.filter {
      $0 != chosen.name && Self.usualAttributes.contains($0.lowercased())
    }
  }

  /// The label's values in the model's order, where the file does not call its classes so.
  private static func classes(
    of label: Column, _ task: TaskKind, _ model: ModelDescription, positive: String?
  ) -> [String]? {
    let values = LabelValues(label, areClasses: true).classes
    guard task == .binary || task == .multiclass, values.count > 1 else { return nil }
    guard let own = model.classNames else {
      return task == .multiclass && label.typeName == "text" ? values : nil
    }
    let isNumbered = own == own.indices.map(String.init) || ClassName.areZeroAndOne(own)
    guard isNumbered, own.count == values.count,
      own.contains(where: { ClassName.place(of: $0, in: values) == nil })
    else { return nil }
    // 1 is the class that people look for.
    guard task == .binary, let positive else { return values }
    return values.filter { $0 != positive } + values.filter { $0 == positive }
  }

  private static let usualAttributes: Set<String> = [
    "sex", "gender", "race", "ethnicity", "ethnic_group", "religion", "disability", "nationality",
    "age", "age_group",
  ]

  private static func label(
    _ starter: StarterConfiguration, _ strangers: [Column], _ table: Table
  ) throws(GateError) -> Column {
    if let name = starter.label {
      guard let column = table[name] else {
        let hint = Suggestion.column(name, of: table.names, isMeant: false)
        throw .configuration(
          ConfigurationError(
            file: nil,
            problems: [
              .init(place: nil, message: "\(starter.evaluation) has no column '\(name)'\(hint)")
            ]))
      }
      return column
    }
    let usual = ["label", "target", "y", "class", "outcome", "relevance", "grade"]
    let candidates = strangers.filter { !namesRows($0) }
    if let column = strangers.first(where: { usual.contains($0.name.lowercased()) })
      ?? (candidates.count == 1 ? candidates.first : nil)
      // By convention the label stands last.
      ?? candidates.last(where: { $0.name == table.columns.last?.name })
    {
      return column
    }
    throw .configuration(
      ConfigurationError(
        file: nil,
        problems: [
          .init(
            place: nil,
            message: "the label cannot be guessed; --label must name it (not read by the model: "
              + strangers.prefix(10).map(\.name).joined(separator: ", ") + ")")
        ]))
  }

  /// The column with a usual name, or else the first whose values repeat and name no measure.
  private static func query(_ columns: [Column]) -> String? {
    let usual = ["qid", "query", "query_id", "group", "group_id", "session", "session_id"]
    if let named = columns.first(where: { usual.contains($0.name.lowercased()) }) {
      return named.name
    }
    return columns.first { column in
      guard !namesRows(column) else { return false }
      return switch column.values {
      case .boolean: false
      case .numeric(let numbers): numbers.allSatisfy { $0 == $0.rounded() }
      case .categorical: true
      }
    }?.name
  }

  private static func looksBinary(_ column: Column) -> Bool {
    switch column.values {
    case .boolean: true
    case .numeric(let numbers): numbers.allSatisfy { $0 == 0 || $0 == 1 }
    case .categorical(_, let levels): levels.count == 2
    }
  }

  /// Distinct texts of a text or boolean column, with their rows; empty for numbers.
  private static func distinct(_ column: Column) -> [(text: String, count: Int)] {
    switch column.values {
    case .numeric: return []
    case .boolean(let flags):
      return [("false", Int8(0)), ("true", Int8(1))].map { name, flag in
        (name, flags.reduce(0) { $0 + ($1 == flag ? 1 : 0) })
      }.filter { $0.1 > 0 }
    case .categorical(let codes, let levels):
      guard levels.count <= 1000 else { return [] }
      var counts = [Int](repeating: 0, count: levels.count)
      for code in codes where code >= 0 { counts[Int(code)] += 1 }
      return levels.indices.map { (levels[$0], counts[$0]) }
    }
  }

  /// Whether a column looks like row names: texts or whole numbers, and nothing twice.
  static func namesRows(_ column: Column) -> Bool {
    switch column.values {
    case .boolean: return false
    case .numeric(let numbers):
      return numbers.allSatisfy { $0 == $0.rounded() } && Set(numbers).count == numbers.count
    case .categorical(_, let levels): return levels.count == column.count
    }
  }
}
