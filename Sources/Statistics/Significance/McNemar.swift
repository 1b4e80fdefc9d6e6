import RealModule

/// Whether two models are wrong equally often on the same rows, from the rows where only one is.
package struct McNemar: Sendable, Equatable {
  /// Rows that only the first, and only the second, gets right.
  package let onlyFirst: Int
  package let onlySecond: Int

  package init(onlyFirst: Int, onlySecond: Int) {
    self.onlyFirst = onlyFirst
    self.onlySecond = onlySecond
  }

  /// The exact two-sided binomial p-value; 1 when no row is discordant.
  package var exact: Double { min(1, 2 * lowerTail) }

  /// The mid-p value: the observed outcome counts half. Less conservative, and recommended by
  /// Fagerland, Lydersen and Laake, BMC Medical Research Methodology 13:91 (2013).
  package var midP: Double {
    guard discordant > 0 else { return 1 }
    return min(1, 2 * lowerTail - pointMass)
  }

  private var discordant: Int { onlyFirst + onlySecond }
  private var fewer: Int { min(onlyFirst, onlySecond) }

  /// P(X <= fewer) for X binomial with one half.
  private var lowerTail: Double {
    guard discordant > 0 else { return 1 }
    return Beta.cumulative(0.5, Double(discordant - fewer), Double(fewer + 1))
  }

  private var pointMass: Double {
    let (n, k) = (Double(discordant), Double(fewer))
    return Double.exp(
      Double.logGamma(n + 1) - Double.logGamma(k + 1) - Double.logGamma(n - k + 1)
        - n * Double.log(2))
  }
}
