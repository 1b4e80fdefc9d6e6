import Kernels

/// Resampling by weights: in each replicate every row counts Poisson(1) times.
///
/// How often a row counts depends on the seed, the replicate and the row's own key alone, so the
/// replicates are the same for any order of the rows, any number of threads and any part of the table,
/// and both models of a comparison see the same ones (Chamandy, Muralidharan, Najmi and Naidu,
/// "Estimating uncertainty for massive data streams", 2012).
package struct PoissonBootstrap: Sendable {
  /// Enough for limits at 95%: their own error is then about a twentieth of the interval's half width.
  package static let replicates = 1000

  private let seed: UInt64

  package init(seed: UInt64) { self.seed = seed }

  /// One replicate: how often each row counts.
  package struct Replicate: Sendable {
    let stream: UInt64

    /// How often the row with this key counts.
    @inline(__always)
    package func count(_ key: UInt64) -> Double {
      PoissonBootstrap.poisson(SeededGenerator.mix(key ^ stream))
    }

    /// How often a row counts that was seen `frequency` times.
    package func count(_ key: UInt64, frequency: Double) -> Double {
      if frequency == 1 { return count(key) }
      guard frequency <= 64 else {
        // Poisson(f) is normal to its third digit by now; the cube of a square root keeps the skew.
        let uniform = (Double(SeededGenerator.mix(key ^ stream) >> 11) + 0.5) * 0x1p-53
        let z = Normal.quantile(uniform)
        return max(0, (frequency + z * frequency.squareRoot() + (z * z - 1) / 6).rounded())
      }
      var sum = 0.0
      for copy in 0..<UInt64(frequency) { sum += count(PoissonBootstrap.key(key, copy: copy)) }
      return sum
    }
  }

  /// Replicate number `index`.
  package func replicate(_ index: Int) -> Replicate {
    Replicate(
      stream: SeededGenerator.mix(
        SeededGenerator.mix(seed) &+ UInt64(truncatingIfNeeded: index + 1) &* 0xD1B5_4A32_D192_ED03)
    )
  }

  /// The key of one of several rows with the same name; the first keeps the name's own.
  package static func key(_ key: UInt64, copy: UInt64) -> UInt64 {
    copy == 0 ? key : SeededGenerator.mix(key &+ copy &* 0x9E37_79B9_7F4A_7C15)
  }

  /// The inverse of Poisson(1)'s distribution function, at a 64-bit fraction.
  @inline(__always)
  private static func poisson(_ fraction: UInt64) -> Double {
    // floor(2^64 · P(X <= k)); one comparison decides three of four rows.
    if fraction < 0x5E2D_58D8_B3BC_DF1A { return 0 }
    if fraction < 0xBC5A_B1B1_6779_BE35 { return 1 }
    if fraction < 0xEB71_5E1D_C158_2DC2 { return 2 }
    if fraction < 0xFB23_9797_34A2_52F1 { return 3 }
    if fraction < 0xFF10_25F5_9174_DC3D { return 4 }
    if fraction < 0xFFD9_0F3B_A405_5E19 { return 5 }
    if fraction < 0xFFFA_8B71_FC72_C913 { return 6 }
    if fraction < 0xFFFF_540C_0914_B3C9 { return 7 }
    if fraction < 0xFFFF_ED1F_4AA8_F120 { return 8 }
    if fraction < 0xFFFF_FE21_6E64_1462 { return 9 }
    return fraction < 0xFFFF_FFD4_D85D_3183 ? 10 : 11
  }
}
