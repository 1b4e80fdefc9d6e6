/// Walks over the elements of a tensor in an order of its own.
enum ONNXStrides {
  /// The distance between neighbours along each axis.
  static func of(_ shape: [Int]) -> [Int] {
    var strides = [Int](repeating: 1, count: shape.count)
    for axis in shape.indices.dropLast().reversed() {
      strides[axis] = strides[axis + 1] * shape[axis + 1]
    }
    return strides
  }

  /// `start + Σ index[axis] · strides[axis]` for every index of `shape`, last axis first.
  ///
  /// - Precondition: `shape` has `count` elements, and every sum fits.
  static func positions(
    shape: [Int], strides: [Int], count: Int, start: Int = 0
  ) -> [Int] {
    guard count > 0 else { return [] }
    guard let width = shape.last, let step = strides.last else { return [start] }
    var positions: [Int] = []
    positions.reserveCapacity(count)
    var index = [Int](repeating: 0, count: shape.count)
    var origin = start
    while true {
      var position = origin
      for _ in 0..<width {
        positions.append(position)
        position += step
      }
      var axis = shape.count - 2
      while axis >= 0 {
        index[axis] += 1
        origin += strides[axis]
        if index[axis] < shape[axis] { break }
        origin -= strides[axis] * shape[axis]
        index[axis] = 0
        axis -= 1
      }
      if axis < 0 { return positions }
    }
  }
}
