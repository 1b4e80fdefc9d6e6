import Glibc
import Kernels

/// Every built-in function of PMML that can be computed: one line each.
///
/// A missing argument makes the result missing, except for aggregates, which skip it, for the
/// functions that ask for missing values, and for truth that is decided without it.
enum PMMLFunctionCatalog {
  static let all: [PMMLFunction] = [
    .arithmetic("+") { $0 + $1 },
    .arithmetic("-") { $0 - $1 },
    .arithmetic("*") { $0 * $1 },
    .division("/"),
    .arithmetic("modulo") { $0 - $1 * ($0 / $1).rounded(.down) },
    .two("pow") { Glibc.pow($0, $1) },
    .two("threshold") { $0 > $1 ? 1 : 0 },
    .two("atan2") { Glibc.atan2($0, $1) },
    .two("hypot") { Glibc.hypot($0, $1) },

    .one("log10") { Glibc.log10($0) },
    .one("ln") { Glibc.log($0) },
    .one("ln1p") { Glibc.log1p($0) },
    .one("exp") { Glibc.exp($0) },
    .one("expm1") { Glibc.expm1($0) },
    .one("sqrt") { $0.squareRoot() },
    .one("sin") { Glibc.sin($0) },
    .one("cos") { Glibc.cos($0) },
    .one("tan") { Glibc.tan($0) },
    .one("asin") { Glibc.asin($0) },
    .one("acos") { Glibc.acos($0) },
    .one("atan") { Glibc.atan($0) },
    .one("sinh") { Glibc.sinh($0) },
    .one("cosh") { Glibc.cosh($0) },
    .one("tanh") { Glibc.tanh($0) },
    .one("rint") { $0.rounded(.toNearestOrEven) },
    .one("erf") { Glibc.erf($0) },
    .sameType("abs") { $0.magnitude },
    .whole("floor") { $0.rounded(.down) },
    .whole("ceil") { $0.rounded(.up) },
    // Half goes up, also below zero.
    .whole("round") { ($0 + 0.5).rounded(.down) },

    .one("stdNormalCDF") { PMMLNormal.cdf($0) },
    .one("stdNormalPDF") { PMMLNormal.pdf($0) },
    .one("stdNormalIDF") { PMMLNormal.quantile($0) },
    .three("normalCDF") { PMMLNormal.cdf(($0 - $1) / $2) },
    .three("normalPDF") { PMMLNormal.pdf(($0 - $1) / $2) / $2 },
    .three("normalIDF") { $1 + $2 * PMMLNormal.quantile($0) },

    .aggregate("min") { $0.min() ?? .nan },
    .aggregate("max") { $0.max() ?? .nan },
    .aggregate("sum") { $0.reduce(0, +) },
    .aggregate("avg") { $0.reduce(0, +) / Double($0.count) },
    .aggregate("product") { $0.reduce(1, *) },
    .aggregate("median") { PMMLMedian.of($0) },

    .comparison("equal") { $0 == $1 },
    .comparison("notEqual") { $0 != $1 },
    .comparison("lessThan") { $0 < $1 },
    .comparison("lessOrEqual") { $0 <= $1 },
    .comparison("greaterThan") { $0 > $1 },
    .comparison("greaterOrEqual") { $0 >= $1 },
    .presence("isMissing") { $0.isNaN },
    .presence("isNotMissing") { !$0.isNaN },
    .presence("isNotValid") { $0.isNaN },
    .presence("isValid") { !$0.isNaN },
    .logical("and", decidedBy: 0),
    .logical("or", decidedBy: 1),
    .negation("not"),
    .membership("isIn", isIn: true),
    .membership("isNotIn", isIn: false),
    .choice("if"),

    .text("uppercase") { $0.uppercased() },
    .text("lowercase") { $0.lowercased() },
    .text("trimBlanks") { $0.trimmingBlanks },
    .length("stringLength"),
    .substring("substring"),
    .concatenation("concat"),

    .days("dateDaysSinceYear", secondsPerDay: 1),
    .days("dateSecondsSinceYear", secondsPerDay: 86_400),
    .secondsOfDay("dateSecondsSinceMidnight"),
  ]

  /// The call of a built-in function.
  static func expression(
    _ name: String, _ arguments: [any PMMLExpression], at element: PMMLElement, in scope: PMMLScope
  ) throws(ModelError) -> any PMMLExpression {
    guard let function = all.first(where: { $0.name == name }) else {
      let known = all.map(\.name) + scope.compiler.functionNames
      let hint = Suggestion.question(name, among: known).map { " (\($0))" } ?? ""
      throw element.unsupported("the function '\(name)'\(hint)")
    }
    guard function.arity.contains(arguments.count) else {
      throw element.malformed(
        "'\(name)' takes \(function.arityText) arguments, not \(arguments.count)")
    }
    return try function.make(arguments, element, scope)
  }
}
