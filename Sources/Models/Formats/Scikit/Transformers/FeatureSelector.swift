import Tabular

/// The selectors of `sklearn.feature_selection`: some of the columns, as they are.
struct FeatureSelector: Transformer {
  static let classNames: Set<String> = [
    "VarianceThreshold", "SelectKBest", "SelectPercentile", "SelectFpr", "SelectFdr", "SelectFwe",
    "GenericUnivariateSelect", "SelectFromModel", "RFE", "RFECV", "SequentialFeatureSelector",
  ]

  /// Whether the object is a selector that is also a model, of the columns that it keeps.
  static func predicts(_ object: PythonObject) -> Bool {
    ["RFE", "RFECV"].contains(object.className)
  }

  let inputCount: Int?
  private let kept: [Int]
  /// Whether it lets missing and infinite cells through.
  private let allowsMissing: Bool

  init(_ object: PythonObject) throws(ModelError) {
    let mask = try SelectedFeatures.mask(of: object)
    inputCount = mask.count
    kept = mask.indices.filter { mask[$0] }
    switch object.className {
    case "VarianceThreshold": allowsMissing = true
    case "SelectFromModel", "RFE", "RFECV", "SequentialFeatureSelector":
      allowsMissing = try FeatureSelector.takesMissing(try object.attribute("estimator"))
    default: allowsMissing = false
    }
  }

  /// Whether an estimator takes missing cells, as far as its class and settings tell: a selector takes
  /// them where the one that it selects with does.
  private static func takesMissing(_ object: PythonObject) throws(ModelError) -> Bool {
    if let inner = try object.optional("estimator") { return try takesMissing(inner) }
    let name = object.className
    if ["DecisionTree", "RandomForest", "ExtraTree"].contains(where: name.hasPrefix) {
      return try object.optional("criterion")?.textIfAny() != "absolute_error"
    }
    return name.hasPrefix("HistGradientBoosting") || name == "Pipeline"
      || object.package != "sklearn"
  }

  func origins(count: Int) -> [Int]? { kept }

  func givesSparse(from isSparse: Bool) -> Bool { isSparse }

  func inputUses(count: Int) -> [InputUse] {
    var uses = [InputUse](repeating: .unused, count: count)
    for input in kept where uses.indices.contains(input) { uses[input] = .handedOn }
    return uses
  }

  func transformed(_ columns: [Column], rowCount: Int) throws(ModelError) -> [Column] {
    var outputs: [Column] = []
    for input in kept {
      let column = columns[input]
      if !allowsMissing { try refuseMissing(column) }
      outputs.append(column)
    }
    return outputs
  }

  private func refuseMissing(_ column: Column) throws(ModelError) {
    guard case .categorical = column.values else {
      _ = try InputNumbers(allowsMissing: false).numbers(of: column)
      return
    }
    let missing = (0..<column.count).reduce(0) { $0 + (column.isMissing(at: $1) ? 1 : 0) }
    guard missing == 0 else { throw .missingCells(column: column.name, rows: missing) }
  }
}
