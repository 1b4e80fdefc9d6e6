/// How the elements of a smaller tensor stand for those of a larger one
/// (https://github.com/onnx/onnx/blob/main/docs/Broadcasting.md).
enum ONNXBroadcast {
  /// Where a result's element comes from.
  enum Source {
    case same
    case one
    /// The last axes are whole: the elements repeat.
    case cycle(Int)
    case positions([Int])

    func callAsFunction(_ index: Int) -> Int {
      switch self {
      case .same: index
      case .one: 0
      case .cycle(let period): index % period
      case .positions(let positions): positions[index]
      }
    }
  }

  /// The shape that both stretch to; nil where they do not fit.
  static func shape(_ a: [Int], _ b: [Int]) -> [Int]? {
    let rank = max(a.count, b.count)
    var shape: [Int] = []
    for axis in 0..<rank {
      let left = axis + a.count - rank
      let right = axis + b.count - rank
      let (m, n) = (left < 0 ? 1 : a[left], right < 0 ? 1 : b[right])
      guard m == n || m == 1 || n == 1 else { return nil }
      shape.append(m == 1 ? n : m)
    }
    return shape
  }

  /// Where the elements of a result of shape `target` come from in a tensor of shape `shape`.
  ///
  /// - Precondition: `shape` stretches to `target`, which has `count` elements.
  static func source(_ shape: [Int], to target: [Int], count: Int) -> Source {
    if shape == target { return .same }
    let size = shape.reduce(1, *)
    if size == count { return .same }
    if size == 1 { return .one }
    let trimmed = Array(shape.drop { $0 == 1 })
    if size > 0, target.suffix(trimmed.count).elementsEqual(trimmed) { return .cycle(size) }
    return .positions(positions(shape, to: target, count: count))
  }

  private static func positions(_ shape: [Int], to target: [Int], count: Int) -> [Int] {
    let padded = [Int](repeating: 1, count: target.count - shape.count) + shape
    var strides = [Int](repeating: 0, count: target.count)
    var stride = 1
    for axis in padded.indices.reversed() {
      strides[axis] = padded[axis] == 1 ? 0 : stride
      stride *= padded[axis]
    }
    return ONNXStrides.positions(shape: target, strides: strides, count: count)
  }
}
