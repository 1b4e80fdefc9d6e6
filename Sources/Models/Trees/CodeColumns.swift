import Kernels

/// The byte columns that an ensemble's numeric tests read.
///
/// A feature has one column per window of 255 cuts and per treatment of missing values that its tests
/// use; with LightGBM's and XGBoost's usual settings that is one or two.
struct CodeColumns {
  private static let window = 255
  /// Missing rules times default sides.
  private static let treatments = 6

  let inputs: [NumericInput]
  /// The number of columns.
  let count: Int
  private let tables: [CutTable?]
  /// By feature, the column of each window and treatment; −1 where no test asks for it.
  private let numbers: [[Int32]]

  init(_ ensemble: TreeEnsemble) {
    let tables = CodeColumns.tables(of: ensemble)
    var numbers = tables.map { table in
      let windows = ((table?.cutCount ?? 0) + CodeColumns.window - 1) / CodeColumns.window
      return [Int32](repeating: -1, count: windows * CodeColumns.treatments)
    }
    for node in ensemble.nodes where node.isNumericTest {
      guard let (slot, _) = CodeColumns.slot(of: node, in: ensemble, tables) else { continue }
      numbers[Int(node.feature)][slot] = 0
    }
    var inputs: [NumericInput] = []
    var count = 0
    for (feature, table) in tables.enumerated() {
      guard let table else { continue }
      var columns: [NumericInput.Column] = []
      for slot in numbers[feature].indices where numbers[feature][slot] == 0 {
        numbers[feature][slot] = Int32(count)
        columns.append(CodeColumns.column(slot))
        count += 1
      }
      inputs.append(NumericInput(feature: feature, cuts: table, columns: columns))
    }
    self.inputs = inputs
    self.count = count
    self.tables = tables
    self.numbers = numbers
  }

  /// The column that a numeric test reads, and its cut within the column's window.
  func position(
    of node: TreeEnsemble.Node, in ensemble: TreeEnsemble
  ) -> (column: Int, cut: Int)? {
    guard let (slot, cut) = CodeColumns.slot(of: node, in: ensemble, tables) else { return nil }
    let column = Int(numbers[Int(node.feature)][slot])
    return column >= 0 ? (column, cut) : nil
  }

  /// By feature, the thresholds of its numeric tests; nil for a feature without any.
  private static func tables(of ensemble: TreeEnsemble) -> [CutTable?] {
    var thresholds: [[Double]] = Array(repeating: [], count: ensemble.featureCount)
    for node in ensemble.nodes where node.isNumericTest {
      thresholds[Int(node.feature)].append(ensemble.threshold(of: node))
    }
    return thresholds.map { thresholds in
      guard !thresholds.isEmpty else { return nil }
      var cuts: [Double] = []
      // −0 and 0 are one cut, as in comparisons.
      for threshold in thresholds.sorted() where cuts.last != threshold { cuts.append(threshold) }
      return CutTable(
        cuts: cuts, countsEqual: ensemble.comparison == .less,
        roundsToFloat: ensemble.roundsInputs)
    }
  }

  /// The window and treatment that a test needs, as one number, and its cut within the window.
  private static func slot(
    of node: TreeEnsemble.Node, in ensemble: TreeEnsemble, _ tables: [CutTable?]
  ) -> (slot: Int, cut: Int)? {
    let threshold = ensemble.threshold(of: node)
    guard let cut = tables[Int(node.feature)]?.index(ofCut: threshold) else { return nil }
    let isLeft = node.missing == .none || node.defaultLeft
    let treatment = Int(node.missing.rawValue) * 2 + (isLeft ? 1 : 0)
    return (cut / window * treatments + treatment, cut % window)
  }

  private static func column(_ slot: Int) -> NumericInput.Column {
    let (window, treatment) = slot.quotientAndRemainder(dividingBy: treatments)
    let missing = TreeEnsemble.MissingRule(rawValue: UInt8(treatment / 2)) ?? .nan
    return NumericInput.Column(
      base: window * self.window,
      nan: missing == .none ? .zero : treatment % 2 == 1 ? .left : .right,
      zeroIsMissing: missing == .zero)
  }
}

extension TreeEnsemble.Node {
  /// Whether the node compares a number with its threshold.
  var isNumericTest: Bool { !isLeaf && categorySet < 0 }
}
