import Glibc

/// Support vector machines (`SupportVectorMachineModel`): one for a number, several for classes.
struct PMMLSupportVectors: PMMLScorer {
  var hasProbabilities: Bool { false }

  enum Kernel: Sendable {
    case linear
    case polynomial(gamma: Double, coefficient: Double, degree: Double)
    case radial(gamma: Double)
    case sigmoid(gamma: Double, coefficient: Double)
  }

  /// A coordinate of the vectors.
  enum Coordinate: Sendable {
    case field(place: Int)
    case indicator(place: Int, value: Double, coefficient: Double)
  }

  struct Machine: Sendable {
    /// Positions in ``vectors``; empty where the machine is a weight for each coordinate.
    let vectors: [Int]
    let coefficients: [Double]
    let constant: Double
    let threshold: Double
    /// The class, and the one on the other side of the threshold.
    let category: Int
    let alternate: Int?
  }

  let coordinates: [Coordinate]
  /// Vectors one behind the other, `coordinates.count` numbers each.
  let vectors: [Double]
  let kernel: Kernel
  let machines: [Machine]
  /// 0 for a regression.
  let classCount: Int
  let largestWins: Bool

  func score(_ frame: PMMLFrame) -> PMMLResult {
    var result = PMMLResult(predictions: frame.constant(.nan))
    var x = [Double](repeating: 0, count: coordinates.count)
    let vectorCount = coordinates.isEmpty ? 0 : vectors.count / coordinates.count
    var products = [Double](repeating: 0, count: vectorCount)
    for row in 0..<frame.rowCount {
      for (index, coordinate) in coordinates.enumerated() {
        x[index] = PMMLSupportVectors.value(of: coordinate, frame, row)
      }
      guard !x.contains(where: \.isNaN) else { continue }
      for index in products.indices { products[index] = kernel(x, vector: index) }
      let values = machines.map { value(of: $0, x, products) }
      result.predictions[row] = classCount == 0 ? values[0] : Double(winner(values))
    }
    return result
  }

  private static func value(
    of coordinate: Coordinate, _ frame: PMMLFrame, _ row: Int
  ) -> Double {
    switch coordinate {
    case .field(let place): return frame.cell(place, row)
    case .indicator(let place, let value, let coefficient):
      let cell = frame.cell(place, row)
      return cell.isNaN ? .nan : cell == value ? coefficient : 0
    }
  }

  private func kernel(_ x: [Double], vector: Int) -> Double {
    let start = vector * x.count
    var dot = 0.0
    var distance = 0.0
    for index in x.indices {
      let other = vectors[start + index]
      dot += x[index] * other
      distance += (x[index] - other) * (x[index] - other)
    }
    return switch kernel {
    case .linear: dot
    case .polynomial(let gamma, let coefficient, let degree): pow(gamma * dot + coefficient, degree)
    case .radial(let gamma): exp(-gamma * distance)
    case .sigmoid(let gamma, let coefficient): tanh(gamma * dot + coefficient)
    }
  }

  private func value(of machine: Machine, _ x: [Double], _ products: [Double]) -> Double {
    var sum = machine.constant
    if machine.vectors.isEmpty {
      for (coefficient, x) in zip(machine.coefficients, x) { sum += coefficient * x }
    } else {
      for (coefficient, vector) in zip(machine.coefficients, machine.vectors) {
        sum += coefficient * products[vector]
      }
    }
    return sum
  }

  /// The class with the most votes of pairs, the first of equals; or, of machines that each tell one
  /// class from the rest, the class with the smallest value.
  private func winner(_ values: [Double]) -> Int {
    var votes = [Double](repeating: 0, count: classCount)
    guard machines.contains(where: { $0.alternate != nil }) else {
      var best = 0
      for index in values.indices {
        let isBetter = largestWins ? values[index] > values[best] : values[index] < values[best]
        if isBetter { best = index }
      }
      return machines[best].category
    }
    for (machine, value) in zip(machines, values) {
      let isOwn = largestWins ? value > machine.threshold : value < machine.threshold
      votes[isOwn ? machine.category : machine.alternate ?? machine.category] += 1
    }
    var best = 0
    for index in votes.indices where votes[index] > votes[best] { best = index }
    return best
  }
}
