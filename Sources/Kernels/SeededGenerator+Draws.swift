extension SeededGenerator {
  /// The stream of one run of many.
  package static func stream(_ seed: UInt64, _ name: String, _ run: Int) -> SeededGenerator {
    let own = mix(seed ^ stableHash(name)) &+ mix(UInt64(truncatingIfNeeded: run) &+ 1)
    return SeededGenerator(seed: mix(own))
  }

  /// A position below `count`, by a product's upper half: the same on every machine and library.
  package mutating func index(below count: Int) -> Int {
    Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(max(1, count))).high)
  }

  /// At least 0 and below 1.
  package mutating func fraction() -> Double { Double(next() >> 11) * 0x1p-53 }
}
