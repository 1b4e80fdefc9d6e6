import Glibc

/// The kernel function of a support vector machine.
struct ONNXKernel: Sendable {
  private enum Kind: String {
    case linear = "LINEAR"
    case polynomial = "POLY"
    case radial = "RBF"
    case sigmoid = "SIGMOID"
  }

  private let kind: Kind
  private let gamma: Float
  private let offset: Float
  private let degree: Float

  /// Reads `kernel_type` and `kernel_params` of a node.
  init(_ node: inout ONNXNodeReader) throws(ModelError) {
    let name = try node.text("kernel_type", default: "LINEAR")
    guard let kind = Kind(rawValue: name) else { throw node.unsupported("the kernel '\(name)'") }
    let parameters = node.floats("kernel_params")
    guard parameters.isEmpty || parameters.count == 3 else {
      throw node.malformed("has \(parameters.count) kernel parameters; 3 are expected")
    }
    self.kind = kind
    gamma = parameters.isEmpty ? 0 : parameters[0]
    offset = parameters.isEmpty ? 0 : parameters[1]
    degree = parameters.isEmpty ? 0 : parameters[2]
  }

  /// The kernel of two vectors.
  func value(_ x: ArraySlice<Float>, _ y: ArraySlice<Float>) -> Float {
    if kind == .radial {
      let squares = zip(x, y).reduce(Float(0)) {
        let difference = $1.0 - $1.1
        return $0 + difference * difference
      }
      return expf(-gamma * squares)
    }
    let dot = zip(x, y).reduce(Float(0)) { ONNXApproximation.fused($1.0, $1.1, $0) }
    return switch kind {
    case .linear, .radial: dot
    case .polynomial: power(gamma * dot + offset)
    case .sigmoid: ONNXApproximation.tanh(gamma * dot + offset)
    }
  }

  private func power(_ base: Float) -> Float {
    degree == 2 ? base * base : degree == 3 ? base * base * base : powf(base, degree)
  }
}
