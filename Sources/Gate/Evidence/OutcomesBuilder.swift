internal import Checks
internal import Kernels
internal import Metrics
internal import Models
internal import Tabular

/// Scores both models on the evaluation rows and puts labels, scores and decisions together.
struct OutcomesBuilder {
  let configuration: GateConfiguration
  let task: TaskKind
  let labels: Labels
  let weights: [Double]?
  let table: Table
  let parallel: Parallel

  /// The outcomes of the model in `role`.
  func outcomes(of model: any Model, role: Role) throws(GateError) -> Outcomes {
    let path =
      role == .candidate
      ? configuration.candidate.path.value : configuration.baseline?.path.value ?? ""
    // A table of predictions may be joined by the id, which is no feature.
    let isStored = model.description.format == PredictionsModel.formatID
    let rows = isStored ? table : ColumnRoles(configuration).features(of: table)
    let scores: Scores
    do throws(ModelError) {
      scores = try model.scores(for: rows, output: .prediction, parallel: parallel)
    } catch {
      throw .unloadable("\(path): \(error.description)")
    }
    try refuseNonFinite(scores, path)
    switch labels {
    case .binary(let truth): return .binary(try binary(truth, scores, path))
    case .multiclass(let truth, let classes):
      return .multiclass(try multiclass(truth, classes, scores, path))
    case .regression(let truth):
      guard scores.outputs.count == 1 else {
        throw .unloadable(
          "\(path): gives \(scores.outputs.count) numbers a row; a regression gate needs one")
      }
      return .regression(
        RegressionOutcomes(labels: truth, predictions: scores.outputs[0], weights: weights))
    }
  }

  private func refuseNonFinite(_ scores: Scores, _ path: String) throws(GateError) {
    guard scores.rowCount == table.rowCount else {
      throw .unloadable(
        "\(path): gives \(scores.rowCount) scores for \(table.rowCount) rows")
    }
    for output in scores.outputs {
      guard let first = output.firstIndex(where: { !$0.isFinite }) else { continue }
      let count = output.reduce(0) { $0 + ($1.isFinite ? 0 : 1) }
      throw .unloadable(
        "\(path): gives no finite score for \(count) row\(count == 1 ? "" : "s") (first: row \(first + 1))"
      )
    }
  }

  private func binary(
    _ truth: [UInt8], _ scores: Scores, _ path: String
  ) throws(GateError) -> BinaryOutcomes {
    // Two columns are the probabilities of the negative and the positive class.
    guard let values = scores.outputs.last, scores.outputs.count <= 2 else {
      throw .unloadable(
        "\(path): gives \(scores.outputs.count) scores a row; a binary gate needs one")
    }
    let threshold = configuration.threshold ?? (scores.kind == .margin ? 0 : 0.5)
    let decisions = parallel.fill(count: values.count, chunk: 1 << 16, initial: UInt8(0)) {
      range, part in
      for row in range where values[row] >= threshold { part[row - range.lowerBound] = 1 }
    }
    let isScored = scores.kind != .label
    return BinaryOutcomes(
      labels: truth, scores: isScored ? values : [],
      scoresAreProbabilities: scores.kind == .probability, decisions: decisions, weights: weights,
      threshold: threshold,
      descending: isScored ? DescendingOrder.positions(of: values) : [])
  }

  private func multiclass(
    _ truth: [Int32], _ classes: [String], _ scores: Scores, _ path: String
  ) throws(GateError) -> MulticlassOutcomes {
    if scores.kind == .label, let labels = scores.outputs.first {
      return MulticlassOutcomes(
        classes: classes, labels: truth, probabilities: [],
        decisions: labels.map { Int32(min(max($0, 0), Double(classes.count - 1))) },
        weights: weights)
    }
    guard scores.outputs.count == classes.count else {
      throw .unloadable(
        "\(path): gives \(scores.outputs.count) scores a row for \(classes.count) classes")
    }
    let outputs = scores.outputs
    let decisions = parallel.fill(count: scores.rowCount, chunk: 1 << 14, initial: Int32(0)) {
      range, part in
      for row in range {
        // The first of equal scores, as argmax of the reference libraries.
        var best = 0
        for output in 1..<outputs.count where outputs[output][row] > outputs[best][row] {
          best = output
        }
        part[row - range.lowerBound] = Int32(best)
      }
    }
    return MulticlassOutcomes(
      classes: classes, labels: truth,
      probabilities: scores.kind == .probability ? outputs : [], decisions: decisions,
      weights: weights)
  }
}
