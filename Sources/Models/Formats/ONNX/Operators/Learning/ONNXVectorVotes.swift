/// How a support vector classifier makes scores of kernels: a machine for each pair of classes,
/// votes, and probabilities by Platt's sigmoid and pairwise coupling (Wu, Lin and Weng, 2004).
struct ONNXVectorVotes: Sendable {
  let labels: ONNXClassLabels
  let vectorCount: Int
  private let counts: [Int]
  private let starts: [Int]
  private let coefficients: [Float]
  private let rho: [Float]
  private let slopes: [Float]
  private let offsets: [Float]
  private let areAllPositive: Bool

  init(
    _ node: inout ONNXNodeReader, rho: [Float], coefficients: [Float]
  ) throws(ModelError) {
    guard
      let labels = try ONNXClassLabels(
        &node, integers: "classlabels_ints", texts: "classlabels_strings"), labels.count > 1
    else { throw node.malformed("has no two labels") }
    counts = node.integers("vectors_per_class")
    slopes = node.floats("prob_a")
    offsets = node.floats("prob_b")
    var starts: [Int] = []
    var total = 0
    for count in counts {
      guard count >= 0, count <= coefficients.count else {
        throw node.malformed("has \(count) vectors of a class")
      }
      starts.append(total)
      total += count
    }
    vectorCount = total
    let pairs = labels.count * (labels.count - 1) / 2
    if total > 0 {
      guard labels.count <= 1000, counts.count == labels.count, rho.count == pairs,
        coefficients.count == (labels.count - 1) * total,
        slopes.isEmpty || slopes.count == pairs, offsets.count == slopes.count
      else { throw node.malformed("has coefficients that do not fit its \(labels.count) classes") }
    }
    self.labels = labels
    self.starts = starts
    self.rho = rho
    self.coefficients = coefficients
    areAllPositive = coefficients.allSatisfy { $0 >= 0 }
  }

  /// The number of scores of a row.
  var scoreCount: Int { max(labels.count, rho.count) }

  /// The label's position and the scores of a row.
  func scores(
    kernels: [Float], _ transform: ONNXPostTransform
  ) -> (place: Int, scores: [Float]) {
    var decisions: [Float] = []
    var votes = [Int](repeating: 0, count: labels.count)
    for i in labels.names.indices {
      for j in labels.names.indices.dropFirst(i + 1) {
        let sum =
          self.sum(kernels, of: i, row: j - 1) + self.sum(kernels, of: j, row: i)
        let decision = Float(sum + Double(rho[decisions.count]))
        votes[decision > 0 ? i : j] += 1
        decisions.append(decision)
      }
    }
    let winner = votes.indices.max { votes[$0] < votes[$1] || votes[$0] == votes[$1] && $0 > $1 }
    guard slopes.isEmpty else {
      var made = probabilities(decisions)
      transform.apply(&made)
      return (winner ?? 0, made)
    }
    guard decisions.count == 1 else {
      transform.apply(&decisions)
      return (winner ?? 0, decisions)
    }
    let place = decisions[0] > (areAllPositive ? 0.5 : 0) ? 1 : 0
    return (place, transform.pair(decisions[0], addsToOne: areAllPositive))
  }

  /// The label's position and the scores of linear functions, one for each class.
  func linearScores(
    _ functions: [Float], _ transform: ONNXPostTransform
  ) -> (place: Int, scores: [Float]) {
    var best = 0
    for place in functions.indices where functions[place] > functions[best] { best = place }
    var made = functions
    transform.apply(&made)
    return (best, made)
  }

  private func sum(_ kernels: [Float], of kind: Int, row: Int) -> Double {
    (starts[kind]..<starts[kind] + counts[kind]).reduce(0.0) {
      $0 + Double(kernels[$1] * coefficients[row * vectorCount + $1])
    }
  }

  private func probabilities(_ decisions: [Float]) -> [Float] {
    let count = labels.count
    var pairwise = [Float](repeating: 0, count: count * count)
    var pair = 0
    for i in 0..<count {
      for j in i + 1..<max(i + 1, count) {
        let sigmoid = 1 - ONNXPostTransform.logistic(decisions[pair] * slopes[pair] + offsets[pair])
        let clipped = min(max(sigmoid, 1e-7), 1 - 1e-7)
        pairwise[i * count + j] = clipped
        pairwise[j * count + i] = 1 - clipped
        pair += 1
      }
    }
    return coupled(pairwise, count)
  }

  /// The class probabilities that fit the pairwise ones best, by at most 100 rounds.
  private func coupled(_ r: [Float], _ count: Int) -> [Float] {
    var q = [Float](repeating: 0, count: count * count)
    for i in 0..<count {
      for j in 0..<count where j != i {
        q[i * count + i] += r[j * count + i] * r[j * count + i]
        q[i * count + j] = j < i ? q[j * count + i] : -r[j * count + i] * r[i * count + j]
      }
    }
    var p = [Float](repeating: 1 / Float(count), count: count)
    var qp = p
    for _ in 0..<100 {
      for i in 0..<count {
        qp[i] = (0..<count).reduce(0) { $0 + q[i * count + $1] * p[$1] }
      }
      var pqp = zip(p, qp).reduce(0) { $0 + $1.0 * $1.1 }
      let error = qp.reduce(0) { max($0, abs($1 - pqp)) }
      if error < 0.005 / Float(count) { break }
      for i in 0..<count {
        let diagonal = q[i * count + i]
        let step = (-qp[i] + pqp) / diagonal
        p[i] += step
        pqp = (pqp + step * (step * diagonal + 2 * qp[i])) / (1 + step) / (1 + step)
        for j in 0..<count {
          qp[j] = (qp[j] + step * q[i * count + j]) / (1 + step)
          p[j] /= 1 + step
        }
      }
    }
    return p
  }
}
