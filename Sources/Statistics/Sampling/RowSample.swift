package import Kernels

/// What a row's weight says; the raw value is the word in `tollgate.yml`.
package enum WeightMeaning: String, Sendable, CaseIterable {
  /// The row stands for others like it (survey weights, corrected sampling): it is still one
  /// observation, and unequal weights make every standard error larger.
  case importance
  /// The row was seen that many times: a weight of k is exactly k rows.
  case frequency
}

/// Who the rows are, whatever a model says of them.
package struct RowIdentity: Sendable, Equatable {
  /// The cluster of each row (customer, query, day), numbered from 0; nil where rows are independent.
  package let clusters: [Int32]?
  /// A well-mixed number that stays with a row whatever its position; nil means the position.
  package let keys: [UInt64]?

  package init(clusters: [Int32]? = nil, keys: [UInt64]? = nil) {
    self.clusters = clusters
    self.keys = keys
  }

  /// The same for the rows of `mask`; clusters are numbered anew, positions become keys.
  package func restricted(to mask: RowMask) -> RowIdentity {
    var numbers: [Int32: Int32] = [:]
    let chosen = clusters.map { clusters in
      mask.selected(of: clusters).map { cluster in
        if let number = numbers[cluster] { return number }
        let number = Int32(truncatingIfNeeded: numbers.count)
        numbers[cluster] = number
        return number
      }
    }
    return RowIdentity(
      clusters: chosen,
      keys: keys.map { mask.selected(of: $0) } ?? mask.rows.map { RowIdentity.key(ofPosition: $0) })
  }

  /// The key of a row without a name.
  static func key(ofPosition row: Int32) -> UInt64 {
    SeededGenerator.mix(UInt64(truncatingIfNeeded: row) &+ 0x9E37_79B9_7F4A_7C15)
  }

  /// Copies of a row that are looked at for a cluster's name: no table repeats one more often.
  private static let mostCopies = 1000.0

  /// The key of each of `count` rows.
  ///
  /// The rows of a cluster share one: they are drawn together.
  ///
  /// - Parameter frequencies: How often each row was seen; a copy may be what names a cluster.
  package func drawingKeys(count: Int, frequencies: [Double]? = nil) -> [UInt64] {
    let own = keys ?? (0..<count).map { RowIdentity.key(ofPosition: Int32(truncatingIfNeeded: $0)) }
    guard let clusters else { return own }
    // The smallest key of its rows names a cluster, so neither order nor numbering matters.
    var names = [UInt64](repeating: .max, count: Int(clusters.max() ?? -1) + 1)
    for row in own.indices {
      let cluster = Int(clusters[row])
      for copy in 0..<UInt64(min(frequencies?[row] ?? 1, Self.mostCopies)) {
        names[cluster] = min(names[cluster], PoissonBootstrap.key(own[row], copy: copy))
      }
    }
    return clusters.map { names[Int($0)] }
  }
}

/// How the rows that a statistic rests on were sampled: all that standard errors need besides the
/// influence values.
package struct RowSample: Sendable {
  /// Finite and not negative; whole numbers for ``WeightMeaning/frequency``. Nil means all 1.
  package let weights: [Double]?
  package let meaning: WeightMeaning
  package let identity: RowIdentity

  package init(
    weights: [Double]?, meaning: WeightMeaning = .importance, identity: RowIdentity = RowIdentity()
  ) {
    self.weights = weights
    self.meaning = meaning
    self.identity = identity
  }

  /// Whether the rows count one by one: neither clusters nor importance weights.
  package var countsRows: Bool {
    identity.clusters == nil && (weights == nil || meaning == .frequency)
  }

  /// The independent observations of positive weight: clusters, or rows.
  package func units(count: Int) -> Int {
    if let clusters = identity.clusters {
      var isUsed = [Bool](repeating: false, count: Int(clusters.max() ?? -1) + 1)
      for row in clusters.indices where (weights?[row] ?? 1) > 0 {
        isUsed[Int(clusters[row])] = true
      }
      return isUsed.count { $0 }
    }
    guard let weights else { return count }
    return meaning == .frequency
      ? Int(Sums.unordered(weights).rounded()) : weights.count { $0 > 0 }
  }

  /// Kish's effective number of rows, (Σ w)² / Σ w²; the number of rows for frequencies.
  package func effectiveRows(count: Int) -> Double {
    guard let weights else { return Double(count) }
    let sum = Sums.unordered(weights)
    guard meaning == .importance else { return sum }
    let squares = Sums.unordered(count: weights.count) { weights[$0] * weights[$0] }
    return squares > 0 ? sum * sum / squares : 0
  }
}
