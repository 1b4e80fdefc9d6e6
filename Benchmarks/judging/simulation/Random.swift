import Glibc
import Kernels

/// The random numbers of the simulations: the same in every run.
struct Random {
  private var generator: SeededGenerator

  init(seed: UInt64, stream: String) {
    generator = SeededGenerator(seed: seed, stream: stream)
  }

  /// In (0, 1).
  mutating func uniform() -> Double {
    (Double(generator.next() >> 11) + 0.5) * 0x1p-53
  }

  mutating func below(_ count: Int) -> Int { Int(generator.next() % UInt64(count)) }

  /// Standard normal: the sum of twelve uniform numbers would be cheaper, but has no tails.
  mutating func normal() -> Double {
    while true {
      let (x, y) = (2 * uniform() - 1, 2 * uniform() - 1)
      let square = x * x + y * y
      if square < 1, square > 0 { return x * (-2 * log(square) / square).squareRoot() }
    }
  }
}
