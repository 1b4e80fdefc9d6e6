import Glibc

/// Leaf values as integers, so that a sum is the same whatever the order of its terms.
///
/// All values of a forest are multiples of one power of two, chosen so that no sum of a row overflows
/// 62 bits. Values that need fewer bits below the largest sum are exact (Floats of ordinary
/// ensembles); others are rounded by less than 2^-61 of the largest sum, which is finer than the
/// rounding of one addition in Double.
struct FixedPoint: Sendable {
  /// By position of the forest's values, in units of ``unit``.
  let values: [Int64]
  /// What each output starts from.
  let bases: [Int64]
  /// A power of two.
  let unit: Double
  private let divisor: Double
  private let isFloat: Bool

  init(_ forest: Forest) {
    let values: [Double] =
      switch forest.values {
      case .float32(let values): values.map(Double.init)
      case .float64(let values): values
      }
    let bases =
      forest.isFloat ? forest.baseScores.map { Double(Float($0)) } : forest.baseScores
    var limit = bases.map(\.magnitude).max() ?? 0
    for tree in forest.trees {
      let width = tree.output < 0 ? forest.outputCount : 1
      let first = Int(tree.firstValue)
      limit += values[first..<first + width * tree.leafCount].lazy.map(\.magnitude).max() ?? 0
    }
    // 2^1000 keeps the unit itself an ordinary number.
    let exponent = limit > 0 && limit.isFinite ? min(1000, 60 - Int(limit.exponent)) : 0
    func fixed(_ value: Double) -> Int64 {
      Int64(exactly: scalbn(value, Int32(clamping: exponent)).rounded()) ?? 0
    }
    self.values = values.map(fixed)
    self.bases = bases.map(fixed)
    unit = scalbn(1, Int32(clamping: -exponent))
    divisor = forest.divisor
    isFloat = forest.isFloat
  }

  /// The number that a sum stands for, divided and rounded as the forest's own sums are.
  @inline(__always)
  func number(_ sum: Int64) -> Double {
    let number = Double(sum) * unit
    if isFloat {
      let float = Float(number)
      return Double(divisor == 1 ? float : float / Float(divisor))
    }
    return divisor == 1 ? number : number / divisor
  }

  /// Writes the numbers of `count` sums and what is added to them, without loss where `Number` has the
  /// width of the forest's sums.
  @unsafe func write<Number: SumWidth>(
    _ sums: UnsafePointer<Int64>, plus changes: UnsafePointer<Int64>, count: Int,
    to numbers: UnsafeMutablePointer<Number>
  ) {
    for row in 0..<count {
      unsafe numbers[row] = Number(number(sums[row] &+ changes[row]))
    }
  }
}

extension Forest {
  /// Whether sums are Floats.
  var isFloat: Bool { if case .float32 = values { true } else { false } }
}
