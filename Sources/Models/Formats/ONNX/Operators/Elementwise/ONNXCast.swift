/// Changes the type of elements, as C does it.
struct ONNXCast: ONNXOperator {
  private let type: Int

  init(_ node: inout ONNXNodeReader) throws(ModelError) {
    type = try node.integer("to", default: 0)
    // Only float8 types saturate.
    node.ignore("saturate", "round_mode")
    guard [1, 3, 5, 6, 7, 2, 4, 12, 8, 9, 11].contains(type) else {
      throw node.unsupported("a cast to element type \(type)")
    }
  }

  func outputs(
    of inputs: ONNXInputs, budget: inout ONNXBudget
  ) throws(ModelError) -> [ONNXTensor] {
    let input = try inputs.required(0)
    _ = try budget.reserve(input.shape)
    return [ONNXTensor(input.shape, try ONNXCast.cast(input.elements, to: type, inputs))]
  }

  /// `tensor` with elements of the type of `other`.
  static func cast(
    _ tensor: ONNXTensor, like other: ONNXTensor, _ inputs: ONNXInputs
  ) throws(ModelError) -> ONNXTensor {
    let type =
      switch other.elements {
      case .float: 1
      case .double: 11
      case .integer: 7
      case .truth: 9
      case .text: 8
      }
    return ONNXTensor(tensor.shape, try cast(tensor.elements, to: type, inputs))
  }

  private static func cast(
    _ elements: ONNXElements, to type: Int, _ inputs: ONNXInputs
  ) throws(ModelError) -> ONNXElements {
    switch (elements, type) {
    case (.float, 1), (.double, 11), (.truth, 9), (.text, 8), (.integer, 7): return elements
    case (.text(let texts), 1): return .float(try numbers(texts, inputs).map { Float($0) })
    case (.text(let texts), 11): return .double(try numbers(texts, inputs))
    case (.text(let texts), _):
      return try cast(.double(try numbers(texts, inputs)), to: type, inputs)
    case (.integer(let values), 1): return .float(values.map { Float($0) })
    case (.integer(let values), 8):
      return .text(ONNXTexts(values.map { String($0) }))
    case (.integer(let values), 9): return .truth(values.map { $0 != 0 })
    case (.integer(let values), _) where type != 11:
      return .integer(values.map { narrowed($0, to: type) })
    case (.float(let values), 8): return .text(try texts(values.map { Double($0) }, inputs))
    case (_, 8): throw inputs.malformed("cannot cast \(elements.typeName) to text")
    case (_, 1): return .float(elements.floats ?? [])
    case (_, 11): return .double(elements.doubles ?? [])
    case (_, 9): return .truth((elements.doubles ?? []).map { $0 != 0 })
    default:
      return .integer((elements.doubles ?? []).map { narrowed(truncated($0), to: type) })
    }
  }

  /// What is beyond the range becomes the smallest number, as x86 does it.
  private static func truncated(_ value: Double) -> Int64 {
    Int64(exactly: value.rounded(.towardZero)) ?? .min
  }

  private static func narrowed(_ value: Int64, to type: Int) -> Int64 {
    switch type {
    case 2: Int64(UInt8(truncatingIfNeeded: value))
    case 3: Int64(Int8(truncatingIfNeeded: value))
    case 4: Int64(UInt16(truncatingIfNeeded: value))
    case 5: Int64(Int16(truncatingIfNeeded: value))
    case 6: Int64(Int32(truncatingIfNeeded: value))
    case 12: Int64(UInt32(truncatingIfNeeded: value))
    default: value
    }
  }

  private static func numbers(
    _ texts: ONNXTexts, _ inputs: ONNXInputs
  ) throws(ModelError) -> [Double] {
    let numbers = texts.map { $0 == "NaN" ? Double.nan : Double($0) ?? Double($0.lowercased()) }
    var read: [Double] = []
    read.reserveCapacity(numbers.count)
    for (index, number) in numbers.enumerated() {
      guard let number else {
        throw inputs.malformed("cannot read '\(texts[index])' as a number")
      }
      read.append(number)
    }
    return read
  }

  /// Eight significant digits, as `%.8g` writes them, where the shortest text has no more.
  private static func texts(
    _ values: [Double], _ inputs: ONNXInputs
  ) throws(ModelError) -> ONNXTexts {
    var texts: [String] = []
    for value in values {
      if let whole = Int64(exactly: value), whole.magnitude < 100_000_000 {
        texts.append(String(whole))
        continue
      }
      let text =
        value.isNaN ? "NaN" : value.isInfinite ? (value > 0 ? "INF" : "-INF") : "\(Float(value))"
      guard !text.contains("e"), text.count(where: \.isNumber) <= 8 || !value.isFinite else {
        throw inputs.malformed("cannot write \(Float(value)) as text: only short numbers are")
      }
      texts.append(text)
    }
    return ONNXTexts(texts)
  }
}
