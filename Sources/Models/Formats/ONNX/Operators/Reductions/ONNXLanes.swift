/// A tensor cut into lanes along some of its axes: what a reduction, a softmax or a sort works on.
struct ONNXLanes {
  /// The number of lanes and of elements in each.
  let count: Int
  let length: Int
  /// The lanes, one after another, as positions in the tensor; nil where they lie so already.
  let positions: [Int]?
  /// The shape of one result per lane.
  let shape: [Int]
  /// The same with axes of size 1 where the lanes ran.
  let keptShape: [Int]

  /// - Parameter axes: from 0 up, each once.
  init(_ shape: [Int], along axes: [Int], budget: inout ONNXBudget) throws(ModelError) {
    let others = shape.indices.filter { !axes.contains($0) }
    let order = others + axes
    let permuted = order.map { shape[$0] }
    self.shape = others.map { shape[$0] }
    keptShape = shape.indices.map { axes.contains($0) ? 1 : shape[$0] }
    count = try budget.reserve(self.shape)
    length = axes.reduce(1) { $0 * shape[$1] }
    if order == Array(shape.indices) {
      positions = nil
    } else {
      let strides = ONNXStrides.of(shape)
      let total = try budget.reserve(shape)
      positions = ONNXStrides.positions(
        shape: permuted, strides: order.map { strides[$0] }, count: total)
    }
  }

  /// The elements of lane `lane`.
  func elements<Element>(_ lane: Int, of values: [Element]) -> [Element] {
    let range = lane * length..<(lane + 1) * length
    guard let positions else { return Array(values[range]) }
    return range.map { values[positions[$0]] }
  }

  /// Puts the elements of all lanes back where they were.
  func restored<Element>(_ lanes: [Element]) -> [Element] {
    guard let positions else { return lanes }
    var values = lanes
    for (index, position) in positions.enumerated() { values[position] = lanes[index] }
    return values
  }

  /// An axis counted from the front; nil where there is none.
  static func axis(_ axis: Int, rank: Int) -> Int? {
    let axis = axis < 0 ? axis + rank : axis
    return axis >= 0 && axis < rank ? axis : nil
  }

  /// Axes counted from the front, ascending; nil where one does not exist or comes twice.
  static func axes(_ axes: [Int], rank: Int) -> [Int]? {
    guard axes.count <= rank else { return nil }
    let found = axes.compactMap { axis($0, rank: rank) }.sorted()
    return Set(found).count == axes.count ? found : nil
  }
}
