/// And, Or, Xor, Not.
struct ONNXLogic: ONNXOperator {
  private enum Kind: String {
    case and = "And"
    case not = "Not"
    case or = "Or"
    case xor = "Xor"
  }

  private let kind: Kind

  init(_ node: inout ONNXNodeReader) throws(ModelError) {
    guard let kind = Kind(rawValue: node.operation) else { throw node.unsupported("the operator") }
    self.kind = kind
  }

  func outputs(
    of inputs: ONNXInputs, budget: inout ONNXBudget
  ) throws(ModelError) -> [ONNXTensor] {
    let a = try inputs.required(0)
    guard case .truth(let x) = a.elements else { throw inputs.wrongType(a.elements) }
    if kind == .not {
      _ = try budget.reserve(a.shape)
      return [ONNXTensor(a.shape, .truth(x.map { !$0 }))]
    }
    let b = try inputs.required(1)
    guard case .truth(let y) = b.elements else { throw inputs.wrongType(b.elements) }
    let pair = try ONNXPair(a, b, inputs, &budget)
    let truths =
      switch kind {
      case .and: pair.map(x, y) { $0 && $1 }
      case .or: pair.map(x, y) { $0 || $1 }
      case .xor, .not: pair.map(x, y) { $0 != $1 }
      }
    return [ONNXTensor(pair.shape, .truth(truths))]
  }
}
