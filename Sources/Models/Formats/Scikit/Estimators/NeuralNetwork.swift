import Glibc
import Kernels
import Tabular

/// `MLPClassifier` and `MLPRegressor`: layers of weighted sums with an activation between them.
struct NeuralNetwork: FittedEstimator {
  static let classNames: Set<String> = ["MLPClassifier", "MLPRegressor"]

  private enum Activation: String {
    case identity, logistic, tanh, relu

    func callAsFunction(_ value: Double) -> Double {
      switch self {
      case .identity: value
      case .logistic: ScikitLink.logistic(value)
      case .tanh: Glibc.tanh(value)
      case .relu: max(value, 0)
      }
    }
  }

  private struct Layer {
    /// `weights[input][output]`
    let weights: [[Double]]
    let starts: [Double]
  }

  let target: EstimatorTarget
  private let layers: [Layer]
  private let activation: Activation
  private let shape: ScikitLink.Shape

  init(_ object: PythonObject) throws(ModelError) {
    let isClassifier = object.className == "MLPClassifier"
    target = isClassifier ? try EstimatorTarget(classesOf: object) : .numbers
    let name = try object.attribute("activation").text()
    guard let activation = Activation(rawValue: name) else {
      throw object.unsupported("activation='\(name)'")
    }
    self.activation = activation
    switch try object.attribute("out_activation_").text() {
    case "identity": shape = .identity
    case "logistic": shape = .logistic(scale: 1)
    case "softmax": shape = .softmax(scale: 1)
    case let name: throw object.unsupported("out_activation_='\(name)'")
    }
    var layers: [Layer] = []
    let starts = try object.attribute("intercepts_").items()
    let coefficients = try object.attribute("coefs_").items()
    guard starts.count == coefficients.count, !starts.isEmpty else {
      throw object.malformed("has \(coefficients.count) layers and \(starts.count) intercepts")
    }
    for (weights, starts) in zip(coefficients, starts) {
      let rows = try weights.rows()
      let layer = Layer(
        weights: rows, starts: try starts.finiteNumbers(count: rows.first?.count ?? 0))
      guard layers.last.map({ $0.starts.count == rows.count }) ?? true else {
        throw weights.malformed("does not fit the layer before it")
      }
      layers.append(layer)
    }
    guard layers.last?.starts.count == target.outputCount else {
      throw object.unsupported("several targets")
    }
    self.layers = layers
  }

  var link: any Link { ScikitLink(shape: shape, target: target) }

  var facts: [(name: String, value: String)] {
    [("layers", layers.map { "\($0.starts.count)" }.joined(separator: ", "))]
  }

  func margins(
    of columns: [Column], rowCount: Int, parallel: Parallel
  ) throws(ModelError) -> [[Double]] {
    let inputCount = layers.first?.weights.count ?? 0
    guard columns.count == inputCount else {
      throw .wrongFeatureCount(model: inputCount, table: columns.count)
    }
    var values = try InputNumbers(allowsMissing: false).numbers(of: columns)
    for (index, layer) in layers.enumerated() {
      let inputs = values
      let isLast = index == layers.count - 1
      values = layer.starts.indices.map { output in
        parallel.fill(count: rowCount, initial: 0.0) { rows, cells in
          for (input, weights) in zip(inputs, layer.weights) {
            let weight = weights[output]
            for (offset, row) in rows.enumerated() { cells[offset] += input[row] * weight }
          }
          for offset in 0..<rows.count {
            let sum = cells[offset] + layer.starts[output]
            cells[offset] = isLast ? sum : activation(sum)
          }
        }
      }
    }
    return values
  }
}
