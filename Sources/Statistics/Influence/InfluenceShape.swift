import Kernels

/// How far from normal the sum of some influence values is: what few, skewed or heavy-tailed
/// observations do to an interval.
///
/// The terms of the sum are w ψ of each row, ψ of each copy for frequencies, or the sum of w ψ of each
/// cluster, as in ``InfluenceError``.
package struct InfluenceShape: Sendable, Equatable {
  /// The terms: independent observations of positive weight.
  package let units: Double
  /// √n Σ u³ / (Σ u²)^(3/2), of the terms as they are; 0 where none varies.
  package let skewness: Double
  /// The unbiased excess kurtosis of the terms (Joanes and Gill, "Comparing measures of sample skewness
  /// and kurtosis", The Statistician 47, 1998: G2); 0 with fewer than four, or where none varies.
  package let excess: Double

  /// - Parameters:
  ///   - influence: One value a row, with mean 0 under the weights.
  ///   - sample: The rows' weights, their meaning, and clusters.
  package init(_ influence: [Double], sample: RowSample) {
    let weights = sample.weights
    if let clusters = sample.identity.clusters {
      self.init(
        terms: InfluenceError.sums(of: influence, by: clusters, sample.weights), copies: nil,
        units: sample.units(count: influence.count))
    } else if let weights, sample.meaning == .importance {
      self.init(
        terms: influence.indices.map { weights[$0] > 0 ? weights[$0] * influence[$0] : 0 },
        copies: nil, units: sample.units(count: influence.count))
    } else {
      self.init(terms: influence, copies: weights, units: sample.units(count: influence.count))
    }
  }

  private init(terms: [Double], copies: [Double]?, units: Int) {
    self.units = Double(units)
    // The fourth power of a large label overflows; the shape has no unit.
    var largest = 0.0
    for (row, term) in terms.enumerated() where (copies?[row] ?? 1) > 0 {
      largest = max(largest, term.magnitude)
    }
    guard largest > 0, largest.isFinite else {
      (skewness, excess) = (0, 0)
      return
    }
    func sum(_ power: (Double) -> Double) -> Double {
      Sums.unordered(count: terms.count) { row in
        let copies = copies?[row] ?? 1
        return copies > 0 ? copies * power(terms[row] / largest) : 0
      }
    }
    let n = self.units
    let squares = sum { $0 * $0 }
    skewness = n.squareRoot() * sum { $0 * $0 * $0 } / (squares * squares.squareRoot())
    let plain = n * sum { $0 * $0 * $0 * $0 } / (squares * squares) - 3
    excess = n > 3 ? (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * plain + 6) : 0
  }

  /// Student's degrees of freedom for a standard error from these terms: those of a scaled χ² with the
  /// variance that the estimate of the variance has, 2 / (2 / (n - 1) + excess / n).
  ///
  /// n - 1 for terms no heavier than normal ones. Where a few terms make up the sum they are few, and say
  /// that the standard error is uncertain (Satterthwaite, Biometrics Bulletin 2, 1946, with Var(s²) / σ⁴ =
  /// 2 / (n - 1) + excess / n).
  package var degrees: Double {
    guard units > 1 else { return 1 }
    return max(1, 2 / (2 / (units - 1) + max(0, excess) / units))
  }

  /// How many standard errors each limit is away: Student's quantile, and on the side that the terms lean to
  /// as much more as their skewness moves it.
  ///
  /// The shift is (1 + 2 t²) γ / (6 √n) (Johnson, "Modified t tests and confidence intervals for
  /// asymmetrical populations", JASA 73, 1978), at most t / 2: the expansion holds for small shifts only. It
  /// moves one limit out and never the other one in, since few observations understate how skewed they are.
  ///
  /// - Parameter degrees: Student's, where others than ``degrees`` are fewer still.
  package func reach(alpha: Double, degrees: Double? = nil) -> Reach {
    let degrees = min(self.degrees, degrees ?? .infinity)
    let t = StudentT(degrees: degrees).upperQuantile(alpha)
    guard units > 0 else { return Reach(below: t, above: t) }
    let shift = (1 + 2 * t * t) * skewness / (6 * units.squareRoot())
    let limited = min(max(shift, -t / 2), t / 2)
    return Reach(below: t - min(0, limited), above: t + max(0, limited))
  }
}

/// How far the limits of an interval are from the value, in standard errors.
package struct Reach: Sendable, Equatable {
  package let below: Double
  package let above: Double

  package init(below: Double, above: Double) {
    self.below = below
    self.above = above
  }

  /// The same on both sides: Student's quantile, normal without degrees of freedom.
  package init(alpha: Double, degrees: Double?) {
    let quantile =
      degrees.map { StudentT(degrees: $0).upperQuantile(alpha) } ?? -Normal.quantile(alpha)
    self.init(below: quantile, above: quantile)
  }
}
