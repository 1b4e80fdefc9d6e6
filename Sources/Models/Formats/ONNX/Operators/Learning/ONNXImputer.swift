/// Puts a given value in the place of another, as a rule of NaN.
struct ONNXImputer: ONNXOperator {
  private let replaced: Float
  private let floats: [Float]
  private let replacedInteger: Int64
  private let integers: [Int64]

  init(_ node: inout ONNXNodeReader) throws(ModelError) {
    replaced = try node.float("replaced_value_float", default: 0)
    floats = node.floats("imputed_value_floats")
    replacedInteger = Int64(try node.integer("replaced_value_int64", default: 0))
    integers = node.integers("imputed_value_int64s").map { Int64($0) }
  }

  func outputs(
    of inputs: ONNXInputs, budget: inout ONNXBudget
  ) throws(ModelError) -> [ONNXTensor] {
    let input = try inputs.required(0)
    let width = input.shape.last ?? 1
    let given = max(floats.count, integers.count)
    guard given == 1 || given == width else {
      throw inputs.malformed("imputes \(given) features and gets \(width)")
    }
    _ = try budget.reserve(input.shape)
    switch input.elements {
    case .float(let values) where !floats.isEmpty:
      let filled = values.enumerated().map { index, value in
        value == replaced || value.isNaN && replaced.isNaN
          ? floats[given == 1 ? 0 : index % width] : value
      }
      return [ONNXTensor(input.shape, .float(filled))]
    case .integer(let values) where !integers.isEmpty:
      let filled = values.enumerated().map { index, value in
        value == replacedInteger ? integers[given == 1 ? 0 : index % width] : value
      }
      return [ONNXTensor(input.shape, .integer(filled))]
    default: throw inputs.wrongType(input.elements)
    }
  }
}
