import Glibc

/// Operators that change each number by itself.
struct ONNXUnary: ONNXOperator {
  private enum Kind: String {
    case abs = "Abs"
    case ceil = "Ceil"
    case elu = "Elu"
    case erf = "Erf"
    case exp = "Exp"
    case floor = "Floor"
    case hardSigmoid = "HardSigmoid"
    case leakyRelu = "LeakyRelu"
    case log = "Log"
    case negative = "Neg"
    case reciprocal = "Reciprocal"
    case relu = "Relu"
    case round = "Round"
    case selu = "Selu"
    case sigmoid = "Sigmoid"
    case sign = "Sign"
    case softplus = "Softplus"
    case softsign = "Softsign"
    case squareRoot = "Sqrt"
    case tanh = "Tanh"
  }

  private let kind: Kind
  private let alpha: Float
  /// The second constant: beta of HardSigmoid, gamma of Selu.
  private let beta: Float

  init(_ node: inout ONNXNodeReader) throws(ModelError) {
    guard let kind = Kind(rawValue: node.operation) else { throw node.unsupported("the operator") }
    self.kind = kind
    switch kind {
    case .elu: (alpha, beta) = (try node.float("alpha", default: 1), 0)
    case .leakyRelu: (alpha, beta) = (try node.float("alpha", default: 0.01), 0)
    case .hardSigmoid:
      (alpha, beta) = (
        try node.float("alpha", default: 0.2), try node.float("beta", default: 0.5)
      )
    case .selu:
      (alpha, beta) = (
        try node.float("alpha", default: 1.67326319217681884765625),
        try node.float("gamma", default: 1.05070102214813232421875)
      )
    default: (alpha, beta) = (0, 0)
    }
    // Inputs overwritten in place, in operator sets before 6.
    node.ignore("consumed_inputs")
  }

  func outputs(
    of inputs: ONNXInputs, budget: inout ONNXBudget
  ) throws(ModelError) -> [ONNXTensor] {
    let input = try inputs.required(0)
    _ = try budget.reserve(input.shape)
    switch input.elements {
    case .float(let values): return [ONNXTensor(input.shape, .float(values.map(changed)))]
    case .double(let values): return [ONNXTensor(input.shape, .double(values.map(changed)))]
    case .integer(let values):
      guard let changed = changedIntegers(values) else { throw inputs.wrongType(input.elements) }
      return [ONNXTensor(input.shape, .integer(changed))]
    case .truth, .text: throw inputs.wrongType(input.elements)
    }
  }

  private func changedIntegers(_ values: [Int64]) -> [Int64]? {
    switch kind {
    case .abs: values.map { $0 < 0 ? 0 &- $0 : $0 }
    case .negative: values.map { 0 &- $0 }
    case .sign: values.map { $0.signum() }
    case .relu: values.map { max($0, 0) }
    default: nil
    }
  }

  private func changed(_ x: Float) -> Float {
    switch kind {
    case .exp: ONNXApproximation.exponential(x)
    case .log: logf(x)
    case .tanh: ONNXApproximation.tanh(x)
    case .erf: erff(x)
    case .sigmoid: ONNXApproximation.logistic(x)
    case .softplus: x > 0 ? x + log1pf(expf(-x)) : log1pf(expf(x))
    case .elu: x < 0 ? alpha * (expf(x) - 1) : x
    case .selu: x <= 0 ? alpha * beta * (expf(x) - 1) : beta * x
    default: plain(x)
    }
  }

  private func changed(_ x: Double) -> Double {
    switch kind {
    case .exp: Glibc.exp(x)
    case .log: Glibc.log(x)
    case .tanh: Glibc.tanh(x)
    case .erf: Glibc.erf(x)
    case .sigmoid: ONNXPostTransform.logistic(x)
    case .softplus: x > 0 ? x + log1p(Glibc.exp(-x)) : log1p(Glibc.exp(x))
    case .elu: x < 0 ? Double(alpha) * (Glibc.exp(x) - 1) : x
    case .selu:
      Double(beta) * (x <= 0 ? Double(alpha) * Glibc.exp(x) - Double(alpha) : x)
    default: plain(x)
    }
  }

  /// What needs no function of the C library.
  private func plain<Number: BinaryFloatingPoint>(_ x: Number) -> Number {
    switch kind {
    case .abs: x.magnitude
    case .ceil: x.rounded(.up)
    case .floor: x.rounded(.down)
    case .negative: -x
    case .reciprocal: 1 / x
    case .relu: x < 0 ? 0 : x
    case .round: x.rounded(.toNearestOrEven)
    case .sign: x > 0 ? 1 : x < 0 ? -1 : x
    case .squareRoot: x.squareRoot()
    case .softsign: x / (1 + x.magnitude)
    case .leakyRelu: x < 0 ? Number(alpha) * x : x
    case .hardSigmoid: x.isNaN ? x : min(1, max(0, Number(alpha) * x + Number(beta)))
    case .elu, .erf, .exp, .log, .selu, .sigmoid, .softplus, .tanh: x
    }
  }
}
