/// The weight of two classes in groups of equal score, highest score first: all that a ranking metric's
/// value depends on. In a replicate of a bootstrap some groups are empty.
struct GroupMasses: Sendable {
  /// Weight of the positive rows in groups 0 … g.
  let positives: [Double]
  /// Weight of the negative rows in groups 0 … g.
  let negatives: [Double]
  /// The weight of all positive rows.
  let positiveMass: Double
  /// The weight of all negative rows.
  let negativeMass: Double

  init(positives: [Double], negatives: [Double]) {
    self.positives = positives
    self.negatives = negatives
    positiveMass = positives.last ?? 0
    negativeMass = negatives.last ?? 0
  }

  /// Groups of both classes.
  var count: Int { positives.count }
  /// The weight of all rows.
  var mass: Double { positiveMass + negativeMass }

  /// The weight of the positive rows in group `g` alone.
  func positives(in g: Int) -> Double { positives[g] - (g == 0 ? 0 : positives[g - 1]) }
  /// The weight of the negative rows in group `g` alone.
  func negatives(in g: Int) -> Double { negatives[g] - (g == 0 ? 0 : negatives[g - 1]) }
}
