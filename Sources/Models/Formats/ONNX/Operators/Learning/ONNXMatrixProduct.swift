/// MatMul and Gemm.
///
/// Products of floats are added one by one, each step rounded once, as the vector kernels of ONNX
/// Runtime do it (for up to 128 factors; longer sums it cuts into pieces).
struct ONNXMatrixProduct: ONNXOperator {
  private let isGemm: Bool
  private let alpha: Float
  private let beta: Float
  private let transposesLeft: Bool
  private let transposesRight: Bool

  init(_ node: inout ONNXNodeReader) throws(ModelError) {
    isGemm = node.operation == "Gemm"
    alpha = isGemm ? try node.float("alpha", default: 1) : 1
    beta = isGemm ? try node.float("beta", default: 1) : 1
    transposesLeft = isGemm ? try node.integer("transA", default: 0) != 0 : false
    transposesRight = isGemm ? try node.integer("transB", default: 0) != 0 : false
    // An old Gemm said whether C is stretched; now it always may be.
    if isGemm, node.version < 7 { node.ignore("broadcast") }
  }

  func outputs(
    of inputs: ONNXInputs, budget: inout ONNXBudget
  ) throws(ModelError) -> [ONNXTensor] {
    let (a, b) = (try inputs.required(0), try inputs.required(1))
    let elements: ONNXElements
    let shape: [Int]
    switch (a.elements, b.elements) {
    case (.float(let x), .float(let y)):
      let (made, sums) = try result(
        a, b, x, y, inputs, &budget, step: ONNXApproximation.fused)
      (shape, elements) = (made, .float(sums))
    case (.double(let x), .double(let y)):
      let (made, sums) = try result(a, b, x, y, inputs, &budget) { $0 * $1 + $2 }
      (shape, elements) = (made, .double(sums))
    case (.integer, .integer):
      let (made, sums) = try result(
        a, b, a.elements.doubles ?? [], b.elements.doubles ?? [], inputs, &budget
      ) { $0 * $1 + $2 }
      (shape, elements) = (made, .integer(sums.map { Int64(exactly: $0) ?? .min }))
    default: throw inputs.malformed("multiplies two types")
    }
    return [ONNXTensor(shape, elements)]
  }

  private func result<Number: BinaryFloatingPoint>(
    _ a: ONNXTensor, _ b: ONNXTensor, _ left: [Number], _ right: [Number], _ inputs: ONNXInputs,
    _ budget: inout ONNXBudget, step: (Number, Number, Number) -> Number
  ) throws(ModelError) -> (shape: [Int], sums: [Number]) {
    isGemm
      ? try gemm(a, b, left, right, inputs, &budget, step)
      : try product(a, b, left, right, inputs, &budget, step)
  }

  private func gemm<Number: BinaryFloatingPoint>(
    _ a: ONNXTensor, _ b: ONNXTensor, _ left: [Number], _ right: [Number], _ inputs: ONNXInputs,
    _ budget: inout ONNXBudget, _ step: (Number, Number, Number) -> Number
  ) throws(ModelError) -> (shape: [Int], sums: [Number]) {
    guard a.rank == 2, b.rank == 2 else { throw inputs.malformed("multiplies no matrices") }
    let (rows, inner) = transposesLeft ? (a.shape[1], a.shape[0]) : (a.shape[0], a.shape[1])
    let (depth, columns) = transposesRight ? (b.shape[1], b.shape[0]) : (b.shape[0], b.shape[1])
    guard inner == depth else { throw misfit(a, b, inputs) }
    let shape = [rows, columns]
    let count = try budget.reserve(shape)
    try budget.spend(count, times: inner)
    let x = transposesLeft ? ONNXMatrixProduct.transposed(left, rows: inner, columns: rows) : left
    let y =
      transposesRight ? ONNXMatrixProduct.transposed(right, rows: columns, columns: depth) : right
    var sums = ONNXMatrixProduct.product(
      x[...], y[...], rows: rows, inner: inner, columns: columns, step: step)
    if alpha != 1 { sums = sums.map { $0 * Number(alpha) } }
    guard let c = inputs.optional(2), let numbers = c.elements.doubles else { return (shape, sums) }
    let added = numbers.map { Number($0) }
    guard ONNXBroadcast.shape(c.shape, shape) == shape else { throw misfit(c, a, inputs) }
    let source = ONNXBroadcast.source(c.shape, to: shape, count: count)
    for index in sums.indices { sums[index] += Number(beta) * added[source(index)] }
    return (shape, sums)
  }

  private func product<Number: BinaryFloatingPoint>(
    _ a: ONNXTensor, _ b: ONNXTensor, _ left: [Number], _ right: [Number], _ inputs: ONNXInputs,
    _ budget: inout ONNXBudget, _ step: (Number, Number, Number) -> Number
  ) throws(ModelError) -> (shape: [Int], sums: [Number]) {
    guard a.rank > 0, b.rank > 0 else { throw misfit(a, b, inputs) }
    let first = a.rank == 1 ? [1] + a.shape : a.shape
    let second = b.rank == 1 ? b.shape + [1] : b.shape
    let (rows, inner) = (first[first.count - 2], first[first.count - 1])
    let (depth, columns) = (second[second.count - 2], second[second.count - 1])
    guard inner == depth,
      let batch = ONNXBroadcast.shape(Array(first.dropLast(2)), Array(second.dropLast(2)))
    else { throw misfit(a, b, inputs) }
    let count = try budget.reserve(batch + [rows, columns])
    try budget.spend(count, times: inner)
    let blocks = batch.reduce(1, *)
    let from = ONNXBroadcast.source(Array(first.dropLast(2)), to: batch, count: blocks)
    let with = ONNXBroadcast.source(Array(second.dropLast(2)), to: batch, count: blocks)
    var sums: [Number] = []
    sums.reserveCapacity(count)
    for block in 0..<blocks {
      let (x, y) = (from(block) * rows * inner, with(block) * inner * columns)
      sums += ONNXMatrixProduct.product(
        left[x..<x + rows * inner], right[y..<y + inner * columns], rows: rows, inner: inner,
        columns: columns, step: step)
    }
    var shape = batch
    if a.rank > 1 { shape.append(rows) }
    if b.rank > 1 { shape.append(columns) }
    return (shape, sums)
  }

  /// The product of two matrices, row after row.
  ///
  /// - Parameter step: `a · b + sum`, rounded as it should be.
  @inline(__always)
  static func product<Number: BinaryFloatingPoint>(
    _ a: ArraySlice<Number>, _ b: ArraySlice<Number>, rows: Int, inner: Int, columns: Int,
    step add: (Number, Number, Number) -> Number
  ) -> [Number] {
    var sums = [Number](repeating: 0, count: rows * columns)
    for row in 0..<rows {
      for step in 0..<inner {
        let factor = a[a.startIndex + row * inner + step]
        let line = b.startIndex + step * columns
        for column in 0..<columns {
          sums[row * columns + column] = add(factor, b[line + column], sums[row * columns + column])
        }
      }
    }
    return sums
  }

  /// The transposed matrix of one with `rows` and `columns`.
  static func transposed<Number>(_ values: [Number], rows: Int, columns: Int) -> [Number] {
    ONNXStrides.positions(
      shape: [columns, rows], strides: [1, columns], count: rows * columns
    ).map { values[$0] }
  }

  private func misfit(
    _ a: ONNXTensor, _ b: ONNXTensor, _ inputs: ONNXInputs
  ) -> ModelError {
    inputs.malformed("cannot multiply or add the shapes \(a.shape) and \(b.shape)")
  }
}
