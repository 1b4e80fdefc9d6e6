/// Texts to whole numbers and back.
struct ONNXCategoryMapper: ONNXOperator {
  private let integers: [Int64]
  private let texts: [String]
  private let defaultInteger: Int64
  private let defaultText: String

  init(_ node: inout ONNXNodeReader) throws(ModelError) {
    integers = node.integers("cats_int64s").map { Int64($0) }
    texts = node.texts("cats_strings")
    defaultInteger = Int64(try node.integer("default_int64", default: -1))
    defaultText = try node.text("default_string", default: "_Unused")
    guard integers.count == texts.count else {
      throw node.malformed("has \(integers.count) numbers for \(texts.count) texts")
    }
  }

  func outputs(
    of inputs: ONNXInputs, budget: inout ONNXBudget
  ) throws(ModelError) -> [ONNXTensor] {
    let input = try inputs.required(0)
    _ = try budget.reserve(input.shape)
    switch input.elements {
    case .text(let cells):
      let numbers = Dictionary(zip(texts, integers)) { $1 }
      return [
        ONNXTensor(input.shape, .integer(cells.map { numbers[$0] ?? defaultInteger }))
      ]
    case .integer(let cells):
      let names = Dictionary(zip(integers, texts)) { $1 }
      return [
        ONNXTensor(input.shape, .text(ONNXTexts(cells.map { names[$0] ?? defaultText })))
      ]
    default: throw inputs.wrongType(input.elements)
    }
  }
}
