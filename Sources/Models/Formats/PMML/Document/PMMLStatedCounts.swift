/// Counts that a document states of its own elements, held against what is there.
enum PMMLStatedCounts {
  /// An element, the attribute that counts, and what it counts; nil for all elements inside.
  private static let rules: [(element: String, attribute: String, counted: String?)] = [
    ("ClusteringModel", "numberOfClusters", "Cluster"),
    ("Coefficients", "numberOfCoefficients", "Coefficient"),
    ("NeuralInputs", "numberOfInputs", "NeuralInput"),
    ("NeuralLayer", "numberOfNeurons", "Neuron"),
    ("NeuralNetwork", "numberOfLayers", "NeuralLayer"),
    ("NeuralOutputs", "numberOfOutputs", "NeuralOutput"),
    ("SupportVectors", "numberOfSupportVectors", "SupportVector"),
    ("VectorDictionary", "numberOfVectors", "VectorInstance"),
    ("VectorFields", "numberOfFields", nil),
  ]

  /// - Throws: ``ModelError/malformed(place:problem:)`` at the first element with more or fewer parts
  ///   than it states.
  static func check(_ document: PMMLDocument) throws(ModelError) {
    var byCode: [Int32: (attribute: String, counted: String?)] = [:]
    for rule in rules {
      if let code = document.code(ofName: rule.element) {
        byCode[code] = (rule.attribute, rule.counted)
      }
    }
    guard !byCode.isEmpty else { return }
    for (index, record) in document.records.enumerated() {
      guard let rule = byCode[record.name] else { continue }
      let element = PMMLElement(document: document, index: index)
      guard let stated = try element.number(rule.attribute) else { continue }
      let count =
        rule.counted.map { element.children($0).count }
        ?? element.children.reduce(0) { sum, _ in sum + 1 }
      guard stated == Double(count) else {
        throw element.malformed(
          "\(element.name) states \(rule.attribute)=\"\(element[rule.attribute] ?? "")\" and holds "
            + "\(count)")
      }
    }
  }

  /// What the dictionary states of its fields, where that is wrong. A field that is used and absent is
  /// an error of its own, and the standard's own examples miscount, so the document is read.
  static func fact(of document: PMMLDocument) -> (name: String, value: String)? {
    guard let dictionary = document.root.child("DataDictionary"),
      let stated = dictionary["numberOfFields"]
    else { return nil }
    let count = dictionary.children("DataField").count
    guard Int(stated) != count else { return nil }
    return ("data dictionary", "states \(stated) fields and holds \(count)")
  }
}
