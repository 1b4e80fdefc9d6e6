extension PMMLScope {
  private static let kinds: Set<String> = [
    "Constant", "FieldRef", "NormContinuous", "NormDiscrete", "Discretize", "MapValues", "Apply",
    "Aggregate", "Lag", "TextIndex",
  ]

  /// The one expression inside an element.
  func expression(in element: PMMLElement) throws(ModelError) -> any PMMLExpression {
    guard let inner = element.children.first(where: { PMMLScope.kinds.contains($0.name) }) else {
      throw element.malformed("\(element.name) holds no expression")
    }
    return try expression(inner)
  }

  /// Compiles an expression element.
  func expression(_ element: PMMLElement) throws(ModelError) -> any PMMLExpression {
    try compiler.nested(at: element) { () throws(ModelError) in
      switch element.name {
      case "Constant": try constant(element)
      case "FieldRef": try fieldReference(element)
      case "NormContinuous": try PMMLNormContinuous(element, self)
      case "NormDiscrete": try normDiscrete(element)
      case "Discretize": try PMMLDiscretize(element, self)
      case "MapValues": try PMMLMapValues(element, self)
      case "Apply": try apply(element)
      default: throw element.unsupported("the transformation \(element.name)")
      }
    }
  }

  private func constant(_ element: PMMLElement) throws(ModelError) -> any PMMLExpression {
    let text = element.text
    if element["missing"] == "true" {
      return PMMLConstant(cell: .nan, type: .number, text: "")
    }
    if element["dataType"] != nil {
      let type = try PMMLFieldType.declared(by: element, fallback: nil)
      return PMMLConstant(
        cell: try compiler.cell(text, as: type, at: element), type: type, text: text)
    }
    // Without a type, the text tells: a whole number, a number, or a text.
    let word = text.trimmingBlanks
    if word == "NaN" { return PMMLConstant(cell: .nan, type: .number, text: word) }
    if let number = PMMLNumber.parse(word) {
      let isWhole = Int(word) != nil
      return PMMLConstant(cell: number, type: isWhole ? .integer : .number, text: word)
    }
    return PMMLConstant(
      cell: Double(compiler.symbols.code(of: text)), type: .text, text: text)
  }

  private func fieldReference(_ element: PMMLElement) throws(ModelError) -> any PMMLExpression {
    let field = try field(try element.required("field"), at: element)
    var value = PMMLFieldValue(place: field.place, type: field.type)
    if let text = element["mapMissingTo"] {
      value.replacement = try compiler.cell(text, as: field.type, at: element)
    }
    return value
  }

  private func normDiscrete(_ element: PMMLElement) throws(ModelError) -> any PMMLExpression {
    let field = try field(try element.required("field"), at: element)
    let text = try element.required("value")
    // A text that is no value of the type equals none of its values.
    let value = field.type.cell(of: text, &compiler.symbols)
    return PMMLNormDiscrete(
      place: field.place, value: value ?? .nan,
      missing: try element.number("mapMissingTo") ?? .nan)
  }

  private func apply(_ element: PMMLElement) throws(ModelError) -> any PMMLExpression {
    let name = try element.required("function")
    var arguments: [any PMMLExpression] = []
    for child in element.children where PMMLScope.kinds.contains(child.name) {
      arguments.append(try expression(child))
    }
    let defined = try compiler.inserting(function: name, at: element) {
      (function) throws(ModelError) in
      try insert(function, arguments, at: element)
    }
    let base: any PMMLExpression
    if let defined {
      base = defined
    } else {
      base = try PMMLFunctionCatalog.expression(name, arguments, at: element, in: self)
    }
    return try PMMLApplyDefaults.around(base, arguments, element, self)
  }

  /// The body of a `DefineFunction`, its parameters bound to columns of their own.
  private func insert(
    _ function: PMMLElement, _ arguments: [any PMMLExpression], at element: PMMLElement
  ) throws(ModelError) -> any PMMLExpression {
    let parameters = function.children("ParameterField")
    guard parameters.count == arguments.count else {
      throw element.malformed(
        "'\(try function.required("name"))' takes \(parameters.count) arguments, "
          + "not \(arguments.count)")
    }
    let body = PMMLScope(compiler, parent: nil)
    for (parameter, argument) in zip(parameters, arguments) {
      let type = try PMMLFieldType.declared(by: parameter, fallback: argument.type)
      body.declare(
        try add(
          PMMLCast.to(type, argument), name: try parameter.required("name"), type: type,
          at: element))
    }
    let result = try body.expression(in: function)
    // A function sees its parameters only, so that what its body computes belongs here.
    absorb(body)
    return PMMLCast.to(try .declared(by: function, fallback: result.type), result)
  }
}
