import Glibc

/// The functions of NumPy that map number by number and are read by name; nothing of a file is run.
enum NumPyFunction {
  /// The function that an object stands for; nil where it is none of these.
  static func of(_ object: PythonObject) -> (@Sendable (Double) -> Double)? {
    guard object.loader == "FunctionNode", object.package == "numpy" else { return nil }
    return switch object.className {
    case "log": { log($0) }
    case "log1p": { log1p($0) }
    case "log2": { log2($0) }
    case "log10": { log10($0) }
    case "exp": { exp($0) }
    case "exp2": { exp2($0) }
    case "expm1": { expm1($0) }
    case "sqrt": { $0.squareRoot() }
    case "cbrt": { cbrt($0) }
    case "square": { $0 * $0 }
    case "absolute", "abs", "fabs": { abs($0) }
    case "negative": { -$0 }
    case "reciprocal": { 1 / $0 }
    case "sinh": { sinh($0) }
    case "arcsinh": { asinh($0) }
    case "tanh": { tanh($0) }
    case "arctanh": { atanh($0) }
    default: nil
    }
  }
}
