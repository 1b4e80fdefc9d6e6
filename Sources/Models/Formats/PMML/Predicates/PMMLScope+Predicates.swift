extension PMMLScope {
  private static let predicates: Set<String> = [
    "SimplePredicate", "SimpleSetPredicate", "CompoundPredicate", "True", "False",
  ]

  /// The predicate inside an element; nil if there is none.
  func predicateIfAny(in element: PMMLElement) throws(ModelError) -> PMMLPredicate? {
    for child in element.children where PMMLScope.predicates.contains(child.name) {
      return try predicate(child)
    }
    return nil
  }

  /// The predicate inside an element.
  func predicate(in element: PMMLElement) throws(ModelError) -> PMMLPredicate {
    guard let predicate = try predicateIfAny(in: element) else {
      throw element.malformed("\(element.name) holds no predicate")
    }
    return predicate
  }

  private func predicate(_ element: PMMLElement) throws(ModelError) -> PMMLPredicate {
    switch element.name {
    case "True": return .constant(true)
    case "False": return .constant(false)
    case "SimplePredicate": return try simple(element)
    case "SimpleSetPredicate": return try set(element)
    default:
      let combination: PMMLPredicate.Operator = try element.choice("booleanOperator", default: nil)
      var parts: [PMMLPredicate] = []
      for child in element.children where PMMLScope.predicates.contains(child.name) {
        parts.append(try predicate(child))
      }
      guard !parts.isEmpty else { throw element.malformed("the CompoundPredicate is empty") }
      return .compound(combination, parts)
    }
  }

  private func simple(_ element: PMMLElement) throws(ModelError) -> PMMLPredicate {
    enum Operator: String, CaseIterable {
      case equal, notEqual, lessThan, lessOrEqual, greaterThan, greaterOrEqual, isMissing
      case isNotMissing
    }
    let field = try field(try element.required("field"), at: element)
    let comparison: PMMLPredicate.Comparison
    switch try element.choice("operator", default: Operator?.none) {
    case .isMissing: return .presence(place: field.place, isMissing: true)
    case .isNotMissing: return .presence(place: field.place, isMissing: false)
    case .equal: comparison = .equal
    case .notEqual: comparison = .notEqual
    case .lessThan: comparison = .lessThan
    case .lessOrEqual: comparison = .lessOrEqual
    case .greaterThan: comparison = .greaterThan
    case .greaterOrEqual: comparison = .greaterOrEqual
    }
    let text = try element.required("value")
    let isOrdered = comparison != .equal && comparison != .notEqual
    // A text that is no value of the type equals no value of the field.
    guard let cell = field.type.cell(of: text, &compiler.symbols) else {
      guard !isOrdered else {
        throw element.malformed("'\(text)' is no value of the type \(field.type.dataType.rawValue)")
      }
      return .compare(place: field.place, comparison, .nan)
    }
    guard isOrdered, field.type.isText else {
      return .compare(place: field.place, comparison, cell)
    }
    // Texts are in the order in which the dictionary names them.
    guard field.type.opType == .ordinal, let place = field.values.firstIndex(of: cell) else {
      throw element.malformed(
        "'\(field.name)' is a text without an order, and \(comparison) asks for one")
    }
    let fitting = field.values.indices.filter {
      PMMLPredicate.holds(comparison, Double($0), Double(place))
    }
    return .member(place: field.place, Set(fitting.map { field.values[$0] }), isIn: true)
  }

  private func set(_ element: PMMLElement) throws(ModelError) -> PMMLPredicate {
    enum Operator: String, CaseIterable { case isIn, isNotIn }
    let field = try field(try element.required("field"), at: element)
    let kind: Operator = try element.choice("booleanOperator", default: nil)
    let array = try element.requiredChild("Array")
    var cells: Set<Double> = []
    if field.type.isNumber, array["type"] != "string" {
      for number in try array.numbers() { cells.insert(field.type.cell(ofNumber: number) ?? .nan) }
    } else {
      for word in try PMMLArray.words(array) {
        if let cell = field.type.cell(of: word, &compiler.symbols) { cells.insert(cell) }
      }
    }
    return .member(place: field.place, cells, isIn: kind == .isIn)
  }
}
