/// What a model says about its training: loss, classes, version.
struct CatBoostFacts {
  private let loss: CatBoostLoss
  private let classNames: [String]?
  private let producer: String
  private let threshold: Double?

  /// - Parameters:
  ///   - version: The text about the build.
  ///   - parameters: The document of training parameters.
  ///   - classes: The document about classes.
  ///   - threshold: The text of the chance from which on the second of two classes is predicted.
  init(
    version: String?, parameters: DocumentNode?, classes: DocumentNode?, threshold: String?
  ) throws(ModelError) {
    self.threshold = threshold.flatMap(Double.init).flatMap { (0...1).contains($0) ? $0 : nil }
    guard threshold == nil || self.threshold != nil else {
      throw .malformed(
        place: "model_info",
        problem: "has a 'binclass_probability_threshold' that is no probability")
    }
    let name = try parameters?.optional("loss_function")?.optional("type")
    loss = CatBoostLoss(name: try name?.string() ?? "")
    guard loss.isKnown || loss.name.isEmpty else {
      throw .unsupported(
        feature: "the loss '\(loss.name)'", advice: "use a table of predictions for this model")
    }
    classNames = try CatBoostFacts.names(classes?.optional("class_names"))
    producer = CatBoostFacts.producer(version ?? "")
  }

  /// A document that may be written as the text of one.
  static func document(_ node: DocumentNode?) throws(ModelError) -> DocumentNode? {
    guard let node, case .string(let text) = node.value else { return node }
    return DocumentNode(try JSONReader.read(Array(text.utf8)), path: node.path)
  }

  /// A number that may be written as the text of one, as text.
  static func text(_ node: DocumentNode?) throws(ModelError) -> String? {
    guard let node else { return nil }
    if let number = node.value.number { return "\(number)" }
    return try node.string()
  }

  func fill(_ contents: inout CatBoostContents) {
    contents.loss = loss
    contents.classNames = classNames
    contents.producer = producer
    contents.threshold = threshold
  }

  /// The names as a table's cells would be written.
  private static func names(_ node: DocumentNode?) throws(ModelError) -> [String]? {
    guard let node else { return nil }
    var names: [String] = []
    for element in try node.elements() {
      switch element.value {
      case .string(let text): names.append(text)
      case .integer(let number): names.append(String(number))
      case .boolean(let isTrue): names.append(isTrue ? "true" : "false")
      case .number(let number): names.append(Int(exactly: number).map(String.init) ?? "\(number)")
      default: throw element.malformed("is \(element.value.typeName); a class name is expected")
      }
    }
    return names.isEmpty ? nil : names
  }

  /// `CatBoost 1.2.10` from `… Branch: tags/v1.2.10 …`.
  private static func producer(_ version: String) -> String {
    guard let tag = version.firstRange(of: "tags/v") else {
      return version.isEmpty ? "" : "CatBoost"
    }
    return "CatBoost " + version[tag.upperBound...].prefix { !$0.isWhitespace }
  }
}
