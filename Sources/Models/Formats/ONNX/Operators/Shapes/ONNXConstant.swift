/// A constant among the nodes.
struct ONNXConstant: ONNXOperator {
  private let value: ONNXTensor

  init(_ node: inout ONNXNodeReader) throws(ModelError) {
    if node.has("value") {
      guard let tensor = try node.tensor("value") else { throw node.malformed("has no value") }
      value = tensor
    } else if node.has("value_float") {
      value = ONNXTensor([], .float([try node.float("value_float", default: 0)]))
    } else if node.has("value_floats") {
      value = .vector(.float(node.floats("value_floats")))
    } else if node.has("value_int") {
      value = ONNXTensor([], .integer([Int64(try node.integer("value_int", default: 0))]))
    } else if node.has("value_ints") {
      value = .vector(.integer(node.integers("value_ints").map { Int64($0) }))
    } else if node.has("value_string") {
      value = ONNXTensor([], .text(ONNXTexts([try node.text("value_string", default: "")])))
    } else {
      value = .vector(.text(ONNXTexts(node.texts("value_strings"))))
    }
  }

  func outputs(
    of inputs: ONNXInputs, budget: inout ONNXBudget
  ) throws(ModelError) -> [ONNXTensor] { [value] }
}
