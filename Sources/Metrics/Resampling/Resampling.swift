package import Statistics

/// How a metric is computed again and again under other weights: what can be done once (sorting) is done
/// for the outcomes, and the result is one pass over the rows a replicate.
///
/// A value is nil where it is undefined in the replicate.
package struct Resampling<Outcomes: RowOutcomes>: Sendable {
  /// The metric on these outcomes as a function of the replicate.
  package let prepare:
    @Sendable (Outcomes, RowSample) -> @Sendable (PoissonBootstrap.Replicate) -> Double?

  package init(
    prepare:
      @escaping @Sendable (Outcomes, RowSample) ->
      @Sendable (PoissonBootstrap.Replicate) ->
      Double?
  ) {
    self.prepare = prepare
  }
}

/// How much each row weighs in a replicate, for rows in any fixed order.
struct DrawnWeights: Sendable {
  private let keys: [UInt64]
  private let weights: [Double]?
  private let isFrequency: Bool

  /// - Parameter order: The rows in the order in which they are asked for.
  init(_ sample: RowSample, count: Int, order: [Int32]) {
    let keys = sample.identity.drawingKeys(
      count: count, frequencies: sample.meaning == .frequency ? sample.weights : nil)
    self.keys = order.map { keys[Int($0)] }
    weights = sample.weights.map { weights in order.map { weights[Int($0)] } }
    // The rows of a cluster, repeated ones too, are drawn together: a frequency is then a weight.
    isFrequency = sample.meaning == .frequency && sample.identity.clusters == nil
  }

  /// The weight of the row at `place` of the order.
  @inline(__always)
  func weight(_ place: Int, in replicate: PoissonBootstrap.Replicate) -> Double {
    guard let weights else { return replicate.count(keys[place]) }
    return isFrequency
      ? replicate.count(keys[place], frequency: weights[place])
      : weights[place] * replicate.count(keys[place])
  }
}
