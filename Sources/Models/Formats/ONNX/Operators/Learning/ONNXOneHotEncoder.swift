/// One number for each category: 1 for the cell's own, 0 for the others.
struct ONNXOneHotEncoder: ONNXOperator {
  private let byInteger: [Int64: Int]
  private let byText: [String: Int]
  private let width: Int
  private let allowsUnknown: Bool

  init(_ node: inout ONNXNodeReader) throws(ModelError) {
    let integers = node.integers("cats_int64s")
    let texts = node.texts("cats_strings")
    allowsUnknown = try node.integer("zeros", default: 1) != 0
    guard integers.isEmpty != texts.isEmpty else {
      throw node.malformed("must have categories of one type")
    }
    width = max(integers.count, texts.count)
    var byInteger: [Int64: Int] = [:]
    for (place, category) in integers.enumerated() { byInteger[Int64(category)] = place }
    var byText: [String: Int] = [:]
    for (place, category) in texts.enumerated() { byText[category] = place }
    self.byInteger = byInteger
    self.byText = byText
  }

  func outputs(
    of inputs: ONNXInputs, budget: inout ONNXBudget
  ) throws(ModelError) -> [ONNXTensor] {
    let input = try inputs.required(0)
    let places: [Int?]
    switch input.elements {
    case .text(let texts) where byInteger.isEmpty: places = texts.map { byText[$0] }
    case .integer(let values) where byText.isEmpty: places = values.map { byInteger[$0] }
    case .float(let values) where byText.isEmpty: places = values.map { place(Double($0)) }
    case .double(let values) where byText.isEmpty: places = values.map { place($0) }
    default: throw inputs.wrongType(input.elements)
    }
    let shape = input.shape + [width]
    var flags = [Float](repeating: 0, count: try budget.reserve(shape))
    for (row, place) in places.enumerated() {
      guard let place else {
        guard allowsUnknown else {
          throw inputs.malformed("meets a category that the model does not know")
        }
        continue
      }
      flags[row * width + place] = 1
    }
    return [ONNXTensor(shape, .float(flags))]
  }

  private func place(_ value: Double) -> Int? {
    Int64(exactly: value.rounded(.towardZero)).flatMap { byInteger[$0] }
  }
}
