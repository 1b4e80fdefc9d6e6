import Tabular

/// `OrdinalEncoder`: categories become their places, unknown and missing cells what was asked for.
struct OrdinalEncoder: Transformer {
  static let classNames: Set<String> = ["OrdinalEncoder"]

  let categories: [FittedCategories]
  /// Nil where unknown cells are refused.
  private let unknownValue: Double?
  private let missingValue: Double

  var inputCount: Int? { categories.count }
  let keepsColumns = true

  init(_ object: PythonObject) throws(ModelError) {
    categories = try FittedCategories.all(of: object)
    missingValue = try object.optional("encoded_missing_value")?.number() ?? .nan
    switch try object.attribute("handle_unknown").text() {
    case "error": unknownValue = nil
    case "use_encoded_value": unknownValue = try object.attribute("unknown_value").number()
    case let policy: throw object.unsupported("handle_unknown='\(policy)'")
    }
  }

  func inputUses(count: Int) -> [InputUse] { categories.map(\.use) }

  func transformed(_ columns: [Column], rowCount: Int) throws(ModelError) -> [Column] {
    var outputs: [Column] = []
    for (column, known) in zip(columns, categories) {
      let cells = try known.cells(of: column)
      if unknownValue == nil { try known.refuseUnknown(cells, in: column) }
      // NaN stands alone, also where rare categories are grouped.
      let missing = known.missingIsNone ? nil : known.missing
      let codes = cells.map { cell in
        guard case .known(let place) = cell else { return unknownValue ?? .nan }
        return place == missing ? missingValue : Double(place)
      }
      outputs.append(Column(name: column.name, values: .numeric(codes)))
    }
    return outputs
  }
}
