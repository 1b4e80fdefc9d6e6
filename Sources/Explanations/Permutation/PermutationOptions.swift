/// How permutation importance is computed.
package struct PermutationOptions: Sendable, Equatable, Hashable {
  /// The most repeats of a feature; fewer are made where more would not help:
  /// see ``PermutationExplainer``.
  package var repeats: Int
  package var seed: UInt64
  /// One-sided error rate; intervals are two-sided at 1 - 2 · alpha.
  package var alpha: Double
  /// Whether the influence of each row is kept, for what is made of importances.
  package var keepsInfluence: Bool
  /// Whether a feature stops once its Monte Carlo error is below a tenth of its sampling error.
  package var stopsEarly: Bool

  package init(
    repeats: Int = 5, seed: UInt64 = 0, alpha: Double = 0.05, keepsInfluence: Bool = false,
    stopsEarly: Bool = true
  ) {
    self.repeats = repeats
    self.seed = seed
    self.alpha = alpha
    self.keepsInfluence = keepsInfluence
    self.stopsEarly = stopsEarly
  }
}
