/// Gives scores the names of classes. The names are read where the model's outputs are chosen; the
/// scores stay a matrix.
struct ONNXZipMap: ONNXOperator {
  private let labels: ONNXClassLabels

  init(_ node: inout ONNXNodeReader) throws(ModelError) {
    guard
      let labels = try ONNXClassLabels(
        &node, integers: "classlabels_int64s", texts: "classlabels_strings")
    else { throw node.malformed("has no labels") }
    self.labels = labels
  }

  func outputs(
    of inputs: ONNXInputs, budget: inout ONNXBudget
  ) throws(ModelError) -> [ONNXTensor] {
    let input = try inputs.required(0)
    guard input.shape.last == labels.count else {
      throw inputs.malformed("names \(labels.count) classes of the shape \(input.shape)")
    }
    return [input]
  }
}
