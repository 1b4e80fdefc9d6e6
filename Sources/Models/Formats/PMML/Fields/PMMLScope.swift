import Kernels

/// The fields that a model and its expressions see: its own derived fields and treatments, then
/// those of the model around it, then the dictionary's.
///
/// Fields are compiled when somebody asks for them, so that unused transformations cost nothing.
final class PMMLScope {
  let compiler: PMMLCompiler
  private let parent: PMMLScope?
  private var fields: [String: PMMLField] = [:]
  private var derived: [String: PMMLElement] = [:]
  private var mining: [String: PMMLElement] = [:]
  private var open: Set<String> = []
  /// Columns to be computed before the scope's model is scored, in order.
  private(set) var steps: [PMMLStep] = []
  /// Where a name is looked up that is none of the scope's own: the outputs of earlier segments.
  var outside: ((String) throws(ModelError) -> PMMLField?)?
  /// Names that messages suggest.
  private var names: [String] = []

  init(_ compiler: PMMLCompiler, parent: PMMLScope?) {
    self.compiler = compiler
    self.parent = parent
  }

  /// A field that has a place already.
  func declare(_ field: PMMLField) {
    fields[field.name] = field
    names.append(field.name)
  }

  /// The `DerivedField` elements of a `TransformationDictionary` or `LocalTransformations`.
  func declare(derivedIn element: PMMLElement?) throws(ModelError) {
    for field in element?.children("DerivedField") ?? [] {
      let name = try field.required("name")
      guard derived[name] == nil else {
        throw field.malformed("the DerivedField '\(name)' is defined twice")
      }
      derived[name] = field
      names.append(name)
    }
  }

  /// The schema of an inner model: what it does to fields that the outer model has treated.
  func declare(innerSchema element: PMMLElement?) throws(ModelError) {
    for field in element?.children("MiningField") ?? [] {
      mining[try field.required("name")] = field
    }
  }

  /// The field of that name.
  ///
  /// - Parameter element: Where it is named.
  /// - Throws: ``ModelError/malformed(place:problem:)`` for an unknown name, or for one that is
  ///   defined by itself.
  func field(_ name: String, at element: PMMLElement) throws(ModelError) -> PMMLField {
    if let field = try lookUp(name, at: element) { return field }
    let hint = Suggestion.clause(name, among: knownNames)
    throw element.malformed("the field '\(name)' does not exist here\(hint)")
  }

  private var knownNames: [String] { names + (parent?.knownNames ?? []) }

  private func lookUp(_ name: String, at element: PMMLElement) throws(ModelError) -> PMMLField? {
    if let field = fields[name] { return field }
    if let definition = derived[name] {
      guard open.insert(name).inserted else {
        throw definition.malformed("the DerivedField '\(name)' is defined by itself")
      }
      defer { open.remove(name) }
      let field = try compiler.nested(at: element) { () throws(ModelError) in
        try derive(definition, name: name)
      }
      fields[name] = field
      return field
    }
    var outer = try outside?(name)
    if outer == nil { outer = try parent?.lookUp(name, at: element) }
    guard let field = outer else { return nil }
    let treated = try treat(field)
    fields[name] = treated
    return treated
  }

  private func derive(_ element: PMMLElement, name: String) throws(ModelError) -> PMMLField {
    let base = try expression(in: element)
    let type = try PMMLFieldType.declared(by: element, fallback: base.type)
    compiler.countDerived()
    var values: [Double] = []
    for value in element.children("Value") {
      values.append(try compiler.cell(try value.required("value"), as: type, at: value))
    }
    return try add(PMMLCast.to(type, base), name: name, type: type, values: values, at: element)
  }

  /// A new column with the values of `expression`.
  func add(
    _ expression: any PMMLExpression, name: String, type: PMMLFieldType, values: [Double] = [],
    at element: PMMLElement
  ) throws(ModelError) -> PMMLField {
    let place = try compiler.newPlace(type, at: element)
    steps.append(PMMLStep(place: place, expression: expression))
    return PMMLField(name: name, place: place, type: type, values: values)
  }

  /// The columns of this scope and of those around it, in the order in which they are computed.
  var allSteps: [PMMLStep] { (parent?.allSteps ?? []) + steps }

  /// Takes over the columns of a scope that was open for a while.
  func absorb(_ other: PMMLScope) { steps += other.steps }

  private func treat(_ field: PMMLField) throws(ModelError) -> PMMLField {
    guard let element = mining[field.name] else { return field }
    let mining = try PMMLMiningField(element, type: field.type, &compiler.symbols)
    guard mining.changesValues, !mining.isTarget else { return field }
    return try add(
      PMMLTreatment(field: mining, place: field.place, type: field.type), name: field.name,
      type: field.type, values: field.values, at: element)
  }
}
