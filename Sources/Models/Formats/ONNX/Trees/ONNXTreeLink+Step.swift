import Glibc

extension ONNXTreeLink.Step {
  /// Changes a score, in floats as the graph does.
  func apply(_ score: inout Float) {
    switch self {
    case .exponential: score = expf(score)
    case .times(let factor): score *= factor
    case .plus(let addend): score += addend
    }
  }
}
