/// A built-in function: its name, how many arguments it takes, and how a call of it is compiled.
struct PMMLFunction: Sendable {
  typealias Arguments = [any PMMLExpression]

  let name: String
  let arity: ClosedRange<Int>
  let make: @Sendable (Arguments, PMMLElement, PMMLScope) throws(ModelError) -> any PMMLExpression

  static let many = Int.max

  var arityText: String {
    if arity.lowerBound == arity.upperBound { return "\(arity.lowerBound)" }
    if arity.upperBound == PMMLFunction.many { return "\(arity.lowerBound) or more" }
    return "\(arity.lowerBound) to \(arity.upperBound)"
  }

  /// A function of one number.
  static func one(_ name: String, _ body: @escaping @Sendable (Double) -> Double) -> PMMLFunction {
    PMMLFunction(name: name, arity: 1...1) { arguments, _, _ in
      PMMLUnary(base: PMMLCast.to(.number, arguments[0]), type: .number, body: body)
    }
  }

  /// A function of one number whose result has the number's type.
  static func sameType(
    _ name: String, _ body: @escaping @Sendable (Double) -> Double
  ) -> PMMLFunction {
    PMMLFunction(name: name, arity: 1...1) { arguments, _, _ in
      let base = arguments[0].type.isNumber ? arguments[0] : PMMLCast.to(.number, arguments[0])
      return PMMLUnary(base: base, type: base.type, body: body)
    }
  }

  /// A function from a number to a whole number.
  static func whole(_ name: String, _ body: @escaping @Sendable (Double) -> Double) -> PMMLFunction
  {
    PMMLFunction(name: name, arity: 1...1) { arguments, _, _ in
      PMMLUnary(base: PMMLCast.to(.number, arguments[0]), type: .integer, body: body)
    }
  }

  /// A function of two numbers.
  static func two(
    _ name: String, _ body: @escaping @Sendable (Double, Double) -> Double
  ) -> PMMLFunction {
    PMMLFunction(name: name, arity: 2...2) { arguments, _, _ in
      PMMLBinary(
        left: PMMLCast.to(.number, arguments[0]), right: PMMLCast.to(.number, arguments[1]),
        type: .number, body: body)
    }
  }

  /// A function of three numbers.
  static func three(
    _ name: String, _ body: @escaping @Sendable (Double, Double, Double) -> Double
  ) -> PMMLFunction {
    PMMLFunction(name: name, arity: 3...3) { arguments, _, _ in
      PMMLVariadic(
        arguments: arguments.map { PMMLCast.to(.number, $0) }, type: .number, skipsMissing: false
      ) { body($0[0], $0[1], $0[2]) }
    }
  }

  /// `+` and the like: whole for whole arguments, Float where one is a Float and none a Double.
  static func arithmetic(
    _ name: String, _ body: @escaping @Sendable (Double, Double) -> Double
  ) -> PMMLFunction {
    PMMLFunction(name: name, arity: 1...2) {
      (arguments, element, _) throws(ModelError) -> any PMMLExpression in
      let numbers = arguments.map { $0.type.isNumber ? $0 : PMMLCast.to(.number, $0) }
      guard numbers.count == 2 else {
        guard name == "-" else {
          throw element.malformed("'\(name)' takes 2 arguments, not 1")
        }
        return PMMLUnary(base: numbers[0], type: numbers[0].type) { -$0 }
      }
      let type = PMMLFunction.common(numbers[0].type, numbers[1].type)
      return PMMLBinary(left: numbers[0], right: numbers[1], type: type) {
        let value = body($0, $1)
        return type.dataType == .float ? Double(Float(value)) : value
      }
    }
  }

  /// `/`: whole for whole arguments, the fraction cut off; by zero then missing.
  static func division(_ name: String) -> PMMLFunction {
    PMMLFunction(name: name, arity: 2...2) { arguments, _, _ in
      let numbers = arguments.map { $0.type.isNumber ? $0 : PMMLCast.to(.number, $0) }
      let type = PMMLFunction.common(numbers[0].type, numbers[1].type)
      return PMMLBinary(left: numbers[0], right: numbers[1], type: type) { left, right in
        switch type.dataType {
        case .integer: right == 0 ? .nan : (left / right).rounded(.towardZero)
        case .float: Double(Float(left) / Float(right))
        default: left / right
        }
      }
    }
  }

  /// The type that numbers of two types become before they meet.
  static func common(_ left: PMMLFieldType, _ right: PMMLFieldType) -> PMMLFieldType {
    let types = [left.dataType, right.dataType]
    if types == [.integer, .integer] { return .integer }
    let isFloat = types.contains(.float) && !types.contains(.double)
    return PMMLFieldType(dataType: isFloat ? .float : .double, opType: .continuous)
  }

  /// A function of as many numbers as there are that are not missing.
  static func aggregate(
    _ name: String, _ body: @escaping @Sendable ([Double]) -> Double
  ) -> PMMLFunction {
    PMMLFunction(name: name, arity: 1...many) { arguments, _, _ in
      let isWhole =
        name != "avg" && name != "median"
        && arguments.allSatisfy { $0.type.dataType == .integer }
      return PMMLVariadic(
        arguments: arguments.map { PMMLCast.to(.number, $0) }, type: isWhole ? .integer : .number,
        skipsMissing: true, body: body)
    }
  }
}

/// A number of a number; missing for missing.
struct PMMLUnary: PMMLExpression {
  let base: any PMMLExpression
  let type: PMMLFieldType
  let body: @Sendable (Double) -> Double

  func cells(in frame: PMMLFrame) -> [Double] {
    base.cells(in: frame).map { $0.isNaN ? .nan : body($0) }
  }
}

/// A number of two numbers; missing if one is missing.
struct PMMLBinary: PMMLExpression {
  let left: any PMMLExpression
  let right: any PMMLExpression
  let type: PMMLFieldType
  let body: @Sendable (Double, Double) -> Double

  func cells(in frame: PMMLFrame) -> [Double] {
    zip(left.cells(in: frame), right.cells(in: frame)).map {
      $0.isNaN || $1.isNaN ? .nan : body($0, $1)
    }
  }
}

/// A number of any number of numbers.
struct PMMLVariadic: PMMLExpression {
  let arguments: [any PMMLExpression]
  let type: PMMLFieldType
  /// Whether missing arguments are left out; else one makes the result missing.
  let skipsMissing: Bool
  let body: @Sendable ([Double]) -> Double

  func cells(in frame: PMMLFrame) -> [Double] {
    let columns = arguments.map { $0.cells(in: frame) }
    return (0..<frame.rowCount).map { row in
      let cells = columns.map { $0[row] }
      guard cells.contains(where: \.isNaN) else { return body(cells) }
      let present = cells.filter { !$0.isNaN }
      return skipsMissing && !present.isEmpty ? body(present) : .nan
    }
  }
}
