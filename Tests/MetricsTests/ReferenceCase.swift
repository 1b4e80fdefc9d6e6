import FoundationEssentials
import Kernels
import Metrics

/// The cases of one task with the values that the reference libraries give.
struct ReferenceFile: Decodable {
  let differs: [String: String]
  let cases: [ReferenceCase]

  init(task: String) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let url = folder.appending(path: "Reference/\(task).json")
    self = try JSONDecoder().decode(ReferenceFile.self, from: Data(contentsOf: url))
  }
}

/// One table of outcomes.
struct ReferenceCase: Decodable {
  let name: String
  let labels: [Double]
  let scores: [Double]?
  let threshold: Double?
  let probabilities: [[Double]]?
  let decisions: [Int32]?
  let predictions: [Double]?
  let weights: [Double]?
  /// By metric id; null where the metric is undefined.
  let expected: [String: Double?]

  var binary: BinaryOutcomes {
    let (scores, threshold) = (scores ?? [], threshold ?? 0.5)
    return BinaryOutcomes(
      labels: labels.map { UInt8($0) }, scores: scores, scoresAreProbabilities: true,
      decisions: scores.map { $0 >= threshold ? 1 : 0 }, weights: weights, threshold: threshold,
      descending: DescendingOrder.positions(of: scores))
  }

  var multiclass: MulticlassOutcomes {
    let probabilities = probabilities ?? []
    return MulticlassOutcomes(
      classes: probabilities.indices.map { "c\($0)" }, labels: labels.map { Int32($0) },
      probabilities: probabilities, decisions: decisions ?? [], weights: weights)
  }

  var regression: RegressionOutcomes {
    RegressionOutcomes(labels: labels, predictions: predictions ?? [], weights: weights)
  }
}
