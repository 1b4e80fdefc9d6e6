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
/// With weights a row has an arc of that length on the circle and stands somewhere in it: a donor is as likely
/// as its weight says, as among the rows that it stands for. One of weight 0 gives nothing; a heavy one may
/// give to itself, as one of its copies would to another.
///
/// Nothing depends on the order of the rows or of the groups, nor on threads; rows with equal keys are
/// equal.
package struct RowPermutations: Sendable {
  private let keys: [UInt64]
  private let seed: UInt64
  /// Finite and not negative; nil means all 1.
  private let weights: [Double]?
  /// By repeat, the rows in order around the circle.
  private let circles: [[Int32]]

  /// - Parameters:
  ///   - keys: One number a row that stays with it whatever its position.
  ///   - weights: Of either meaning; nil for equal ones.
  package init(
    keys: [UInt64], weights: [Double]? = nil, repeats: Int, seed: UInt64, parallel: Parallel
  ) {
    self.keys = keys
    self.weights = weights.flatMap { weights in
      weights.contains { $0 != weights[0] } ? weights : nil
    }
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
    if let weights {
      return donors(circle, weights, salt: generator.next(), shift: unit(generator.next()))
    }
    let shift = 1 + generator.index(below: circle.count - 1)
    var donors = [Int32](repeating: 0, count: circle.count)
    for (place, row) in circle.enumerated() {
      let from = place + shift
      donors[Int(row)] = circle[from < circle.count ? from : from - circle.count]
    }
    return donors
  }

  /// - Parameter shift: As a share of the circle.
  private func donors(
    _ circle: [Int32], _ weights: [Double], salt: UInt64, shift: Double
  ) -> [Int32] {
    var ends = [Double](repeating: 0, count: circle.count)
    var total = 0.0
    for (place, row) in circle.enumerated() {
      total += weights[Int(row)]
      ends[place] = total
    }
    var donors = [Int32](repeating: 0, count: circle.count)
    for (place, row) in circle.enumerated() {
      let weight = weights[Int(row)]
      let own = ends[place] - weight + weight * unit(SeededGenerator.mix(keys[Int(row)] ^ salt))
      let target = own + shift * total
      let from = target < total ? target : target - total
      // The first arc that ends beyond it: never one of length 0.
      var (low, high) = (0, circle.count - 1)
      while low < high {
        let middle = (low + high) / 2
        if ends[middle] > from { high = middle } else { low = middle + 1 }
      }
      donors[Int(row)] = circle[low]
    }
    return donors
  }

  /// A number in 0..<1.
  private func unit(_ bits: UInt64) -> Double { Double(bits >> 11) * 0x1p-53 }

  private static func salt(_ seed: UInt64, _ turn: Int, _ name: String) -> UInt64 {
    var generator = SeededGenerator.stream(seed, "permutation/\(name)", turn)
    return generator.next()
  }
}
