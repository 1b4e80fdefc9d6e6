import Kernels
import Metrics
import Testing

@Suite struct InfluenceTests {
  /// Where a value has a kink, so that it has no derivative by the weight of a row.
  private func hasKink(_ probe: Probe, at value: Double) -> Bool {
    // Square roots of 0.
    (probe.metric == "binary/g_mean"
      || ["regression/rmse", "regression/rmsle"].contains(probe.metric)) && value < 1e-12
  }

  @Test(arguments: Probe.ids)
  func `influence has mean 0 under the weights`(id: String) throws {
    for probe in try #require(Probe.all()[id]) where probe.hasInfluence {
      guard let value = probe.result.defined else { continue }
      #expect(value.influence.count == probe.count, probe.place)
      let weights = probe.weights ?? [Double](repeating: 1, count: probe.count)
      let sum = Sums.unordered(count: probe.count) { weights[$0] * value.influence[$0] }
      let size = Sums.unordered(count: probe.count) { weights[$0] * value.influence[$0].magnitude }
      #expect(sum.magnitude <= 1e-10 * max(1, size), probe.place)
    }
  }

  /// The strongest test: each row's influence is the derivative of the value by its weight, times
  /// the sum of the weights.
  @Test(arguments: Probe.ids)
  func `influence is the derivative by the weight of a row`(id: String) throws {
    var checked = 0
    // The step moves the median label from the middle of its interval to an end.
    let tolerance = id == "regression/d2_absolute_error" ? 1e-4 : 2e-6
    for probe in try #require(Probe.all()[id]) where probe.hasInfluence && probe.count <= 120 {
      guard let value = probe.result.defined, !hasKink(probe, at: value.value) else { continue }
      let rows = Array(0..<probe.count)
      let weights = probe.weights ?? rows.map { _ in 1 }
      let total = Sums.unordered(weights)
      // Every row of small cases, every third of the others.
      for row in rows where weights[row] > 0 && (probe.count <= 30 || row % 3 == 0) {
        let step = min(1e-3, weights[row] / 2)
        func moved(_ by: Double) -> Double? {
          var moved = weights
          moved[row] += by
          return probe.evaluate(rows, moved).defined?.value
        }
        let up = try #require(moved(step))
        let down = try #require(moved(-step))
        let slope = total * (up - down) / (2 * step)
        #expect(
          agree(value.influence[row], slope, to: tolerance),
          "\(probe.place), row \(row): \(value.influence[row]), slope \(slope)")
        checked += 1
      }
    }
    let unavailable = [
      "binary/h_measure", "binary/ks_statistic", "regression/max_error",
      "regression/median_absolute_error",
    ]
    #expect(checked > 0 || unavailable.contains(id))
  }
}
