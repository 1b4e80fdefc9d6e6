import Tabular

/// The categories that an encoder saw in one input, and how it groups them.
struct FittedCategories: Sendable {
  /// What a cell is.
  enum Cell: Equatable {
    /// The category's place after grouping.
    case known(Int)
    case unknown
    /// Missing, and missing is no category.
    case missing
  }

  /// Categories by place; nil is the category of missing cells.
  let names: [String?]
  /// Whether the categories were texts in training.
  private let areTexts: Bool
  /// The place after grouping, by place before; nil if rare categories are not grouped.
  private let grouping: [Int]?
  /// The place after grouping that rare categories share, if there are any.
  let infrequent: Int?
  private let coder: CategoryCoder

  /// How many places there are after grouping.
  var count: Int { grouping.map { ($0.max() ?? -1) + 1 } ?? names.count }

  /// The place of missing cells after grouping, if missing is a category.
  ///
  /// Where training saw both None and NaN, a missing cell is NaN, the later of the two: so readers of
  /// tables have it.
  var missing: Int? { names.lastIndex(of: nil).map { grouping?[$0] ?? $0 } }
  /// Whether the category of missing cells is None, which is a category like others to encoders that
  /// treat NaN in a way of its own.
  let missingIsNone: Bool

  /// All inputs' categories.
  static func all(of encoder: PythonObject) throws(ModelError) -> [FittedCategories] {
    let lists = try encoder.attribute("categories_").items()
    let mappings = try encoder.optional("_default_to_infrequent_mappings")?.items()
    let rare = try encoder.optional("_infrequent_indices")?.items()
    guard mappings?.count ?? lists.count == lists.count, rare?.count ?? lists.count == lists.count
    else { throw encoder.malformed("groups rare categories of other inputs than it has") }
    var all: [FittedCategories] = []
    for (index, list) in lists.enumerated() {
      let names = try list.names()
      var grouping: [Int]?
      var infrequent: Int?
      if let mapping = mappings?[index], try !mapping.isNone {
        var places = try mapping.integers()
        // An ordinal encoder leaves missing cells, its last category, out of what it groups.
        if places.count == names.count - 1, names.last == .some(nil) {
          places.append(names.count - 1)
        }
        guard places.count == names.count, places.allSatisfy(names.indices.contains) else {
          throw mapping.malformed("does not fit the categories")
        }
        grouping = places
        if let indices = rare?[index], try !indices.isNone, let first = try indices.integers().first
        {
          guard places.indices.contains(first) else {
            throw indices.malformed("does not fit the categories")
          }
          infrequent = places[first]
        }
      }
      let last = list.isArray ? nil : try list.items().last
      all.append(
        FittedCategories(
          names: names, areTexts: try list.holdsTexts(), grouping: grouping,
          infrequent: infrequent,
          missingIsNone: try last?.isNone ?? false))
    }
    return all
  }

  private init(
    names: [String?], areTexts: Bool, grouping: [Int]?, infrequent: Int?, missingIsNone: Bool
  ) {
    self.missingIsNone = missingIsNone
    self.names = names
    self.areTexts = areTexts
    self.grouping = grouping
    self.infrequent = infrequent
    // No cell of a table holds the text that stands for missing here.
    coder = CategoryCoder(names: names.map { $0 ?? "\u{0}missing" }, refusesUnknown: false)
  }

  /// What the cells of a column are.
  func cells(of column: Column) throws(ModelError) -> [Cell] {
    let codes = try coder.codes(of: column)
    let missing = self.missing.map { Cell.known($0) } ?? .missing
    return codes.indices.map { row in
      if let code = Int(exactly: codes[row]) { return .known(grouping?[code] ?? code) }
      return column.isMissing(at: row) ? missing : .unknown
    }
  }

  /// Refuses a column with cells that are no category.
  func refuseUnknown(_ cells: [Cell], in column: Column) throws(ModelError) {
    let missing = cells.reduce(0) { $0 + ($1 == .missing ? 1 : 0) }
    guard missing == 0 else { throw .missingCells(column: column.name, rows: missing) }
    guard let row = cells.firstIndex(of: .unknown) else { return }
    throw .unknownCategory(
      column: column.name, value: column.text(at: row) ?? "",
      rows: cells.reduce(0) { $0 + ($1 == .unknown ? 1 : 0) })
  }

  /// For people: the categories without that of missing cells.
  var use: InputUse { .categorical(names.compactMap { $0 }, areTexts: areTexts) }
}
