/// MatMul and Gemm.
///
/// Products of floats are added in double and rounded once: the result does not depend on blocks.
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
    guard ONNXElements.joined([a.elements, b.elements]) != nil,
      let left = a.elements.doubles, let right = b.elements.doubles
    else { throw inputs.malformed("multiplies two types") }
    let (shape, sums) =
      isGemm
      ? try gemm(a, b, left, right, inputs, &budget)
      : try product(a, b, left, right, inputs, &budget)
    let elements: ONNXElements
    switch a.elements {
    case .float: elements = .float(sums.map { Float($0) })
    case .double: elements = .double(sums)
    case .integer: elements = .integer(sums.map { Int64(exactly: $0) ?? .min })
    case .truth, .text: throw inputs.wrongType(a.elements)
    }
    return [ONNXTensor(shape, elements)]
  }

  private func gemm(
    _ a: ONNXTensor, _ b: ONNXTensor, _ left: [Double], _ right: [Double], _ inputs: ONNXInputs,
    _ budget: inout ONNXBudget
  ) throws(ModelError) -> (shape: [Int], sums: [Double]) {
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
      x[...], y[...], rows: rows, inner: inner, columns: columns)
    if alpha != 1 { sums = sums.map { $0 * Double(alpha) } }
    guard let c = inputs.optional(2), let added = c.elements.doubles else { return (shape, sums) }
    guard ONNXBroadcast.shape(c.shape, shape) == shape else { throw misfit(c, a, inputs) }
    let source = ONNXBroadcast.source(c.shape, to: shape, count: count)
    for index in sums.indices { sums[index] += Double(beta) * added[source(index)] }
    return (shape, sums)
  }

  private func product(
    _ a: ONNXTensor, _ b: ONNXTensor, _ left: [Double], _ right: [Double], _ inputs: ONNXInputs,
    _ budget: inout ONNXBudget
  ) throws(ModelError) -> (shape: [Int], sums: [Double]) {
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
    var sums: [Double] = []
    sums.reserveCapacity(count)
    for block in 0..<blocks {
      let (x, y) = (from(block) * rows * inner, with(block) * inner * columns)
      sums += ONNXMatrixProduct.product(
        left[x..<x + rows * inner], right[y..<y + inner * columns], rows: rows, inner: inner,
        columns: columns)
    }
    var shape = batch
    if a.rank > 1 { shape.append(rows) }
    if b.rank > 1 { shape.append(columns) }
    return (shape, sums)
  }

  /// The product of two matrices, row after row.
  static func product(
    _ a: ArraySlice<Double>, _ b: ArraySlice<Double>, rows: Int, inner: Int, columns: Int
  ) -> [Double] {
    var sums = [Double](repeating: 0, count: rows * columns)
    for row in 0..<rows {
      for step in 0..<inner {
        let factor = a[a.startIndex + row * inner + step]
        let line = b.startIndex + step * columns
        for column in 0..<columns { sums[row * columns + column] += factor * b[line + column] }
      }
    }
    return sums
  }

  /// The transposed matrix of one with `rows` and `columns`.
  static func transposed(_ values: [Double], rows: Int, columns: Int) -> [Double] {
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
