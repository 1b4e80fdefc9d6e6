import Kernels

/// What one block of rows may cost: a graph can ask for terabytes in a hundred bytes.
struct ONNXBudget {
  /// The most elements of all tensors that are alive at once.
  static let elementLimit = Limits.Models.onnxElements
  /// The most elements made, and products added up.
  static let workLimit = Limits.Models.onnxSteps

  private var alive = 0
  private var work = 0

  /// The number of elements of a tensor of that shape, which may be made.
  ///
  /// - Throws: ``ModelError/tooLarge(what:limit:)`` or, for a negative size, `malformed`.
  mutating func reserve(_ shape: [Int]) throws(ModelError) -> Int {
    guard shape.count <= Limits.Models.onnxAxes else {
      throw .tooLarge(what: "the number of axes of a tensor", limit: "\(Limits.Models.onnxAxes)")
    }
    var count = 1
    for size in shape {
      guard size >= 0 else {
        throw .malformed(place: "the graph", problem: "makes a tensor of \(size) elements")
      }
      // A size of 0 hides no other: parts of the shape are multiplied too.
      let (product, overflow) = count.multipliedReportingOverflow(by: max(1, size))
      guard !overflow, product <= ONNXBudget.elementLimit else { throw ONNXBudget.tooManyElements }
      count = product
    }
    if shape.contains(0) { count = 0 }
    guard alive + count <= ONNXBudget.elementLimit else { throw ONNXBudget.tooManyElements }
    try spend(count)
    return count
  }

  /// Counts `steps` of work.
  mutating func spend(_ steps: Int) throws(ModelError) {
    let (sum, overflow) = work.addingReportingOverflow(max(0, steps))
    guard !overflow, sum <= ONNXBudget.workLimit else {
      throw .tooLarge(what: "the work for a block of rows", limit: "\(Self.workLimit) steps")
    }
    work = sum
  }

  /// Counts `steps` times `factor` of work.
  mutating func spend(_ steps: Int, times factor: Int) throws(ModelError) {
    let (product, overflow) = steps.multipliedReportingOverflow(by: factor)
    try spend(overflow ? Int.max : product)
  }

  /// Takes note of a tensor that stays for a while.
  mutating func hold(_ tensor: ONNXTensor) { alive += tensor.count }

  /// Takes note of a tensor that nobody reads any more.
  mutating func release(_ tensor: ONNXTensor) { alive -= tensor.count }

  /// Counts the work that a copy of this budget spent since.
  mutating func spendAs(_ other: ONNXBudget) { work = other.work }

  private static var tooManyElements: ModelError {
    .tooLarge(
      what: "the number of elements of a block of rows", limit: "\(ONNXBudget.elementLimit)")
  }
}
