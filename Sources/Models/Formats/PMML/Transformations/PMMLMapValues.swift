/// A table from the values of some fields to a value (`MapValues`).
struct PMMLMapValues: PMMLExpression {
  let type: PMMLFieldType
  private let places: [Int]
  private let rows: [[Double]: Double]
  private let otherwise: Double
  private let missing: Double

  init(_ element: PMMLElement, _ scope: PMMLScope) throws(ModelError) {
    guard element.child("TableLocator") == nil else {
      throw element.unsupported(
        "a table outside of the file (TableLocator)", "write it as an InlineTable")
    }
    let type = try PMMLFieldType.declared(by: element, fallback: .text)
    var fields: [(field: PMMLField, column: String)] = []
    for pair in element.children("FieldColumnPair") {
      fields.append(
        (try scope.field(try pair.required("field"), at: pair), try pair.required("column")))
    }
    let output = try element.required("outputColumn")
    let compiler = scope.compiler
    var rows: [[Double]: Double] = [:]
    for row in try element.requiredChild("InlineTable").children("row") {
      var key: [Double] = []
      for (field, column) in fields {
        guard let cell = row.child(PMMLMapValues.local(column)) else { continue }
        // A text that is no value of the field's type can never be looked up.
        key.append(field.type.cell(of: cell.text, &compiler.symbols) ?? .nan)
      }
      guard let value = row.child(PMMLMapValues.local(output)) else {
        throw row.malformed("the row lacks the column '\(output)'")
      }
      guard key.count == fields.count else {
        throw row.malformed("the row has \(key.count) of the \(fields.count) columns")
      }
      // The first of equal rows counts.
      if rows[key] == nil { rows[key] = try compiler.cell(value.text, as: type, at: value) }
    }
    self.rows = rows
    self.type = type
    places = fields.map(\.field.place)
    let texts = [element["defaultValue"], element["mapMissingTo"]]
    var cells: [Double] = []
    for text in texts {
      cells.append(
        try text.map { text throws(ModelError) in try compiler.cell(text, as: type, at: element) }
          ?? .nan)
    }
    otherwise = cells[0]
    missing = cells[1]
  }

  /// Column names may have the prefix of a namespace; elements are known without.
  private static func local(_ column: String) -> String {
    column.split(separator: ":").last.map(String.init) ?? column
  }

  func cells(in frame: PMMLFrame) -> [Double] {
    var key = [Double](repeating: 0, count: places.count)
    return (0..<frame.rowCount).map { row in
      var isMissing = false
      for (index, place) in places.enumerated() {
        key[index] = frame.cell(place, row)
        if key[index].isNaN { isMissing = true }
      }
      return isMissing ? missing : rows[key] ?? otherwise
    }
  }
}
