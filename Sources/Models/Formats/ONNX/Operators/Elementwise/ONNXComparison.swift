/// Operators that compare, element by element.
struct ONNXComparison: ONNXOperator {
  private enum Kind: String {
    case equal = "Equal"
    case greater = "Greater"
    case greaterOrEqual = "GreaterOrEqual"
    case less = "Less"
    case lessOrEqual = "LessOrEqual"
  }

  private let kind: Kind

  init(_ node: inout ONNXNodeReader) throws(ModelError) {
    guard let kind = Kind(rawValue: node.operation) else { throw node.unsupported("the operator") }
    self.kind = kind
  }

  func outputs(
    of inputs: ONNXInputs, budget: inout ONNXBudget
  ) throws(ModelError) -> [ONNXTensor] {
    let (a, b) = (try inputs.required(0), try inputs.required(1))
    let pair = try ONNXPair(a, b, inputs, &budget)
    let truths: [Bool]
    switch (a.elements, b.elements) {
    case (.float(let x), .float(let y)): truths = compared(pair, x, y)
    case (.double(let x), .double(let y)): truths = compared(pair, x, y)
    case (.integer(let x), .integer(let y)): truths = compared(pair, x, y)
    case (.truth(let x), .truth(let y)) where kind == .equal: truths = pair.map(x, y) { $0 == $1 }
    case (.text(let x), .text(let y)) where kind == .equal:
      truths = pair.map(x.codes, y.codes) { x.levels[Int($0)] == y.levels[Int($1)] }
    default:
      throw inputs.malformed(
        "cannot compare \(a.elements.typeName) with \(b.elements.typeName)")
    }
    return [ONNXTensor(pair.shape, .truth(truths))]
  }

  private func compared<Number: Comparable>(
    _ pair: ONNXPair, _ x: [Number], _ y: [Number]
  ) -> [Bool] {
    switch kind {
    case .equal: pair.map(x, y) { $0 == $1 }
    case .greater: pair.map(x, y) { $0 > $1 }
    case .greaterOrEqual: pair.map(x, y) { $0 >= $1 }
    case .less: pair.map(x, y) { $0 < $1 }
    case .lessOrEqual: pair.map(x, y) { $0 <= $1 }
    }
  }
}
