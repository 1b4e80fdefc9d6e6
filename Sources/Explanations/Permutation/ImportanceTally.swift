internal import Findings
internal import Metrics
internal import Models
internal import Statistics

/// What is known of a group after some repeats.
struct ImportanceTally: Sendable {
  /// The rows as they are.
  struct Base: Sendable {
    let scores: Scores
    let value: MetricValue
  }

  let group: FeatureGroup
  let use: FeatureUse
  var values: [Double] = []
  var changesScores = false
  var undefined: String?
  /// The sum over repeats of each row's influence on the metric after the exchange; empty while
  /// nothing changed.
  var influence: [Double] = []

  mutating func add(
    _ scores: Scores, _ base: Base, _ metric: ScoredMetric
  ) throws(ExplanationError) {
    guard undefined == nil else { return }
    guard scores.outputs != base.scores.outputs else {
      addInfluence(base.value.influence, base)
      values.append(0)
      return
    }
    changesScores = true
    switch try metric.evaluate(scores) {
    case .undefined(let reason): undefined = reason
    case .defined(let value):
      values.append(metric.worse(value.value - base.value.value))
      addInfluence(value.influence, base)
    }
  }

  private mutating func addInfluence(_ values: [Double], _ base: Base) {
    if influence.isEmpty {
      influence = values
    } else {
      for row in influence.indices { influence[row] += values[row] }
    }
  }

  /// The influence of each row on the mean loss.
  private func lossInfluence(_ base: Base, _ metric: ScoredMetric) -> [Double] {
    let count = Double(max(1, values.count))
    return influence.indices.map {
      metric.worse(influence[$0] / count - base.value.influence[$0])
    }
  }

  private var monteCarloError: Double? {
    guard values.count > 1 else { return nil }
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / (count - 1) / count).squareRoot()
  }

  private func samplingError(
    _ influence: [Double], _ base: Base, _ metric: ScoredMetric
  ) -> Double? {
    influence.isEmpty
      ? nil
      : InfluenceError.standardError(
        influence, sample: metric.sample, strata: base.value.strata)
  }

  /// Whether more repeats would tell more.
  func isOpen(_ base: Base, _ metric: ScoredMetric, _ options: PermutationOptions) -> Bool {
    guard use != .unread, undefined == nil else { return false }
    guard options.stopsEarly, values.count >= 2, let repeats = monteCarloError else { return true }
    // Where not one score changed so far, no repeat is likely to change any.
    guard changesScores else { return false }
    guard let sampling = samplingError(lossInfluence(base, metric), base, metric) else {
      return true
    }
    return repeats >= sampling / 10
  }

  func finished(
    _ base: Base, _ metric: ScoredMetric, _ options: PermutationOptions
  ) -> FeatureImportance {
    func result(
      _ values: [Double], sampling: Double?, repeats: Double?, half: Double?,
      influence: [Double] = []
    ) -> FeatureImportance {
      let mean = values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
      return FeatureImportance(
        group: group, use: use, changesScores: changesScores, values: values,
        undefined: undefined, samplingError: sampling, monteCarloError: repeats,
        low: half.map { mean - $0 }, high: half.map { mean + $0 },
        influence: options.keepsInfluence ? influence : [])
    }
    guard undefined == nil else {
      return result([], sampling: nil, repeats: nil, half: nil)
    }
    guard changesScores else {
      let zeros = [Double](repeating: 0, count: max(1, values.count))
      let none = base.value.influence.map { _ in 0.0 }
      return result(zeros, sampling: 0, repeats: 0, half: 0, influence: none)
    }
    let influence = lossInfluence(base, metric)
    let sampling = samplingError(influence, base, metric)
    let repeats = monteCarloError
    let half = sampling.map { sampling in
      let error = (sampling * sampling + (repeats ?? 0) * (repeats ?? 0)).squareRoot()
      let units =
        metric.sample.identity.clusters == nil
        ? base.value.limitingRows
        : min(base.value.limitingRows, metric.sample.units(count: influence.count))
      return StudentT(degrees: Double(max(1, units - 1))).upperQuantile(options.alpha) * error
    }
    return result(
      values, sampling: sampling, repeats: repeats, half: half, influence: influence)
  }
}

extension ScoredMetric {
  /// A change of the metric with the sign that makes worse positive.
  fileprivate func worse(_ change: Double) -> Double {
    direction == .higher ? -change : change
  }
}
