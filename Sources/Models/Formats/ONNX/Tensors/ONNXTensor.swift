/// A value of a graph: a dense array with the last axis contiguous.
struct ONNXTensor: Sendable {
  let shape: [Int]
  let elements: ONNXElements

  /// - Precondition: `elements` has as many as the product of `shape`.
  init(_ shape: [Int], _ elements: ONNXElements) {
    precondition(shape.reduce(1, *) == elements.count, "a tensor whose shape does not fit")
    self.shape = shape
    self.elements = elements
  }

  var count: Int { elements.count }
  var rank: Int { shape.count }

  /// A tensor of one axis.
  static func vector(_ elements: ONNXElements) -> ONNXTensor {
    ONNXTensor([elements.count], elements)
  }

  /// The same elements in another shape.
  ///
  /// - Precondition: the product of `shape` is ``count``.
  func reshaped(_ shape: [Int]) -> ONNXTensor { ONNXTensor(shape, elements) }

  /// The elements at `positions`, in the shape `shape`.
  func picking(_ positions: [Int], shape: [Int]) -> ONNXTensor {
    ONNXTensor(shape, elements.picking(positions))
  }

  /// Rows and columns of a matrix; a vector is one row, as the operators of `ai.onnx.ml` read it.
  var matrixShape: (rows: Int, columns: Int)? {
    switch rank {
    case 1: (1, shape[0])
    case 2: (shape[0], shape[1])
    default: nil
    }
  }
}
