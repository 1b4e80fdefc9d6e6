/// How far the score distributions of two groups lie apart, whatever is true of the rows.
package enum ScoreDistance: String, Sendable, CaseIterable {
  /// The largest distance of the two distribution functions: sup |F - G|, within 0…1.
  case kolmogorovSmirnov = "score_ks_group_distance"
  /// The area between them, ∫ |F - G| dx (Wasserstein-1, the earth mover's distance): how far scores
  /// would have to move on average, in units of the score.
  case wasserstein = "score_wasserstein_group_distance"

  /// See ``Measurement/unit``.
  package var unit: String { self == .kolmogorovSmirnov ? "rate" : "" }

  /// Nothing is farther apart; infinite for scores of any size.
  package func largest(areProbabilities: Bool) -> Double {
    self == .kolmogorovSmirnov || areProbabilities ? 1 : .infinity
  }
}
