import Findings
import FoundationEssentials
import Kernels
import Metrics
import Statistics
import Testing

/// Paired comparisons against `Reference/paired.json`, which scipy, statsmodels and DeLong's own
/// definition made.
@Suite struct PairedReferenceTests {
  struct Case: Decodable, Sendable {
    let name: String
    let labels: [UInt8]
    let baseline: [Double]
    let candidate: [Double]
    let weights: [Double]
    let clusters: [Int32]
    let delong: [Double]
    let weighted: [Double]
    let clustered: [Double]
    let mcnemar: [Double]
    let log_loss: [Double]

    func outcomes(_ scores: [Double], weights: [Double]? = nil) -> BinaryOutcomes {
      BinaryOutcomes(
        labels: labels, scores: scores, scoresAreProbabilities: true,
        decisions: scores.map { $0 >= 0.5 ? 1 : 0 }, weights: weights, threshold: 0.5,
        descending: DescendingOrder.positions(of: scores))
    }

    func difference(
      _ metric: Metric<BinaryOutcomes>, weights: [Double]? = nil, clusters: [Int32]? = nil
    ) throws -> Difference {
      let comparison = MetricComparison(alpha: 0.05, identity: RowIdentity(clusters: clusters))
      return try #require(
        comparison.measure(
          metric, candidate: outcomes(candidate, weights: weights),
          baseline: outcomes(baseline, weights: weights)
        ).difference)
    }
  }

  private let cases: [Case]

  init() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    cases = try JSONDecoder().decode(
      [Case].self, from: Data(contentsOf: folder.appending(path: "Reference/paired.json")))
  }

  private func expect(_ difference: Difference, _ reference: [Double], _ place: String) {
    #expect(agree(difference.value, reference[0], to: 1e-12), "\(place)")
    let error = difference.standardError ?? .nan
    #expect(agree(error * error, reference[1], to: 1e-12), "\(place): \(error)")
  }

  @Test func `paired DeLong is that of the paper, with ties, weights and clusters`() throws {
    for reference in cases {
      let name = reference.name
      expect(try reference.difference(.rocAUC), reference.delong, name)
      expect(
        try reference.difference(.rocAUC, weights: reference.weights), reference.weighted,
        "\(name), weighted")
      let clustered = try reference.difference(.rocAUC, clusters: reference.clusters)
      expect(clustered, reference.clustered, "\(name), clustered")
      #expect(clustered.method == "paired DeLong, by cluster")
    }
  }

  @Test func `McNemar's mid-p value is that of statsmodels`() throws {
    for reference in cases {
      let difference = try reference.difference(.accuracy)
      let rows = Double(reference.labels.count)
      #expect(
        agree(difference.value, (reference.mcnemar[0] - reference.mcnemar[1]) / rows, to: 1e-12))
      #expect(agree(difference.p ?? .nan, reference.mcnemar[3], to: 1e-11), "\(reference.name)")
      #expect(difference.method == "McNemar mid-p, Newcombe interval")
    }
  }

  @Test func `a mean loss is compared by the paired t test`() throws {
    for reference in cases {
      let difference = try reference.difference(.logLoss)
      #expect(agree(difference.value, reference.log_loss[0], to: 1e-11))
      #expect(agree(difference.p ?? .nan, reference.log_loss[1], to: 1e-9))
      #expect(agree(difference.low ?? .nan, reference.log_loss[2], to: 1e-9))
      #expect(agree(difference.high ?? .nan, reference.log_loss[3], to: 1e-9))
    }
  }
}
