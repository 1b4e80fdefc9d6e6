import Glibc

/// Gauss-Legendre quadrature over 0…1: exact for polynomials of degree up to 2 · count − 1.
struct GaussLegendre: Sendable {
  /// Strictly between 0 and 1, ascending.
  let nodes: [Double]
  /// Positive; they sum to 1.
  let weights: [Double]

  /// The roots of the Legendre polynomial, by Newton's method from Tricomi's guess.
  ///
  /// - Precondition: `count` >= 1.
  init(count: Int) {
    precondition(count >= 1)
    var nodes: [Double] = []
    var weights: [Double] = []
    for index in (0..<count).reversed() {
      var x = cos(Double.pi * (Double(index) + 0.75) / (Double(count) + 0.5))
      var slope = 0.0
      for _ in 0..<8 {
        let (value, derivative) = GaussLegendre.polynomial(count, at: x)
        slope = derivative
        x -= value / derivative
      }
      (_, slope) = GaussLegendre.polynomial(count, at: x)
      nodes.append((1 + x) / 2)
      weights.append(1 / ((1 - x * x) * slope * slope))
    }
    self.nodes = nodes
    self.weights = weights
  }

  /// The Legendre polynomial of degree `degree` and its derivative.
  private static func polynomial(_ degree: Int, at x: Double) -> (value: Double, slope: Double) {
    var (value, last) = (1.0, 0.0)
    for order in 1...degree {
      let n = Double(order)
      (value, last) = (((2 * n - 1) * x * value - (n - 1) * last) / n, value)
    }
    return (value, Double(degree) * (x * value - last) / (x * x - 1))
  }
}
