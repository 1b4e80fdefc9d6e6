extension BinaryOutcomes {
  /// The same model with the right answers of some rows made wrong.
  ///
  /// A score is mirrored across the threshold, so that ranking and calibration suffer with the decision;
  /// a probability keeps its share of the way to the end of its side.
  ///
  /// - Parameter isHit: One value a row; rows that are wrong already stay as they are.
  package func damaged(at isHit: [Bool]) -> BinaryOutcomes {
    var (scores, decisions) = (scores, decisions)
    for row in labels.indices where isHit[row] && decisions[row] == labels[row] {
      decisions[row] ^= 1
      if !scores.isEmpty { scores[row] = mirrored(scores[row]) }
    }
    return replacing(labels: labels, scores: scores, decisions: decisions, weights: weights)
  }

  private func mirrored(_ score: Double) -> Double {
    guard scoresAreProbabilities else { return 2 * threshold - score }
    guard threshold > 0, threshold < 1 else { return min(1, max(0, 2 * threshold - score)) }
    return score >= threshold
      ? threshold * (1 - score) / (1 - threshold)
      : 1 - (1 - threshold) * score / threshold
  }
}

extension MulticlassOutcomes {
  /// The same model with the right answers of some rows made wrong: the true class and the next likely
  /// one change places; without probabilities the class behind it is called.
  package func damaged(at isHit: [Bool]) -> MulticlassOutcomes {
    guard classes.count > 1 else { return self }
    var (probabilities, decisions) = (probabilities, decisions)
    for row in labels.indices where isHit[row] && decisions[row] == labels[row] {
      let truth = Int(labels[row])
      var wrong = (truth + 1) % classes.count
      if !probabilities.isEmpty {
        for k in classes.indices
        where k != truth && probabilities[k][row] > probabilities[wrong][row] { wrong = k }
        let (high, low) = (probabilities[truth][row], probabilities[wrong][row])
        (probabilities[truth][row], probabilities[wrong][row]) = (low, high)
      }
      decisions[row] = Int32(truncatingIfNeeded: wrong)
    }
    return MulticlassOutcomes(
      classes: classes, labels: labels, probabilities: probabilities, decisions: decisions,
      weights: weights, weightMeaning: weightMeaning)
  }
}

extension RegressionOutcomes {
  /// How many times as large the error of a damaged row is.
  package static let damageFactor = 3.0

  /// The same model with larger errors in some rows.
  package func damaged(at isHit: [Bool]) -> RegressionOutcomes {
    RegressionOutcomes(
      labels: labels,
      predictions: predictions.indices.map { row in
        guard isHit[row] else { return predictions[row] }
        let error = predictions[row] - labels[row]
        let worse = labels[row] + RegressionOutcomes.damageFactor * error
        return worse.isFinite ? worse : predictions[row]
      },
      weights: weights, weightMeaning: weightMeaning)
  }
}
