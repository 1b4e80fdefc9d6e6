/// A counter-based random source: the value at a position depends on seed and position alone, so
/// results do not change with order, threads or shards.
///
/// The mixing is SplitMix64's finaliser (Steele, Lea, Flood, OOPSLA 2014).
package struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// The stream of `seed`, the same in every run.
  package init(seed: UInt64) { state = seed }

  /// A stream of its own for `name` (a check id, a feature), the same in every run.
  package init(seed: UInt64, stream name: String) {
    state = seed ^ SeededGenerator.stableHash(name)
  }

  /// The next 64 bits.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return SeededGenerator.mix(state)
  }

  /// Mixes 64 bits so that near inputs give unrelated outputs.
  package static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// FNV-1a of the UTF-8 bytes: stable over runs and machines, unlike `Hasher`.
  package static func stableHash(_ text: String) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash
  }
}
