extension PMMLSupportVectors {
  static func compile(_ context: PMMLModelContext) throws(ModelError) -> PMMLModelCatalog.Compiled {
    try PMMLSupportVectorsReader(context).compiled()
  }
}

/// Reads the kernel, the dictionary of vectors and the machines.
private struct PMMLSupportVectorsReader {
  private let context: PMMLModelContext
  private var element: PMMLElement { context.element }
  private var coordinates: [PMMLSupportVectors.Coordinate] = []
  private var vectors: [Double] = []
  private var positions: [String: Int] = [:]

  init(_ context: PMMLModelContext) throws(ModelError) {
    self.context = context
    let dictionary = try context.element.requiredChild("VectorDictionary")
    for field in try dictionary.requiredChild("VectorFields").children {
      switch field.name {
      case "FieldRef":
        let name = try field.required("field")
        coordinates.append(.field(place: try context.scope.numericField(name, at: field).place))
      case "CategoricalPredictor":
        let place = try context.scope.field(try field.required("name"), at: field)
        let value = place.type.cell(of: try field.required("value"), &context.compiler.symbols)
        coordinates.append(
          .indicator(
            place: place.place, value: value ?? .nan,
            coefficient: try field.number("coefficient") ?? 1))
      default: continue
      }
    }
    guard !coordinates.isEmpty else { throw dictionary.malformed("the vectors have no fields") }
    for instance in dictionary.children("VectorInstance") {
      let id = try instance.required("id")
      guard positions[id] == nil else { throw instance.malformed("the id '\(id)' is used twice") }
      try context.compiler.spend(cells: coordinates.count, at: instance)
      positions[id] = positions.count
      vectors += try PMMLArray.numbers(
        try PMMLArray.first(in: instance), count: coordinates.count)
    }
  }

  func compiled() throws(ModelError) -> PMMLModelCatalog.Compiled {
    let isClassification = context.function == .classification
    let elements = element.children("SupportVectorMachine")
    guard !elements.isEmpty else {
      throw element.malformed("the model holds no SupportVectorMachine")
    }
    var texts: [String] = []
    // Before PMML 4.0 the other class of a pair had another name or none.
    for machine in elements where isClassification {
      texts.append(try machine.required("targetCategory"))
      if let other = machine["alternateTargetCategory"] { texts.append(other) }
      if let other = element["alternateBinaryTargetCategory"] { texts.append(other) }
    }
    let classes = isClassification ? try PMMLClasses.of(texts, context) : .none
    let modelThreshold = try element.number("threshold") ?? 0
    var machines: [PMMLSupportVectors.Machine] = []
    for machine in elements {
      machines.append(try self.machine(machine, classes, modelThreshold))
    }
    if isClassification, machines.count == 1, machines[0].alternate == nil {
      throw elements[0].malformed("a single machine needs an alternateTargetCategory")
    }
    return (
      PMMLSupportVectors(
        coordinates: coordinates, vectors: vectors, kernel: try kernel(), machines: machines,
        classCount: classes.count, largestWins: element["maxWins"] == "true"), classes
    )
  }

  private func machine(
    _ machine: PMMLElement, _ classes: PMMLClasses, _ threshold: Double
  ) throws(ModelError) -> PMMLSupportVectors.Machine {
    let list = try machine.requiredChild("Coefficients")
    var coefficients: [Double] = []
    for coefficient in list.children("Coefficient") {
      coefficients.append(try coefficient.number("value") ?? 0)
    }
    var own: [Int] = []
    for vector in machine.child("SupportVectors")?.children("SupportVector") ?? [] {
      let id = try vector.required("vectorId")
      guard let position = positions[id] else {
        throw vector.malformed("there is no vector '\(id)'")
      }
      own.append(position)
    }
    let usesVectors = element["svmRepresentation"] != "Coefficients"
    let expected = usesVectors ? own.count : coordinates.count
    guard coefficients.count == expected else {
      throw list.malformed("\(coefficients.count) coefficients for \(expected)")
    }
    let other = machine["alternateTargetCategory"] ?? element["alternateBinaryTargetCategory"]
    return PMMLSupportVectors.Machine(
      vectors: usesVectors ? own : [], coefficients: coefficients,
      constant: try list.number("absoluteValue") ?? 0,
      threshold: try machine.number("threshold") ?? threshold,
      category: machine["targetCategory"].flatMap { classes[$0] } ?? 0,
      alternate: other.flatMap { classes[$0] })
  }

  private func kernel() throws(ModelError) -> PMMLSupportVectors.Kernel {
    for child in element.children {
      let gamma = try child.number("gamma") ?? 1
      let coefficient = try child.number("coef0") ?? 1
      switch child.name {
      case "LinearKernelType": return .linear
      case "PolynomialKernelType":
        return .polynomial(
          gamma: gamma, coefficient: coefficient, degree: try child.number("degree") ?? 1)
      case "RadialBasisKernelType": return .radial(gamma: gamma)
      case "SigmoidKernelType": return .sigmoid(gamma: gamma, coefficient: coefficient)
      default: continue
      }
    }
    throw element.malformed("the model names no kernel")
  }
}
