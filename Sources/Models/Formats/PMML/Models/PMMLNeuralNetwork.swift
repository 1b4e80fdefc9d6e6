import Glibc

/// Feed-forward neural networks (`NeuralNetwork`).
struct PMMLNeuralNetwork: PMMLScorer {
  enum Activation: String, CaseIterable, Sendable {
    case threshold, logistic, tanh, identity, exponential, reciprocal, square
    case gauss = "Gauss"
    case sine, cosine
    case elliott = "Elliott"
    case arctan, rectifier, radialBasis

    func value(_ z: Double, threshold: Double) -> Double {
      switch self {
      case .threshold: z > threshold ? 1 : 0
      case .logistic: 1 / (1 + Glibc.exp(-z))
      case .tanh: Glibc.tanh(z)
      case .identity, .radialBasis: z
      case .exponential: Glibc.exp(z)
      case .reciprocal: 1 / z
      case .square: z * z
      case .gauss: Glibc.exp(-z * z)
      case .sine: Glibc.sin(z)
      case .cosine: Glibc.cos(z)
      case .elliott: z / (1 + z.magnitude)
      case .arctan: 2 * Glibc.atan(z) / Double.pi
      case .rectifier: max(0, z)
      }
    }
  }
  enum Normalization: String, CaseIterable, Sendable { case none, simplemax, softmax }

  struct Neuron: Sendable {
    let bias: Double
    /// Neurons before it, by number.
    let sources: [Int]
    let weights: [Double]
    /// Of a radial basis function.
    let width: Double
    let altitude: Double
  }

  struct Layer: Sendable {
    let neurons: [Neuron]
    let activation: Activation
    let threshold: Double
    let normalization: Normalization
  }

  enum Answer: Sendable {
    /// The number that a neuron stands for, brought back to the target's scale.
    case value(neuron: Int, PMMLKnots?)
    /// The neuron of each class.
    case classes([Int])
  }

  let inputs: [any PMMLExpression]
  let layers: [Layer]
  let answer: Answer

  func score(_ frame: PMMLFrame) -> PMMLResult {
    var values = inputs.map { $0.cells(in: frame) }
    for layer in layers {
      var outputs = layer.neurons.map { neuron in
        self.outputs(of: neuron, layer, values, frame)
      }
      normalize(&outputs, layer.normalization, frame)
      values += outputs
    }
    switch answer {
    case .value(let neuron, let scale):
      return PMMLResult(
        predictions: values[neuron].map { value in
          value.isNaN ? .nan : scale?.value(at: value) ?? value
        })
    case .classes(let neurons):
      return PMMLResult(probabilities: neurons.map { values[$0] }, rowCount: frame.rowCount)
    }
  }

  private func outputs(
    of neuron: Neuron, _ layer: Layer, _ values: [[Double]], _ frame: PMMLFrame
  ) -> [Double] {
    guard layer.activation != .radialBasis else { return radial(neuron, values, frame) }
    var sums = frame.constant(neuron.bias)
    for (source, weight) in zip(neuron.sources, neuron.weights) {
      let column = values[source]
      for row in sums.indices { sums[row] += weight * column[row] }
    }
    for row in sums.indices where !sums[row].isNaN {
      sums[row] = layer.activation.value(sums[row], threshold: layer.threshold)
    }
    return sums
  }

  /// exp(f · ln(altitude) − Σ (x − w)² / (2 · width²)), f being the number of connections.
  private func radial(
    _ neuron: Neuron, _ values: [[Double]], _ frame: PMMLFrame
  ) -> [Double] {
    let scale = Double(neuron.sources.count) * Glibc.log(neuron.altitude)
    return (0..<frame.rowCount).map { row in
      var sum = 0.0
      for (source, weight) in zip(neuron.sources, neuron.weights) {
        let distance = values[source][row] - weight
        sum += distance * distance
      }
      return Glibc.exp(scale - sum / (2 * neuron.width * neuron.width))
    }
  }

  private func normalize(
    _ outputs: inout [[Double]], _ normalization: Normalization, _ frame: PMMLFrame
  ) {
    guard normalization != .none else { return }
    for row in 0..<frame.rowCount {
      var values = outputs.map { $0[row] }
      if normalization == .softmax {
        PMMLLink.softmax(&values)
      } else {
        PMMLLink.simplemax(&values)
      }
      for index in values.indices { outputs[index][row] = values[index] }
    }
  }
}
