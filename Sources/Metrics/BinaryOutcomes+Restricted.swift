package import Kernels

extension BinaryOutcomes {
  /// The outcomes of the rows of a slice, in linear time: nothing is sorted again.
  package func restricted(to mask: RowMask) -> BinaryOutcomes {
    BinaryOutcomes(
      labels: mask.selected(of: labels), scores: scores.isEmpty ? [] : mask.selected(of: scores),
      scoresAreProbabilities: scoresAreProbabilities, decisions: mask.selected(of: decisions),
      weights: weights.map { mask.selected(of: $0) }, weightMeaning: weightMeaning,
      threshold: threshold,
      descending: descending.filtered(by: mask))
  }
}

extension MulticlassOutcomes {
  /// The outcomes of the rows of a slice; the declared classes stay.
  package func restricted(to mask: RowMask) -> MulticlassOutcomes {
    MulticlassOutcomes(
      classes: classes, labels: mask.selected(of: labels),
      probabilities: probabilities.map { mask.selected(of: $0) },
      decisions: mask.selected(of: decisions), weights: weights.map { mask.selected(of: $0) },
      weightMeaning: weightMeaning, descending: descending.map { $0.filtered(by: mask) })
  }
}

extension RegressionOutcomes {
  /// The outcomes of the rows of a slice.
  package func restricted(to mask: RowMask) -> RegressionOutcomes {
    RegressionOutcomes(
      labels: mask.selected(of: labels), predictions: mask.selected(of: predictions),
      weights: weights.map { mask.selected(of: $0) }, weightMeaning: weightMeaning)
  }
}
