import Kernels

/// The byte columns that an ensemble's numeric tests read.
///
/// A feature has one column per window of 255 cuts and per treatment of missing values that its tests
/// use; with LightGBM's and XGBoost's usual settings that is one or two.
struct CodeColumns {
  /// How a column treats missing values.
  private struct Key: Hashable {
    let feature: Int32
    let window: Int
    let missing: TreeEnsemble.MissingRule
    let defaultLeft: Bool
  }

  private static let window = 255

  let inputs: [NumericInput]
  private let tables: [CutTable?]
  private let numbers: [Key: Int]

  /// The number of columns.
  var count: Int { numbers.count }

  init(_ ensemble: TreeEnsemble) {
    let tables = CodeColumns.tables(of: ensemble)
    self.tables = tables
    var keys: [[Key]] = Array(repeating: [], count: ensemble.featureCount)
    var seen: Set<Key> = []
    for node in ensemble.nodes where node.isNumericTest {
      guard let (key, _) = CodeColumns.key(of: node, tables) else { continue }
      if seen.insert(key).inserted { keys[Int(node.feature)].append(key) }
    }
    var inputs: [NumericInput] = []
    var numbers: [Key: Int] = [:]
    for (feature, table) in tables.enumerated() {
      guard let table else { continue }
      for key in keys[feature] { numbers[key] = numbers.count }
      inputs.append(
        NumericInput(
          feature: feature, cuts: table, columns: keys[feature].map(CodeColumns.column)))
    }
    self.inputs = inputs
    self.numbers = numbers
  }

  /// The column that a numeric test reads, and its cut within the column's window.
  func position(of node: TreeEnsemble.Node) -> (column: Int, cut: Int)? {
    guard let (key, cut) = CodeColumns.key(of: node, tables), let column = numbers[key] else {
      return nil
    }
    return (column, cut)
  }

  /// By feature, the thresholds of its numeric tests; nil for a feature without any.
  private static func tables(of ensemble: TreeEnsemble) -> [CutTable?] {
    var thresholds: [[Double]] = Array(repeating: [], count: ensemble.featureCount)
    for node in ensemble.nodes where node.isNumericTest {
      thresholds[Int(node.feature)].append(ensemble.input(node.threshold))
    }
    return thresholds.map { thresholds in
      guard !thresholds.isEmpty else { return nil }
      var cuts: [Double] = []
      // −0 and 0 are one cut, as in comparisons.
      for threshold in thresholds.sorted() where cuts.last != threshold { cuts.append(threshold) }
      return CutTable(
        cuts: cuts, countsEqual: ensemble.comparison == .less,
        roundsToFloat: ensemble.precision == .float32)
    }
  }

  private static func key(
    of node: TreeEnsemble.Node, _ tables: [CutTable?]
  ) -> (key: Key, cut: Int)? {
    guard let cut = tables[Int(node.feature)]?.index(ofCut: node.threshold) else { return nil }
    let key = Key(
      feature: node.feature, window: cut / window, missing: node.missing,
      defaultLeft: node.missing == .none || node.defaultLeft)
    return (key, cut % window)
  }

  private static func column(_ key: Key) -> NumericInput.Column {
    NumericInput.Column(
      base: key.window * window,
      nan: key.missing == .none ? .zero : key.defaultLeft ? .left : .right,
      zeroIsMissing: key.missing == .zero)
  }
}

extension TreeEnsemble.Node {
  /// Whether the node compares a number with its threshold.
  var isNumericTest: Bool { !isLeaf && categorySet < 0 }
}
