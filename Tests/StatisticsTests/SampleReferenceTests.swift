import FoundationEssentials
import Statistics
import Testing

/// Standard errors, intervals and power against `Reference/samples.json`, which statsmodels and scipy made.
@Suite struct SampleReferenceTests {
  struct Reference: Decodable {
    let losses, weights, frequencies: [Double]
    let clusters: [Int32]
    let robust, clustered, clusteredWeighted, repeated: [Double]
    let margins: [[Double]]
    let logit, ratio: [Double]
    let power: [[Double]]
    let medians: [[Double]]
    let medianError: Double
  }

  private let reference: Reference

  init() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    reference = try JSONDecoder().decode(
      Reference.self, from: Data(contentsOf: folder.appending(path: "Reference/samples.json")))
  }

  private func error(_ mean: Double, _ sample: RowSample) throws -> Double {
    try #require(
      InfluenceError.standardError(reference.losses.map { $0 - mean }, sample: sample))
  }

  @Test func `importance weights give the robust error of a weighted regression`() throws {
    let sample = RowSample(weights: reference.weights)
    #expect(agree(try error(reference.robust[0], sample), reference.robust[1], to: 1e-12))
  }

  @Test func `clusters give the clustered error of a regression, with weights and without`() throws
  {
    let identity = RowIdentity(clusters: reference.clusters)
    let (plain, weighted) = (reference.clustered, reference.clusteredWeighted)
    #expect(
      agree(
        try error(plain[0], RowSample(weights: nil, identity: identity)), plain[1], to: 1e-12))
    #expect(
      agree(
        try error(weighted[0], RowSample(weights: reference.weights, identity: identity)),
        weighted[1], to: 1e-12))
  }

  @Test func `frequencies give the error and the interval of the repeated rows`() throws {
    let mean = reference.repeated[0]
    let sample = RowSample(weights: reference.frequencies, meaning: .frequency)
    #expect(agree(try error(mean, sample), reference.repeated[1], to: 1e-12))
    let paired = PairedDifference(
      value: mean, candidate: reference.losses.map { $0 - mean },
      baseline: reference.losses.map { _ in 0 }, sample: sample,
      rows: sample.units(count: reference.losses.count))
    let limits = try #require(paired.interval(alpha: 0.05))
    #expect(agree(limits.low, reference.repeated[2], to: 1e-10))
    #expect(agree(limits.high, reference.repeated[3], to: 1e-10))
  }

  @Test func `limits and one-sided tests decide alike, for non-inferiority and for equivalence`()
    throws
  {
    let count = reference.losses.count
    let mean = reference.losses.reduce(0, +) / Double(count)
    let paired = PairedDifference(
      value: mean, candidate: reference.losses.map { $0 - mean },
      baseline: reference.losses.map { _ in 0 }, weights: nil, rows: count)
    let limits = try #require(paired.interval(alpha: 0.05))
    var shown = (0, 0)
    for row in reference.margins {
      let (margin, notWorse, notDifferent) = (row[0], row[1], row[2])
      #expect((limits.low > -margin) == (notWorse < 0.05), "\(row)")
      #expect((limits.low > -margin && limits.high < margin) == (notDifferent < 0.05), "\(row)")
      shown.0 += notWorse < 0.05 ? 1 : 0
      shown.1 += notDifferent < 0.05 ? 1 : 0
    }
    #expect((1..<reference.margins.count).contains(shown.0))
    #expect((1..<reference.margins.count).contains(shown.1))
  }

  @Test func `limits on the scales of log odds and logarithm are those of statsmodels`() {
    let share = ProportionInterval.logit(
      value: reference.logit[0], standardError: reference.logit[1], alpha: 0.05)
    #expect(agree(share.low, reference.logit[2], to: 1e-9))
    #expect(agree(share.high, reference.logit[3], to: 1e-9))
    let ratio = RatioInterval.logNormal(
      ratio: reference.ratio[0], standardErrorOfLog: reference.ratio[1], alpha: 0.05)
    #expect(agree(ratio.low, reference.ratio[2], to: 1e-12))
    #expect(agree(ratio.high, reference.ratio[3], to: 1e-12))
  }

  @Test func `rows needed are those of statsmodels' power analysis`() throws {
    for row in reference.power {
      // A standard deviation of 1 on 1000 rows.
      let needed = try #require(
        Power.rowsNeeded(
          margin: row[0], standardError: (1.0 / 1000).squareRoot(), rows: 1000, alpha: 0.05))
      #expect(abs(Double(needed) - row[1]) <= 1, "\(needed) \(row)")
    }
  }

  @Test func `the Poisson bootstrap has the spread of scipy's paired bootstrap`() {
    let (first, second) = (reference.medians[0], reference.medians[1])
    let keys = RowIdentity().drawingKeys(count: first.count)
    func median(_ values: [Double], _ counts: [Double]) -> Double? {
      let order = values.indices.sorted { values[$0] < values[$1] }
      let half = counts.reduce(0, +) / 2
      var mass = 0.0
      for row in order {
        mass += counts[row]
        if mass > half { return values[row] }
      }
      return nil
    }
    let distribution = ReplicateDistribution(
      (0..<2000).map { number in
        let replicate = PoissonBootstrap(seed: 3).replicate(number)
        let counts = keys.map(replicate.count)
        return median(second, counts).flatMap { new in median(first, counts).map { new - $0 } }
      })
    let error = distribution.standardError ?? 0
    #expect(abs(error / reference.medianError - 1) < 0.1, "\(error) \(reference.medianError)")
  }
}
