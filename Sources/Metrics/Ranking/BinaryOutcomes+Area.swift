extension BinaryOutcomes {
  /// The ROC AUC alone, in one pass and without what its interval needs; nil without scores or where
  /// a class has no weight.
  package var area: Double? {
    guard !scores.isEmpty, descending.count == scores.count else { return nil }
    var (positives, negatives, pairs) = (0.0, 0.0, 0.0)
    var start = 0
    while start < descending.count {
      let score = scores[Int(descending[start])]
      var (ownPositives, ownNegatives) = (0.0, 0.0)
      var end = start
      while end < descending.count, scores[Int(descending[end])] == score {
        let row = Int(descending[end])
        let weight = weights?[row] ?? 1
        if labels[row] == 1 { ownPositives += weight } else { ownNegatives += weight }
        end += 1
      }
      pairs += ownNegatives * (positives + ownPositives / 2)
      positives += ownPositives
      negatives += ownNegatives
      start = end
    }
    return positives > 0 && negatives > 0 ? pairs / (positives * negatives) : nil
  }
}
