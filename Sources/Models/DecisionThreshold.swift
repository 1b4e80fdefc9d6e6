/// The threshold that a model's own library decides two classes at, where the file holds one.
package struct DecisionThreshold: Sendable, Equatable {
  /// Scores of ``className`` from here on are decided for it.
  package let value: Double
  package let className: String
  /// Whether scores are probabilities; margins else.
  package let isProbability: Bool

  package init(value: Double, className: String, isProbability: Bool) {
    self.value = value
    self.className = className
    self.isProbability = isProbability
  }

  /// The same threshold for the score of the other class, which is the rest to 1, or the negative of a
  /// margin. What stands exactly at the threshold stays on its side.
  package var complement: Double { (isProbability ? 1 - value : -value).nextUp }
}
