extension PMMLNeuralNetwork {
  static func compile(_ context: PMMLModelContext) throws(ModelError) -> PMMLModelCatalog.Compiled {
    var reader = PMMLNeuralNetworkReader(context)
    return try reader.compiled()
  }
}

/// Reads inputs, layers and outputs; neurons are known by their ids.
private struct PMMLNeuralNetworkReader {
  private let context: PMMLModelContext
  private var element: PMMLElement { context.element }
  private var numbers: [String: Int] = [:]
  private var count = 0

  init(_ context: PMMLModelContext) { self.context = context }

  mutating func compiled() throws(ModelError) -> PMMLModelCatalog.Compiled {
    var inputs: [any PMMLExpression] = []
    for input in element.child("NeuralInputs")?.children("NeuralInput") ?? [] {
      let derived = try input.requiredChild("DerivedField")
      inputs.append(PMMLCast.to(.number, try context.scope.expression(in: derived)))
      try number(input)
    }
    var layers: [PMMLNeuralNetwork.Layer] = []
    for layer in element.children("NeuralLayer") { layers.append(try self.layer(layer)) }
    let outputs = element.child("NeuralOutputs")?.children("NeuralOutput") ?? []
    guard !outputs.isEmpty else { throw element.malformed("the network has no NeuralOutput") }
    let (answer, classes) = try answer(outputs)
    return (PMMLNeuralNetwork(inputs: inputs, layers: layers, answer: answer), classes)
  }

  /// Gives a neuron the next number.
  private mutating func number(_ element: PMMLElement) throws(ModelError) {
    let id = try element.required("id")
    guard numbers[id] == nil else { throw element.malformed("the id '\(id)' is used twice") }
    numbers[id] = count
    context.compiler.reserve(columns: 2)
    count += 1
  }

  private func known(_ id: String, at element: PMMLElement) throws(ModelError) -> Int {
    guard let number = numbers[id] else {
      throw element.malformed("there is no neuron '\(id)' before this one")
    }
    return number
  }

  private mutating func layer(
    _ layer: PMMLElement
  ) throws(ModelError) -> PMMLNeuralNetwork.Layer {
    let network = element
    let activation: PMMLNeuralNetwork.Activation =
      try layer["activationFunction"] == nil
      ? network.choice("activationFunction", default: nil)
      : layer.choice("activationFunction", default: nil)
    let normalization: PMMLNeuralNetwork.Normalization =
      try layer["normalizationMethod"] == nil
      ? network.choice("normalizationMethod", default: PMMLNeuralNetwork.Normalization.none)
      : layer.choice("normalizationMethod", default: nil)
    func inherited(_ name: String) throws(ModelError) -> Double? {
      if let own = try layer.number(name) { return own }
      return try network.number(name)
    }
    let width = try inherited("width")
    let altitude = try inherited("altitude")
    var neurons: [PMMLNeuralNetwork.Neuron] = []
    let elements = layer.children("Neuron")
    for neuron in elements {
      var sources: [Int] = []
      var weights: [Double] = []
      for connection in neuron.children("Con") {
        sources.append(try known(try connection.required("from"), at: connection))
        weights.append(try connection.requiredNumber("weight"))
      }
      let ownWidth = try neuron.number("width") ?? width
      if activation == .radialBasis, ownWidth == nil || ownWidth == 0 {
        throw neuron.malformed("a radialBasis neuron needs a 'width' other than 0")
      }
      neurons.append(
        PMMLNeuralNetwork.Neuron(
          bias: try neuron.number("bias") ?? 0, sources: sources, weights: weights,
          width: ownWidth ?? 1, altitude: try neuron.number("altitude") ?? altitude ?? 1))
    }
    // Neurons of a layer see the layers before it, not each other.
    for neuron in elements { try number(neuron) }
    return PMMLNeuralNetwork.Layer(
      neurons: neurons, activation: activation, threshold: try inherited("threshold") ?? 0,
      normalization: normalization)
  }

  private func answer(
    _ outputs: [PMMLElement]
  ) throws(ModelError) -> (PMMLNeuralNetwork.Answer, PMMLClasses) {
    if context.function != .classification {
      let output = outputs[0]
      let neuron = try known(try output.required("outputNeuron"), at: output)
      let derived = try output.requiredChild("DerivedField")
      return (.value(neuron: neuron, try inverse(derived)), .none)
    }
    var texts: [String] = []
    var neurons: [Int] = []
    for output in outputs {
      let derived = try output.requiredChild("DerivedField")
      guard let norm = try discrete(derived) else {
        throw derived.malformed("a class is told by a NormDiscrete")
      }
      texts.append(try norm.required("value"))
      neurons.append(try known(try output.required("outputNeuron"), at: output))
    }
    let classes = try PMMLClasses.of(texts, context)
    guard classes.count == texts.count else {
      throw element.malformed("two NeuralOutputs are for the same class")
    }
    var ordered = neurons
    for (text, neuron) in zip(texts, neurons) {
      if let position = classes[text] { ordered[position] = neuron }
    }
    return (.classes(ordered), classes)
  }

  /// The `NormDiscrete` of an output, which may be a derived field of another name.
  private func discrete(_ derived: PMMLElement) throws(ModelError) -> PMMLElement? {
    try referred(derived).child("NormDiscrete")
  }

  /// The scale of a numeric output, from neuron to target; nil for none.
  private func inverse(_ derived: PMMLElement) throws(ModelError) -> PMMLKnots? {
    guard let norm = try referred(derived).child("NormContinuous") else { return nil }
    guard let knots = try PMMLKnots(norm).inverse else {
      throw norm.malformed("the 'norm' of an output's LinearNorm elements must ascend or descend")
    }
    return knots
  }

  /// The element that defines an output: itself, or the derived field that it refers to.
  private func referred(_ derived: PMMLElement) throws(ModelError) -> PMMLElement {
    guard let name = derived.child("FieldRef")?["field"] else { return derived }
    let root = element.document.root.child("TransformationDictionary")
    for owner in [element.child("LocalTransformations"), root] {
      for field in owner?.children("DerivedField") ?? [] where field["name"] == name {
        return field
      }
    }
    return derived
  }
}
