extension PMMLFunction {
  /// A comparison of two values of one type.
  static func comparison(
    _ name: String, _ body: @escaping @Sendable (Double, Double) -> Bool
  ) -> PMMLFunction {
    PMMLFunction(name: name, arity: 2...2) {
      (arguments, element, scope) throws(ModelError) -> any PMMLExpression in
      let (left, right) = unified(arguments[0], arguments[1], scope)
      guard name == "equal" || name == "notEqual" || !left.type.isText else {
        throw element.unsupported("an order of texts ('\(name)')")
      }
      return PMMLBinary(left: left, right: right, type: .truth) { body($0, $1) ? 1 : 0 }
    }
  }

  /// Whether a value is there.
  static func presence(
    _ name: String, _ body: @escaping @Sendable (Double) -> Bool
  ) -> PMMLFunction {
    PMMLFunction(name: name, arity: 1...1) { arguments, _, _ in
      PMMLPresence(base: arguments[0], body: body)
    }
  }

  /// `and`, `or`: one argument of the deciding value decides, else a missing one makes it missing.
  static func logical(_ name: String, decidedBy decisive: Double) -> PMMLFunction {
    PMMLFunction(name: name, arity: 2...many) { arguments, _, _ in
      PMMLLogic(arguments: arguments.map { PMMLCast.to(.truth, $0) }, decisive: decisive)
    }
  }

  static func negation(_ name: String) -> PMMLFunction {
    PMMLFunction(name: name, arity: 1...1) { arguments, _, _ in
      PMMLUnary(base: PMMLCast.to(.truth, arguments[0]), type: .truth) { 1 - $0 }
    }
  }

  /// Whether the first argument equals one of the others.
  static func membership(_ name: String, isIn: Bool) -> PMMLFunction {
    PMMLFunction(name: name, arity: 2...many) { arguments, _, scope in
      let others = arguments.dropFirst().map { unified(arguments[0], $0, scope).1 }
      return PMMLVariadic(
        arguments: [arguments[0]] + others, type: .truth, skipsMissing: false
      ) { cells in
        cells.dropFirst().contains(cells[0]) == isIn ? 1 : 0
      }
    }
  }

  /// `if`: the second argument where the first is true, the third, or nothing, where it is false.
  static func choice(_ name: String) -> PMMLFunction {
    PMMLFunction(name: name, arity: 2...3) { arguments, _, scope in
      let condition = PMMLCast.to(.truth, arguments[0])
      guard arguments.count == 3 else {
        return PMMLChoice(
          condition: condition, then: arguments[1], otherwise: nil, type: arguments[1].type)
      }
      let (then, otherwise) = unified(arguments[1], arguments[2], scope)
      let isNumber = then.type.isNumber && otherwise.type.isNumber
      return PMMLChoice(
        condition: condition, then: then, otherwise: otherwise,
        type: isNumber ? common(then.type, otherwise.type) : then.type)
    }
  }

  /// Two arguments as values of one type: a constant follows the other, else both become texts.
  static func unified(
    _ left: any PMMLExpression, _ right: any PMMLExpression, _ scope: PMMLScope
  ) -> (any PMMLExpression, any PMMLExpression) {
    let types = (left.type, right.type)
    if types.0.isText == types.1.isText, types.0.isTruth == types.1.isTruth { return (left, right) }
    func reread(_ constant: PMMLConstant, as type: PMMLFieldType) -> PMMLConstant {
      if constant.cell.isNaN { return PMMLConstant(cell: .nan, type: type, text: constant.text) }
      let cell = type.cell(of: constant.text, &scope.compiler.symbols) ?? .nan
      return PMMLConstant(cell: cell, type: type, text: constant.text)
    }
    if let constant = right as? PMMLConstant { return (left, reread(constant, as: left.type)) }
    if let constant = left as? PMMLConstant { return (reread(constant, as: right.type), right) }
    if !types.0.isText, !types.1.isText {
      return (PMMLCast.to(.number, left), PMMLCast.to(.number, right))
    }
    return (PMMLCast.to(.text, left), PMMLCast.to(.text, right))
  }
}

/// Whether a value is there: the one kind of function that sees what is missing.
private struct PMMLPresence: PMMLExpression {
  let base: any PMMLExpression
  let body: @Sendable (Double) -> Bool
  let type = PMMLFieldType.truth

  func cells(in frame: PMMLFrame) -> [Double] {
    base.cells(in: frame).map { body($0) ? 1 : 0 }
  }
}

/// `and` and `or` of three-valued truth.
private struct PMMLLogic: PMMLExpression {
  let arguments: [any PMMLExpression]
  let decisive: Double
  let type = PMMLFieldType.truth

  func cells(in frame: PMMLFrame) -> [Double] {
    var result = frame.constant(1 - decisive)
    for argument in arguments {
      for (row, cell) in argument.cells(in: frame).enumerated() where result[row] != decisive {
        if cell == decisive {
          result[row] = decisive
        } else if cell.isNaN {
          result[row] = .nan
        }
      }
    }
    return result
  }
}

/// One of two values, by a condition.
private struct PMMLChoice: PMMLExpression {
  let condition: any PMMLExpression
  let then: any PMMLExpression
  let otherwise: (any PMMLExpression)?
  let type: PMMLFieldType

  func cells(in frame: PMMLFrame) -> [Double] {
    let then = then.cells(in: frame)
    let otherwise = otherwise?.cells(in: frame) ?? frame.constant(.nan)
    return condition.cells(in: frame).enumerated().map { row, condition in
      condition.isNaN ? .nan : condition == 1 ? then[row] : otherwise[row]
    }
  }
}

/// What an `Apply` says about missing arguments and missing results.
struct PMMLApplyDefaults: PMMLExpression {
  private let base: any PMMLExpression
  private let arguments: [any PMMLExpression]
  private let missing: Double?
  private let otherwise: Double?
  let type: PMMLFieldType

  /// `base` with the `mapMissingTo` and `defaultValue` of its element.
  static func around(
    _ base: any PMMLExpression, _ arguments: [any PMMLExpression], _ element: PMMLElement,
    _ scope: PMMLScope
  ) throws(ModelError) -> any PMMLExpression {
    var cells: [Double?] = []
    for attribute in ["mapMissingTo", "defaultValue"] {
      guard let text = element[attribute] else {
        cells.append(nil)
        continue
      }
      cells.append(try scope.compiler.cell(text, as: base.type, at: element))
    }
    if cells[0] == nil, cells[1] == nil { return base }
    return PMMLApplyDefaults(
      base: base, arguments: cells[0] == nil ? [] : arguments, missing: cells[0],
      otherwise: cells[1], type: base.type)
  }

  func cells(in frame: PMMLFrame) -> [Double] {
    var cells = base.cells(in: frame)
    if let otherwise {
      for row in cells.indices where cells[row].isNaN { cells[row] = otherwise }
    }
    guard let missing else { return cells }
    for argument in arguments {
      for (row, cell) in argument.cells(in: frame).enumerated() where cell.isNaN {
        cells[row] = missing
      }
    }
    return cells
  }
}
