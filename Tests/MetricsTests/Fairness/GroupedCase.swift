import FoundationEssentials
import Kernels
import Statistics

@testable import Metrics

/// One table of rows in groups, with what two models say of them.
struct GroupedCase: Sendable {
  var groups: [String]
  var labels: [UInt8]
  var candidate: [Double]
  var baseline: [Double]?
  var truth: [Double]
  var predictions: [Double]
  var oldPredictions: [Double]?
  var weights: [Double]?
  var meaning = WeightMeaning.importance
  var clusters: [Int32]?

  /// Decisions at one half.
  init(
    groups: [String], labels: [UInt8], scores: [Double], baseline: [Double]? = nil,
    weights: [Double]? = nil
  ) {
    self.groups = groups
    self.labels = labels
    candidate = scores
    self.baseline = baseline
    self.weights = weights
    truth = labels.map { 10 * Double($0) }
    predictions = scores.map { 10 * $0 }
    oldPredictions = baseline?.map { 10 * $0 }
  }

  /// The rows at `rows`, in their order.
  func selecting(_ rows: [Int]) -> GroupedCase {
    var result = self
    result.groups = rows.map { groups[$0] }
    result.labels = rows.map { labels[$0] }
    result.candidate = rows.map { candidate[$0] }
    result.baseline = baseline.map { values in rows.map { values[$0] } }
    result.truth = rows.map { truth[$0] }
    result.predictions = rows.map { predictions[$0] }
    result.oldPredictions = oldPredictions.map { values in rows.map { values[$0] } }
    result.weights = weights.map { values in rows.map { values[$0] } }
    result.clusters = clusters.map { values in rows.map { values[$0] } }
    return result
  }

  var codes: GroupCodes {
    let names = Set(groups).sorted()
    return GroupCodes(
      attributes: ["g"],
      groups: names.map {
        GroupCodes.Group(name: "g=\($0)", label: $0, isUnknown: $0 == GroupCodes.unknown)
      }, codes: groups.map { UInt16(names.firstIndex(of: $0) ?? 0) })
  }

  func outcomes(_ scores: [Double]) -> BinaryOutcomes {
    BinaryOutcomes(
      labels: labels, scores: scores, scoresAreProbabilities: true,
      decisions: scores.map { $0 >= 0.5 ? 1 : 0 }, weights: weights, weightMeaning: meaning,
      threshold: 0.5, descending: DescendingOrder.positions(of: scores))
  }

  private var sample: RowSample {
    RowSample(
      weights: weights, meaning: meaning, identity: RowIdentity(clusters: clusters))
  }

  func sums(_ disparity: Disparity, threads: Int = 1) -> GroupSums {
    let codes = codes
    let parallel = Parallel(threads: threads)
    let (own, old) = (candidate, baseline ?? candidate)
    switch disparity.source {
    case .decisions, .medians:
      let (new, older) = (outcomes(own), outcomes(old))
      let isMedian = disparity.source == .medians
      let ours = isMedian ? new.scoresAboveMedian ?? [] : new.decisions
      let theirs = isMedian ? older.scoresAboveMedian ?? [] : older.decisions
      return GroupSums(
        cells: labels.indices.map { labels[$0] << 2 | ours[$0] << 1 | theirs[$0] },
        codes: codes.codes, count: codes.groups.count, sample: sample, parallel: parallel)
    case .probabilities:
      return GroupSums(
        codes: codes.codes, count: codes.groups.count, sample: sample, parallel: parallel
      ) { [labels] row in
        GroupStatistic.lanes(label: labels[row], probability: own[row], baseline: old[row])
      }
    case .errors:
      let (truth, new, older) = (truth, predictions, oldPredictions ?? predictions)
      return GroupSums(
        codes: codes.codes, count: codes.groups.count, sample: sample, parallel: parallel
      ) { row in
        GroupStatistic.lanes(label: truth[row], candidate: new[row], baseline: older[row])
      }
    case .metric:
      let metric = disparity.statistics[0].metric ?? .accuracy
      return GroupSums(
        metric, candidate: outcomes(own), baseline: baseline.map(outcomes), codes: codes.codes,
        count: codes.groups.count, identity: RowIdentity(clusters: clusters), parallel: parallel)
    }
  }

  func measure(
    _ disparity: Disparity, policy: GroupPolicy = .everyGroup, alpha: Double = 0.05,
    threads: Int = 1
  ) -> [DisparityComparison.Result] {
    DisparityComparison(
      alpha: alpha, policy: policy, codes: codes, sums: sums(disparity, threads: threads),
      hasBaseline: baseline != nil, areAlike: baseline == candidate
    ).measure(disparity)
  }
}

extension GroupPolicy {
  /// No group is too small, for comparisons with libraries that know no such thing.
  static var everyGroup: GroupPolicy {
    var policy = GroupPolicy()
    policy.leastRows = 1
    policy.leastDenominator = 1
    return policy
  }

  func with(reference: String) -> GroupPolicy {
    var policy = self
    policy.reference = reference
    return policy
  }
}

extension DisparityCatalog {
  static let all = decisions + medians + probabilities + metrics + errors + flips

  static let ids = all.map(\.id)
}

/// `fairness.json`.
struct FairnessReference: Decodable {
  struct Case: Decodable {
    let name: String
    let groups: [String]
    let labels: [UInt8]
    let scores: [Double]
    let weights: [Double]?
    let reference: String
    let expected: [String: Double?]
    let signed: [String: [String: Double]]
    let rates: [String: [String: Double]]
    let truth: [Double]
    let predictions: [Double]
    let regression: [String: Double]

    var rows: GroupedCase {
      var rows = GroupedCase(groups: groups, labels: labels, scores: scores, weights: weights)
      (rows.truth, rows.predictions) = (truth, predictions)
      return rows
    }
  }

  struct Shares: Decodable {
    let first, firstCount, second, secondCount: Double
    let newcombe, score: [Double?]
    let wilson: [Double]
  }

  let cases: [Case]
  let shares: [Shares]

  static func read() throws -> FairnessReference {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    return try JSONDecoder().decode(
      FairnessReference.self,
      from: Data(contentsOf: folder.appending(path: "Reference/fairness.json")))
  }
}
