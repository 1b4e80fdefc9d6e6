import Tabular

/// The scores of an answer in JSON, batch by batch, as the columns of a table.
///
/// Understood shapes: one value a row; one array a row, a value for each class; one object a row; an
/// object of arrays. Values are numbers, truth values or texts; `null` is a missing one.
struct AnswerColumns {
  private var names: [String] = []
  private var values: [[DocumentValue]] = []
  private(set) var rowCount = 0

  /// Adds the answer for `rows` more rows.
  ///
  /// - Parameters:
  ///   - name: what a single column is called: `prediction` or `probability`.
  ///   - classes: the names of the classes, where the answer gives them.
  /// - Throws: ``ModelError/malformed(place:problem:)`` if the shape is none of those, or another one
  ///   than that of the batch before.
  mutating func add(
    _ answer: DocumentNode, rows: Int, name: String, classes: [String]? = nil
  ) throws(ModelError) {
    let batch = try AnswerColumns.columns(answer, name: name, classes: classes)
    if let odd = batch.first(where: { $0.values.count != rows }) {
      throw answer.malformed(
        "holds \(odd.values.count) answers for \(rows) rows; every row needs its score")
    }
    if names.isEmpty {
      names = batch.map(\.name)
      values = batch.map(\.values)
    } else {
      guard batch.map(\.name) == names else {
        throw answer.malformed("has another shape than the answer before")
      }
      for (index, column) in batch.enumerated() { values[index] += column.values }
    }
    rowCount += rows
  }

  /// All that was added.
  func table() throws(ModelError) -> Table {
    var columns: [Column] = []
    for (name, values) in zip(names, values) {
      columns.append(Column(name: name, values: try AnswerColumns.cells(values, name)))
    }
    return Table(columns: columns, rowCount: rowCount)
  }

  private typealias Batch = [(name: String, values: [DocumentValue])]

  private static func columns(
    _ answer: DocumentNode, name: String, classes: [String]?
  ) throws(ModelError) -> Batch {
    switch answer.value {
    case .object(let members):
      var batch: Batch = []
      for key in members.keys.sorted() {
        guard case .array(let values)? = members[key] else {
          throw answer.malformed("must hold an array for each column")
        }
        batch.append((key, values))
      }
      guard !batch.isEmpty else { throw answer.malformed("is empty") }
      return batch
    case .array(let rows):
      switch rows.first {
      case .array: return try perClass(answer, rows, name: name, classes: classes)
      case .object: return try perKey(answer, rows)
      default: return [(name, rows)]
      }
    default: return [(name, [answer.value])]
    }
  }

  private static func perClass(
    _ answer: DocumentNode, _ rows: [DocumentValue], name: String, classes: [String]?
  ) throws(ModelError) -> Batch {
    guard case .array(let first)? = rows.first, !first.isEmpty, first.count <= 100_000 else {
      throw answer.malformed("must hold at least one value a row")
    }
    if let classes, classes.count != first.count {
      throw answer.malformed(
        "has \(first.count) values a row for the \(classes.count) classes it names")
    }
    if let classes, Set(classes).count != classes.count {
      throw answer.malformed("names a class twice")
    }
    var columns = [[DocumentValue]](repeating: [], count: first.count)
    for (index, row) in rows.enumerated() {
      guard case .array(let values) = row, values.count == first.count else {
        throw answer.malformed(
          "must have the same number of values in each row; row \(index + 1) differs")
      }
      for (column, value) in values.enumerated() { columns[column].append(value) }
    }
    if first.count == 1, classes == nil { return [(name, columns[0])] }
    let names = classes ?? first.indices.map(String.init)
    return zip(names, columns).map { ("probability_\($0)", $1) }
  }

  private static func perKey(
    _ answer: DocumentNode, _ rows: [DocumentValue]
  ) throws(ModelError) -> Batch {
    guard case .object(let first)? = rows.first, !first.isEmpty else {
      throw answer.malformed("must hold at least one key a row")
    }
    let keys = first.keys.sorted()
    var columns = [[DocumentValue]](repeating: [], count: keys.count)
    for (index, row) in rows.enumerated() {
      guard case .object(let members) = row, members.count == keys.count else {
        throw answer.malformed("must have the same keys in each row; row \(index + 1) differs")
      }
      for (column, key) in keys.enumerated() { columns[column].append(members[key] ?? .null) }
    }
    return zip(keys, columns).map { ($0, $1) }
  }

  private static func cells(
    _ values: [DocumentValue], _ name: String
  ) throws(ModelError) -> Column.Values {
    switch values.first(where: { $0 != .null }) {
    case .boolean:
      var flags: [Int8] = []
      for (row, value) in values.enumerated() {
        switch value {
        case .boolean(let flag): flags.append(flag ? 1 : 0)
        case .null: flags.append(-1)
        default: throw mixed(row, name, value, "truth values")
        }
      }
      return .boolean(flags)
    case .string: return try texts(values, name)
    default:
      var numbers: [Double] = []
      for (row, value) in values.enumerated() {
        switch value {
        case .integer(let number): numbers.append(Double(number))
        case .number(let number): numbers.append(number)
        case .null: numbers.append(.nan)
        default: throw mixed(row, name, value, "numbers")
        }
      }
      return .numeric(numbers)
    }
  }

  private static func texts(
    _ values: [DocumentValue], _ name: String
  ) throws(ModelError) -> Column.Values {
    var codes: [Int32] = []
    var levels = Levels()
    var known: [String: Int32] = [:]
    for (row, value) in values.enumerated() {
      switch value {
      case .null: codes.append(-1)
      case .string(let text):
        if let code = known[text] {
          codes.append(code)
        } else {
          let code = Int32(clamping: levels.count)
          known[text] = code
          levels.append(text.utf8)
          codes.append(code)
        }
      default: throw mixed(row, name, value, "texts")
      }
    }
    return .categorical(codes: codes, levels: levels)
  }

  private static func mixed(
    _ row: Int, _ name: String, _ value: DocumentValue, _ others: String
  ) -> ModelError {
    .malformed(
      place: "answer \(row + 1), column '\(name)'",
      problem: "is \(value.typeName) where others are \(others)")
  }
}
