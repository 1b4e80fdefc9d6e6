/// What every kind of model needs to be compiled: its element, the fields that it sees, and what it
/// is asked for.
struct PMMLModelContext {
  enum Function: String, CaseIterable {
    case regression, classification, clustering, mixed
    case associationRules, sequences, timeSeries
  }

  /// The field that a model predicts.
  struct Target {
    let name: String
    let type: PMMLFieldType
    let field: PMMLDataField?
  }

  let element: PMMLElement
  let scope: PMMLScope
  let function: Function
  let target: Target?
  /// The names of further targets, for models that answer several questions.
  let otherTargets: [Target]
  /// Whether the model computes in Float (`x-mathContext`).
  let isFloat: Bool

  var compiler: PMMLCompiler { scope.compiler }

  init(_ element: PMMLElement, scope: PMMLScope) throws(ModelError) {
    self.element = element
    self.scope = scope
    function = try element.choice("functionName", default: nil)
    isFloat = element["x-mathContext"] == "float"
    let schema = try element.requiredChild("MiningSchema")
    var targets: [Target] = []
    for field in schema.children("MiningField") {
      let name = try field.required("name")
      guard ["target", "predicted"].contains(field["usageType"]) else { continue }
      let data = scope.compiler.dataFields[name]
      let natural = data?.type ?? (function == .regression ? .number : .text)
      let type = try data == nil ? PMMLFieldType.declared(by: field, fallback: natural) : natural
      targets.append(Target(name: name, type: type, field: data))
    }
    if targets.isEmpty, let name = element["targetFieldName"] ?? element["targetVariableName"],
      let data = scope.compiler.dataFields[name]
    {
      targets.append(Target(name: name, type: data.type, field: data))
    }
    // Of several targets, the first that fits what the model is asked for.
    let function = function
    let fitting = targets.firstIndex {
      function == .mixed || ($0.type.opType == .continuous) == (function == .regression)
    }
    target = targets.isEmpty ? nil : targets.remove(at: fitting ?? 0)
    otherTargets = targets
  }

  private init(_ other: PMMLModelContext, target: Target) {
    element = other.element
    scope = other.scope
    function = target.type.opType == .continuous ? .regression : .classification
    self.target = target
    otherTargets = []
    isFloat = other.isFloat
  }

  /// The same model asked for one of its targets.
  func asking(for target: Target) -> PMMLModelContext { PMMLModelContext(self, target: target) }

  /// A number, rounded where the model computes in Float.
  func rounded(_ number: Double) -> Double { isFloat ? Double(Float(number)) : number }
}
