import CKernels

/// The tests of an ensemble's nodes, as kernels ask them of columns of numbers.
///
/// Only the features that are tested have a column; the numbers of ``append(feature:_:missingGoesLeft:)``
/// name the tests.
package struct BranchTests: Sendable {
  /// What is asked about a number that is not missing.
  package enum Question: Sendable {
    case less(Double)
    case atMost(Double)
    /// Bit c of the words is category c.
    case isIn([UInt64])
  }

  /// Values strictly between the two are truncated to a category; others are in no set.
  private let above: Double
  private let below: Double
  private let takesFractions: Bool
  private let roundsToFloat: Bool
  private(set) var branches: [tg_split] = []
  private var words: [UInt64] = []
  /// By column, the feature.
  private(set) var features: [Int] = []
  private var columns: [Int: Int] = [:]

  /// - Parameters:
  ///   - roundsToFloat: Whether numbers are rounded to Float before anything is asked about them.
  /// - Precondition: `above` >= −1 and `below` <= 2^31.
  package init(above: Double, below: Double, takesFractions: Bool, roundsToFloat: Bool) {
    precondition(above >= -1 && below <= 2_147_483_648, "categories are 31-bit codes")
    self.above = above
    self.below = below
    self.takesFractions = takesFractions
    self.roundsToFloat = roundsToFloat
  }

  /// Adds a test and gives its number.
  ///
  /// - Parameter zeroIsMissing: Whether |x| <= 1.0000000180025095e-35 goes where NaN goes.
  package mutating func append(
    feature: Int, _ question: Question, missingGoesLeft: Bool, zeroIsMissing: Bool = false
  ) -> Int {
    let column = columns[feature] ?? features.count
    if column == features.count {
      features.append(feature)
      columns[feature] = column
    }
    var branch = tg_split()
    branch.column = UInt32(column)
    branch.missing_left = missingGoesLeft ? 1 : 0
    branch.zero_is_missing = zeroIsMissing ? 1 : 0
    switch question {
    case .less(let threshold):
      branch.threshold = threshold
      branch.comparison = UInt8(TG_LESS)
    case .atMost(let threshold):
      branch.threshold = threshold
      branch.comparison = UInt8(TG_AT_MOST)
    case .isIn(let set):
      // Codes have 31 bits: later words can never be asked for.
      let set = set.prefix(1 << 25)
      branch.comparison = UInt8(TG_IN_SET)
      branch.first_word = words.count
      branch.word_count = UInt32(set.count)
      words += set
    }
    branches.append(branch)
    return branches.count - 1
  }

  /// Calls `body` with the tests as the kernels read them.
  @unsafe func withBranches(_ body: (UnsafePointer<tg_splits>) -> Void) {
    unsafe branches.withUnsafeBufferPointer { branches in
      unsafe words.withUnsafeBufferPointer { words in
        var all = unsafe tg_splits(
          branches: branches.baseAddress, words: words.baseAddress, above: above, below: below,
          fractions: takesFractions ? 1 : 0)
        unsafe body(&all)
      }
    }
  }

  /// Copies some rows of the tested features, column after column, ``ShapleyTile/rowLimit`` cells apart.
  @unsafe func copy(
    _ rows: Range<Int>, of columns: [[Double]], to values: UnsafeMutablePointer<Double>
  ) {
    for (column, feature) in features.enumerated() {
      let cells = unsafe values + column * ShapleyTile.rowLimit
      for (offset, row) in rows.enumerated() {
        let value = columns[feature][row]
        unsafe cells[offset] = roundsToFloat ? Double(Float(value)) : value
      }
    }
  }
}
