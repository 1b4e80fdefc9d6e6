/// Keeps numbers between two bounds: attributes before operator set 11, inputs since.
struct ONNXClip: ONNXOperator {
  private let bounds: (low: Float, high: Float)?

  init(_ node: inout ONNXNodeReader) throws(ModelError) {
    guard node.version < 11 else {
      bounds = nil
      return
    }
    bounds = (
      try node.float("min", default: -.greatestFiniteMagnitude),
      try node.float("max", default: .greatestFiniteMagnitude)
    )
  }

  func outputs(
    of inputs: ONNXInputs, budget: inout ONNXBudget
  ) throws(ModelError) -> [ONNXTensor] {
    let input = try inputs.required(0)
    _ = try budget.reserve(input.shape)
    let low = try bound(1, inputs)
    let high = try bound(2, inputs)
    switch (input.elements, low, high) {
    case (.float(let values), _, _):
      let bounds = (
        low: bounds?.low ?? low?.floats?.first, high: bounds?.high ?? high?.floats?.first
      )
      return [ONNXTensor(input.shape, .float(ONNXClip.clipped(values, bounds.low, bounds.high)))]
    case (.double(let values), _, _):
      let bounds = (
        low: self.bounds.map { Double($0.low) } ?? low?.doubles?.first,
        high: self.bounds.map { Double($0.high) } ?? high?.doubles?.first
      )
      return [ONNXTensor(input.shape, .double(ONNXClip.clipped(values, bounds.low, bounds.high)))]
    case (.integer(let values), .integer(let low)?, .integer(let high)?):
      return [
        ONNXTensor(input.shape, .integer(ONNXClip.clipped(values, low.first, high.first)))
      ]
    case (.integer(let values), .integer(let low)?, nil):
      return [ONNXTensor(input.shape, .integer(ONNXClip.clipped(values, low.first, nil)))]
    case (.integer(let values), nil, .integer(let high)?):
      return [ONNXTensor(input.shape, .integer(ONNXClip.clipped(values, nil, high.first)))]
    default: throw inputs.wrongType(input.elements)
    }
  }

  private func bound(_ index: Int, _ inputs: ONNXInputs) throws(ModelError) -> ONNXElements? {
    guard let tensor = inputs.optional(index) else { return nil }
    guard tensor.count == 1 else { throw inputs.malformed("a bound must be one number") }
    return tensor.elements
  }

  /// NaN stays NaN.
  private static func clipped<Number: Comparable>(
    _ values: [Number], _ low: Number?, _ high: Number?
  ) -> [Number] {
    values.map { value in
      var value = value
      if let low, value < low { value = low }
      if let high, value > high { value = high }
      return value
    }
  }
}
