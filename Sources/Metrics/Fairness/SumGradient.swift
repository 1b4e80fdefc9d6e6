/// The slopes of a number by the sums of some groups.
struct SumGradient: Sendable {
  /// One group's part; a group may have several.
  struct Part: Sendable {
    let group: Int
    let slopes: SIMD8<Double>
  }

  var parts: [Part]

  init(_ parts: [Part]) { self.parts = parts }

  init(group: Int, slopes: SIMD8<Double>) { parts = [Part(group: group, slopes: slopes)] }

  static func + (a: SumGradient, b: SumGradient) -> SumGradient { SumGradient(a.parts + b.parts) }

  static func - (a: SumGradient, b: SumGradient) -> SumGradient { a + -1 * b }

  static func * (factor: Double, a: SumGradient) -> SumGradient {
    SumGradient(a.parts.map { Part(group: $0.group, slopes: factor * $0.slopes) })
  }
}
