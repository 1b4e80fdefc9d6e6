package import Kernels

/// From which row each row takes its values, for any number of feature groups and repeats.
///
/// Each repeat puts the rows in an order of its own, by a hash of seed, repeat and row key. A group moves
/// every row's values a number of places along that circle that depends on seed, repeat and group: never
/// 0, so no row keeps its own, and every other row is as likely as the next. The mean over such
/// permutations estimates the loss with an independent draw of the values (`e_switch` of Fisher, Rudin
/// and Dominici, "All Models are Wrong, but Many are Useful", JMLR 20, 2019) without the bias of rows
/// that meet themselves.
///
/// Nothing depends on the order of the rows or of the groups, nor on threads; rows with equal keys are
/// equal.
package struct RowPermutations: Sendable {
  private let keys: [UInt64]
  private let seed: UInt64
  /// By repeat, the rows in order around the circle.
  private let circles: [[Int32]]

  /// - Parameter keys: One number a row that stays with it whatever its position.
  package init(keys: [UInt64], repeats: Int, seed: UInt64, parallel: Parallel) {
    self.keys = keys
    self.seed = seed
    circles = parallel.map(count: repeats) { turn in
      let salt = RowPermutations.salt(seed, turn, "rows")
      let hashes = keys.map { SeededGenerator.mix($0 ^ salt) }
      return HashOrder.ascending(of: hashes)
    }
  }

  /// The donors of a group in one repeat: row `i` takes the values of row `result[i]`.
  package func donors(of group: String, repeat turn: Int) -> [Int32] {
    let circle = circles[turn]
    guard circle.count > 1 else { return circle }
    var generator = SeededGenerator(seed: RowPermutations.salt(seed, turn, group))
    let shift = 1 + generator.index(below: circle.count - 1)
    var donors = [Int32](repeating: 0, count: circle.count)
    for (place, row) in circle.enumerated() {
      let from = place + shift
      donors[Int(row)] = circle[from < circle.count ? from : from - circle.count]
    }
    return donors
  }

  private static func salt(_ seed: UInt64, _ turn: Int, _ name: String) -> UInt64 {
    var generator = SeededGenerator.stream(seed, "permutation/\(name)", turn)
    return generator.next()
  }
}
