/// Two tensors that are stretched to one shape.
struct ONNXPair {
  let shape: [Int]
  private let count: Int
  private let left: ONNXBroadcast.Source
  private let right: ONNXBroadcast.Source

  /// - Throws: ``ModelError`` if the shapes do not fit or the result is too large.
  init(
    _ a: ONNXTensor, _ b: ONNXTensor, _ inputs: ONNXInputs, _ budget: inout ONNXBudget
  ) throws(ModelError) {
    guard let shape = ONNXBroadcast.shape(a.shape, b.shape) else {
      throw inputs.malformed("cannot combine the shapes \(a.shape) and \(b.shape)")
    }
    self.shape = shape
    count = try budget.reserve(shape)
    left = ONNXBroadcast.source(a.shape, to: shape, count: count)
    right = ONNXBroadcast.source(b.shape, to: shape, count: count)
  }

  /// `combine` of every two elements.
  func map<Element, Other, Result>(
    _ a: [Element], _ b: [Other], _ combine: (Element, Other) -> Result
  ) -> [Result] {
    switch (left, right) {
    case (.same, .same): return zip(a, b).map { combine($0, $1) }
    case (.same, .one):
      guard let other = b.first else { return [] }
      return a.map { combine($0, other) }
    case (.one, .same):
      guard let first = a.first else { return [] }
      return b.map { combine(first, $0) }
    default: return (0..<count).map { combine(a[left($0)], b[right($0)]) }
    }
  }
}
