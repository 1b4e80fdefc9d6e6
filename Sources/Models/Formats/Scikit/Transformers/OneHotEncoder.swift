import Tabular

/// `OneHotEncoder`: a column of 0 and 1 for each category, one of them dropped if asked for.
struct OneHotEncoder: Transformer {
  static let classNames: Set<String> = ["OneHotEncoder"]

  private enum Unknown: String {
    case error, ignore, warn
    case infrequentIfExist = "infrequent_if_exist"
  }

  private let categories: [FittedCategories]
  /// By input, the place that has no column.
  private let dropped: [Int?]
  private let unknown: Unknown
  private let isSparse: Bool

  var inputCount: Int? { categories.count }

  init(_ object: PythonObject) throws(ModelError) {
    categories = try FittedCategories.all(of: object)
    // Called `sparse` before scikit-learn 1.2.
    isSparse = try object.optional("sparse_output", or: "sparse")?.truth() ?? true
    let policy = try object.attribute("handle_unknown").text()
    guard let unknown = Unknown(rawValue: policy) else {
      throw object.unsupported("handle_unknown='\(policy)'")
    }
    self.unknown = unknown
    var dropped = [Int?](repeating: nil, count: categories.count)
    if let drops = try object.optional("_drop_idx_after_grouping", or: "drop_idx_") {
      if drops.isList {
        for (index, item) in try drops.items().enumerated() where dropped.indices.contains(index) {
          dropped[index] = try item.isNone ? nil : item.integer()
        }
      } else {
        for (index, place) in try drops.integers().enumerated()
        where dropped.indices.contains(index) { dropped[index] = place }
      }
    }
    self.dropped = dropped
  }

  func givesSparse(from isSparse: Bool) -> Bool { self.isSparse }

  func inputUses(count: Int) -> [InputUse] { categories.map(\.use) }

  func transformed(_ columns: [Column], rowCount: Int) throws(ModelError) -> [Column] {
    var outputs: [Column] = []
    for (index, column) in columns.enumerated() {
      let known = categories[index]
      let cells = try known.cells(of: column)
      if unknown == .error { try known.refuseUnknown(cells, in: column) }
      let substitute = unknown == .ignore ? nil : known.infrequent
      var indicators = [[Double]](
        repeating: [Double](repeating: 0, count: rowCount), count: known.count)
      for (row, cell) in cells.enumerated() {
        let place: Int? = if case .known(let place) = cell { place } else { substitute }
        if let place { indicators[place][row] = 1 }
      }
      for (place, indicator) in indicators.enumerated() where place != dropped[index] {
        outputs.append(Column(name: column.name, values: .numeric(indicator)))
      }
    }
    return outputs
  }
}
