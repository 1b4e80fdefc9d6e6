import Kernels
import Tabular

/// Finds a model's features among a table's columns and brings their cells into the model's form.
///
/// Names decide, never order; a model without names takes the table's columns in order. Columns
/// that the model does not know are ignored.
package struct FeatureBinding: Sendable {
  /// The features as bound: where the user named the codes of one, it has those names.
  package let features: [Feature]
  private let areNamed: Bool
  /// Whether the model's library writes `_` for blanks in names (LightGBM).
  private let replacesBlanks: Bool
  /// Numbers up to this magnitude are read as 0, as LightGBM does before any test; 0 for none.
  private let zeroBound: Double
  let coders: [Int: CategoryCoder]
  /// By feature that is read as codes without names, the codes that training knew, where the file lists
  /// them.
  var listedCodes: [Int: Set<Int>] = [:]
  private let hasDamagedNames: Bool

  /// Where the names of categories can be given.
  private static let adviceOnNames =
    "give them as 'categories' beside 'path' or in 'data' (predict: --categories)"

  /// - Parameters:
  ///   - refusesUnknown: Whether the model's library refuses categories it has not seen.
  ///   - damagedNames: Features whose names of categories the file holds damaged, and so are not here.
  ///   - doubtfulNames: Features whose names may be others than the file says: the user may give them,
  ///     and what they do not know is refused whatever the options say.
  /// - Throws: ``ModelError/badOption(option:problem:)`` if the options name categories of a
  ///   feature that does not exist or has names already.
  init(
    features: [Feature], areNamed: Bool, options: ModelOptions, refusesUnknown: Bool,
    replacesBlanks: Bool = false, zeroBound: Double = 0, damagedNames: Set<Int> = [],
    doubtfulNames: Set<Int> = []
  ) throws(ModelError) {
    var features = features
    var mapped: Set<Int> = []
    var used: Set<String> = []
    for (index, feature) in features.enumerated() where !options.categories.isEmpty {
      let blanked = options.categories.keys.sorted().first {
        $0 == feature.name || replacesBlanks && FeatureBinding.blanked($0) == feature.name
      }
      guard let key = blanked, let names = options.categories[key] else { continue }
      if case .categorical(let held?) = feature.kind {
        guard doubtfulNames.contains(index) else {
          throw .badOption(
            option: "categories",
            problem: "names '\(key)', whose categories the model itself holds")
        }
        // Names may be cut in the wrong places; how many there are is right.
        guard names.count == held.count else {
          throw .badOption(
            option: "categories",
            problem: "gives '\(key)' \(names.count) names, and the model has \(held.count)")
        }
      }
      guard Set(names).count == names.count else {
        throw .badOption(option: "categories", problem: "gives '\(key)' the same name twice")
      }
      features[index] = Feature(name: feature.name, kind: .categorical(names: names))
      mapped.insert(index)
      used.insert(key)
    }
    if let stray = options.categories.keys.sorted().first(where: { !used.contains($0) }) {
      throw .badOption(
        option: "categories", problem: "names '\(stray)', which is no feature of the model")
    }
    var coders: [Int: CategoryCoder] = [:]
    for (index, feature) in features.enumerated() {
      guard case .categorical(let names?) = feature.kind else { continue }
      let isDoubtful = doubtfulNames.contains(index) && !mapped.contains(index)
      let refuses =
        refusesUnknown && !mapped.contains(index) && options.unknownCategories == .asLibrary
      coders[index] = CategoryCoder(
        names: names, refusesUnknown: refuses || isDoubtful,
        advice: isDoubtful
          ? "XGBoost before 3.3 cuts names with letters outside ASCII in the wrong places; "
            + FeatureBinding.adviceOnNames : CategoryCoder.adviceOnUnknown)
    }
    self.features = features
    self.areNamed = areNamed
    self.replacesBlanks = replacesBlanks
    self.zeroBound = zeroBound
    self.coders = coders
    hasDamagedNames = !damagedNames.subtracting(mapped).isEmpty
  }

  /// One column per feature, in training order: NaN where missing, categories as codes.
  ///
  /// - Throws: ``ModelError`` if a feature is absent, of the wrong type, or holds a category that
  ///   the model refuses.
  func columns(of table: Table) throws(ModelError) -> [[Double]] {
    let found = try matched(table)
    var columns: [[Double]] = []
    columns.reserveCapacity(features.count)
    for (index, column) in found.enumerated() {
      columns.append(try cells(of: column, asFeature: index))
    }
    return columns
  }

  /// The cells of `column` as those of the feature at `index`.
  func cells(of column: Column, asFeature index: Int) throws(ModelError) -> [Double] {
    if let coder = coders[index] { return try coder.codes(of: column) }
    return try numbers(of: column, for: features[index])
  }

  /// The numbers of a numeric feature's column.
  func numbers(of column: Column, for feature: Feature) throws(ModelError) -> [Double] {
    switch column.values {
    case .numeric(let numbers):
      // Seldom true, so the column is passed on as it is.
      guard zeroBound > 0, numbers.contains(where: { isTiny($0) }) else { return numbers }
      return numbers.map { isTiny($0) ? 0 : $0 }
    case .boolean(let cells): return cells.map { $0 < 0 ? .nan : Double($0) }
    case .categorical:
      let reason =
        hasDamagedNames
        ? "the names that the model holds for them are cut, as XGBoost before 3.3 cuts names with "
          + "letters outside ASCII"
        : "the model holds no names for them"
      let needed =
        feature.kind == .numeric
        ? "numeric" : "codes of categories (\(reason); \(FeatureBinding.adviceOnNames))"
      throw .wrongColumnType(column: column.name, needed: needed, found: column.typeInWords)
    }
  }

  private func isTiny(_ number: Double) -> Bool { number.magnitude <= zeroBound && number != 0 }

  /// The table's columns of the features, in training order.
  func matched(_ table: Table) throws(ModelError) -> [Column] {
    let byName = columnsByName(table)
    let found = features.map { byName[$0.name] }
    let missing = zip(features, found).filter { $0.1 == nil }.map(\.0.name)
    guard !missing.isEmpty else { return found.compactMap { $0 } }
    guard !areNamed else {
      throw .lacking(missing, of: features.map(\.name), in: table.names)
    }
    guard table.columns.count == features.count else {
      throw .wrongFeatureCount(model: features.count, table: table.columns.count)
    }
    return table.columns
  }

  /// The columns by the name that the model may know them by. A name with blanks stands for itself
  /// with `_` only where no other column has that name.
  private func columnsByName(_ table: Table) -> [String: Column] {
    var exact: [String: Column] = [:]
    for column in table.columns { exact[column.name] = column }
    guard replacesBlanks else { return exact }
    let blanks = Dictionary(grouping: table.columns.filter { $0.name.contains(" ") }) {
      FeatureBinding.blanked($0.name)
    }
    for (name, columns) in blanks where exact[name] == nil && columns.count == 1 {
      exact[name] = columns[0]
    }
    return exact
  }

  private static func blanked(_ name: String) -> String {
    String(name.map { $0 == " " ? "_" : $0 })
  }
}
