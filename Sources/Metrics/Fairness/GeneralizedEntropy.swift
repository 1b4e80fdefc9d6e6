import Findings
import Glibc

extension Metric<BinaryOutcomes> {
  /// How unequally decisions treat rows, groups or not: the generalised entropy index of the benefits
  /// b = decision - label + 1 (a row decided rightly has 1, a false alarm 2, a miss 0).
  ///
  /// Speicher et al., "A unified approach to quantifying algorithmic unfairness" (KDD 2018). For alpha 0
  /// it is undefined where any row is missed: one benefit of 0 would make it infinite.
  ///
  /// - Parameter alpha: How much weight high benefits have; 1 is Theil's index, 2 half the squared
  ///   coefficient of variation.
  package static func generalizedEntropy(_ alpha: Double) -> Metric {
    .ofCells(
      id: "generalized_entropy", name: "generalised entropy", direction: .lower, unit: "",
      summary: "How unequally rows are treated by right and wrong decisions; 0 is alike.",
      formula:
        "(1/(n a (a - 1))) sum((b/mu)^a - 1), b = decision - label + 1; a = 1: Theil's index",
      reference: "aif360.sklearn.metrics.generalized_entropy_error(alpha)",
      range: 0...Double.infinity, interval: .normal
    ) { confusion throws(Undefined) in
      let all = confusion[.all]
      let mean = (confusion[.correct] + 2 * confusion[.falsePositives]) / all
      guard mean.value > 0 else { throw Undefined("every row is a miss") }
      if alpha == 1 {
        let terms = 2 * log(2) * confusion[.falsePositives] / all
        return terms / mean - mean.logarithm
      }
      if alpha == 0 {
        guard confusion.rows(.falseNegatives) == 0 else {
          throw Undefined("a missed row has a benefit of 0, whose logarithm is infinite")
        }
        return mean.logarithm - log(2) * confusion[.falsePositives] / all
      }
      let powers = (confusion[.correct] + pow(2, alpha) * confusion[.falsePositives]) / all
      let scale = 1 / (alpha * (alpha - 1))
      return scale * (powers / mean.power(alpha) - CellNumber(1))
    }
  }
}

extension SlopedNumber {
  /// The natural logarithm of a positive number.
  fileprivate var logarithm: SlopedNumber {
    SlopedNumber(value: log(value), slopes: slopes / value)
  }

  /// A positive number to a constant power.
  fileprivate func power(_ exponent: Double) -> SlopedNumber {
    SlopedNumber(
      value: pow(value, exponent), slopes: slopes * (exponent * pow(value, exponent - 1)))
  }
}
