package import Models

/// How much worse a metric gets when a feature's values are exchanged between rows.
package struct FeatureImportance: Sendable {
  package let group: FeatureGroup
  /// What the model file says about whether the feature is read.
  package let use: FeatureUse
  /// Whether any row's score changed in any repeat: proof that the feature is read.
  package let changesScores: Bool
  /// By repeat, the loss: positive is worse, whatever the metric's direction.
  package let values: [Double]
  /// Why there is no number, as the rest of a sentence; nil where there is one.
  package let undefined: String?
  /// The standard error that comes from the rows: from one influence value a row, the mean over the
  /// repeats. Nil where the metric has none.
  package let samplingError: Double?
  /// The standard error that comes from the number of repeats; nil with one repeat.
  package let monteCarloError: Double?
  /// Student's limits at confidence 1 - 2 · alpha, from both errors together.
  package let low: Double?
  package let high: Double?
  /// The influence of each row on ``importance``; empty where nobody asked for it.
  package let influence: [Double]

  /// The mean over the repeats.
  package var importance: Double {
    values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
  }

  /// Both errors together; nil where the metric has no standard error.
  package var standardError: Double? {
    samplingError.map { sampling in
      let repeats = monteCarloError ?? 0
      return (sampling * sampling + repeats * repeats).squareRoot()
    }
  }

  /// Whether the feature is known to be read, by the file or by a changed score.
  package var isRead: Bool { use == .read || changesScores }
}
