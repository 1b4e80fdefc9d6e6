/// SVMClassifier and SVMRegressor, with support vectors or, without any, as linear functions.
struct ONNXSupportVectors: ONNXOperator {
  private let kernel: ONNXKernel
  private let coefficients: [Float]
  private let vectors: [Float]
  private let vectorCount: Int
  private let featureCount: Int
  private let rho: [Float]
  /// Nil in a regressor.
  private let machine: ONNXVectorVotes?
  private let transform: ONNXPostTransform
  private let isOneClass: Bool

  init(_ node: inout ONNXNodeReader) throws(ModelError) {
    kernel = try ONNXKernel(&node)
    coefficients = node.floats("coefficients")
    vectors = node.floats("support_vectors")
    rho = node.floats("rho")
    transform = try ONNXPostTransform(&node)
    guard !coefficients.isEmpty, !rho.isEmpty else {
      throw node.malformed("lacks coefficients or rho")
    }
    if node.operation == "SVMClassifier" {
      isOneClass = false
      let machine = try ONNXVectorVotes(&node, rho: rho, coefficients: coefficients)
      self.machine = machine
      vectorCount = machine.vectorCount
      let width = vectorCount > 0 ? vectors.count : coefficients.count
      let count = vectorCount > 0 ? vectorCount : machine.labels.count
      featureCount = width / max(1, count)
      guard featureCount * count == width else {
        throw node.malformed("has \(width) numbers for \(count) vectors or classes")
      }
    } else {
      machine = nil
      isOneClass = try node.integer("one_class", default: 0) != 0
      let given = try node.integer("n_supports", default: 0)
      guard given >= 0, given <= coefficients.count, transform == .none else {
        throw node.unsupported("\(given) support vectors or a post_transform of a regressor")
      }
      vectorCount = given
      featureCount = given > 0 ? vectors.count / given : coefficients.count
      guard given == 0 || featureCount * given == vectors.count && coefficients.count == given
      else { throw node.malformed("has \(vectors.count) numbers for \(given) vectors") }
    }
  }

  func outputs(
    of inputs: ONNXInputs, budget: inout ONNXBudget
  ) throws(ModelError) -> [ONNXTensor] {
    let (rows, columns, elements) = try inputs.matrix(0)
    guard columns == featureCount else {
      throw inputs.malformed("reads \(featureCount) features and gets \(columns)")
    }
    guard let values = elements.floats else { throw inputs.wrongType(elements) }
    try budget.spend(rows, times: vectors.count + coefficients.count)
    _ = try budget.reserve([rows, max(1, machine?.scoreCount ?? 1)])
    if let machine { try budget.spend(rows, times: machine.scoreCount * 200) }
    var scores: [Float] = []
    var places: [Int] = []
    for row in 0..<rows {
      let x = values[row * columns..<(row + 1) * columns]
      guard let machine else {
        let value = function(x, 0, self.kernels(x)) + rho[0]
        scores.append(isOneClass ? (value > 0 ? 1 : -1) : value)
        continue
      }
      let (place, made) =
        vectorCount > 0
        ? machine.scores(kernels: kernels(x), transform)
        : machine.linearScores(
          machine.labels.names.indices.map { function(x, $0, []) + rho[0] }, transform)
      places.append(place)
      scores += made
    }
    let matrix = ONNXTensor([rows, rows == 0 ? 0 : scores.count / rows], .float(scores))
    guard let machine else { return [matrix] }
    return [.vector(machine.labels.elements(at: places)), matrix]
  }

  private func kernels(_ x: ArraySlice<Float>) -> [Float] {
    (0..<vectorCount).map {
      kernel.value(x, vectors[$0 * featureCount..<($0 + 1) * featureCount])
    }
  }

  /// The weighted sum of kernels, or of the features of a linear function.
  private func function(_ x: ArraySlice<Float>, _ target: Int, _ kernels: [Float]) -> Float {
    guard vectorCount == 0 else {
      return zip(kernels, coefficients).reduce(Float(0)) {
        ONNXApproximation.fused($1.0, $1.1, $0)
      }
    }
    return kernel.value(x, coefficients[target * featureCount..<(target + 1) * featureCount])
  }
}
