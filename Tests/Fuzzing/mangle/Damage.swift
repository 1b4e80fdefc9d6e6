import Kernels

/// Damaged files, the same ones each time: bytes exchanged, then files cut off.
struct Damage {
  static let flips = 5000
  static let cuts = 2000
  static let count = flips + cuts

  /// They take turns.
  let originals: [[UInt8]]
  let stream: String

  /// The input of that number, from 0 on.
  func input(_ number: Int) -> [UInt8] {
    var random = SeededGenerator(seed: UInt64(number), stream: stream)
    var bytes = originals[number % originals.count]
    guard !bytes.isEmpty else { return bytes }
    guard number < Damage.flips else {
      return Array(bytes[..<Int.random(in: 0..<bytes.count, using: &random)])
    }
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
        in: 0...255, using: &random)
    }
    return bytes
  }
}
