import CKernels

/// A type of running sums, with the kernels that add leaves to them.
protocol SumWidth: BinaryFloatingPoint, BitwiseCopyable, Sendable {
  /// The leaf values in this width; nil when the forest's are of the other.
  static func leafValues(of values: Forest.Values) -> [Self]?

  /// `sums[r] += values[first[t] + leaves[t][r]]`, tree after tree, for the rows of a block.
  @unsafe static func add(
    _ leaves: UnsafePointer<UInt8>, _ values: UnsafePointer<Self>, _ first: UnsafePointer<UInt32>,
    treeCount: Int, to sums: UnsafeMutablePointer<Self>)

  /// `sums[r] += values[leaves[r]]` for the rows of a block.
  @unsafe static func add(
    _ leaves: UnsafePointer<UInt32>, _ values: UnsafePointer<Self>,
    to sums: UnsafeMutablePointer<Self>)
}

extension Float: SumWidth {
  static func leafValues(of values: Forest.Values) -> [Float]? {
    if case .float32(let values) = values { values } else { nil }
  }

  @unsafe static func add(
    _ leaves: UnsafePointer<UInt8>, _ values: UnsafePointer<Float>, _ first: UnsafePointer<UInt32>,
    treeCount: Int, to sums: UnsafeMutablePointer<Float>
  ) {
    unsafe tg_add_float(leaves, values, first, treeCount, sums)
  }

  @unsafe static func add(
    _ leaves: UnsafePointer<UInt32>, _ values: UnsafePointer<Float>,
    to sums: UnsafeMutablePointer<Float>
  ) {
    unsafe tg_add_wide_float(leaves, values, sums)
  }
}

extension Double: SumWidth {
  static func leafValues(of values: Forest.Values) -> [Double]? {
    if case .float64(let values) = values { values } else { nil }
  }

  @unsafe static func add(
    _ leaves: UnsafePointer<UInt8>, _ values: UnsafePointer<Double>,
    _ first: UnsafePointer<UInt32>, treeCount: Int, to sums: UnsafeMutablePointer<Double>
  ) {
    unsafe tg_add_double(leaves, values, first, treeCount, sums)
  }

  @unsafe static func add(
    _ leaves: UnsafePointer<UInt32>, _ values: UnsafePointer<Double>,
    to sums: UnsafeMutablePointer<Double>
  ) {
    unsafe tg_add_wide_double(leaves, values, sums)
  }
}
