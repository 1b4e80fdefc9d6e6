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
  /// Nil unless the gate is one of rankings.
  let queries: QueryGroups?
  let table: Table
  let parallel: Parallel

  /// The outcomes of the model in `role`.
  func outcomes(of model: any Model, role: Role) throws(GateError) -> Outcomes {
    let path = configuration.reference(role)?.path.value ?? role.rawValue
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
    case .binary(let truth):
      return .binary(try binary(truth, scores, model.description.classNames, path))
    case .multiclass(let truth, let classes):
      let named = model.description.classNames
      let order = try order(
        named, classes, isComplete: scores.kind != .label, path: path)
      return .multiclass(try multiclass(truth, classes, scores, order, path))
    case .regression(let truth):
      guard scores.outputs.count == 1 else {
        throw .unloadable(
          "\(path): gives \(scores.outputs.count) numbers a row; a regression gate needs one")
      }
      return .regression(
        RegressionOutcomes(
          labels: truth, predictions: scores.outputs[0], weights: weights,
          weightMeaning: configuration.data.weightMeaning))
    case .ranking(let truth):
      return .ranking(try ranking(truth, scores, path))
    }
  }

  private func ranking(
    _ truth: [Double], _ scores: Scores, _ path: String
  ) throws(GateError) -> RankingOutcomes {
    guard let queries else {
      throw .unloadable("\(configuration.data.evaluation.value): the rows belong to no queries")
    }
    guard scores.kind != .label else {
      throw .unloadable("\(path): gives decisions; a ranking gate needs a score for each row")
    }
    // Of two classes the second one's score ranks.
    guard let values = scores.outputs.last, scores.outputs.count <= 2 else {
      throw .unloadable(
        "\(path): gives \(scores.outputs.count) numbers a row; a ranking gate needs one")
    }
    return RankingOutcomes(
      relevance: truth, scores: values, queries: queries,
      weightMeaning: configuration.data.weightMeaning)
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

  private func order(
    _ named: [String]?, _ classes: [String], isComplete: Bool, path: String
  ) throws(GateError) -> ClassOrder {
    switch ClassOrder.match(named, to: classes, isComplete: isComplete) {
    case .success(let order): return order
    case .failure(let mismatch): throw .unloadable("\(path): \(mismatch.message(classes))")
    }
  }

  /// The score of the positive class of each row: a model that names classes is read by the names.
  private func positiveScores(
    _ scores: Scores, _ named: [String]?, _ path: String
  ) throws(GateError) -> [Double] {
    guard let last = scores.outputs.last, scores.outputs.count <= 2 else {
      throw .unloadable(
        "\(path): gives \(scores.outputs.count) scores a row; a binary gate needs one")
    }
    guard let named else { return last }
    let positive = configuration.data.positive?.value ?? "1"
    let label = table[configuration.data.label.value]
    let known = Set((0..<table.rowCount).compactMap { label?.text(at: $0) })
    if let unknown = named.first(where: { $0 != positive && !known.contains($0) }) {
      throw .unloadable(
        "\(path): names the class '\(unknown)', which is no value of label "
          + "'\(configuration.data.label.value)'")
    }
    if scores.kind == .label {
      let place = named.firstIndex(of: positive).map(Double.init)
      return last.map { $0 == place ? 1 : 0 }
    }
    guard let place = named.firstIndex(of: positive),
      named.count == scores.outputs.count || named.count == 2
    else { throw .unloadable("\(path): has no score for the positive class '\(positive)'") }
    if named.count == scores.outputs.count { return scores.outputs[place] }
    // One score for two classes is that of the second.
    switch scores.kind {
    case _ where place == 1: return last
    case .probability: return last.map { 1 - $0 }
    default: return last.map { -$0 }
    }
  }

  private func binary(
    _ truth: [UInt8], _ scores: Scores, _ named: [String]?, _ path: String
  ) throws(GateError) -> BinaryOutcomes {
    let values = try positiveScores(scores, named, path)
    let standard = scores.kind == .margin ? 0 : 0.5
    // Other thresholds come from the scores; the resolver decides again.
    let threshold =
      if case .fixed(let fixed) = configuration.decision.threshold { fixed } else { standard }
    let decisions = parallel.fill(count: values.count, chunk: 1 << 16, initial: UInt8(0)) {
      range, part in
      for row in range where values[row] >= threshold { part[row - range.lowerBound] = 1 }
    }
    let isScored = scores.kind != .label
    return BinaryOutcomes(
      labels: truth, scores: isScored ? values : [],
      scoresAreProbabilities: scores.kind == .probability, decisions: decisions, weights: weights,
      weightMeaning: configuration.data.weightMeaning, threshold: threshold,
      descending: isScored ? DescendingOrder.positions(of: values) : [])
  }

  private func multiclass(
    _ truth: [Int32], _ classes: [String], _ scores: Scores, _ order: ClassOrder, _ path: String
  ) throws(GateError) -> MulticlassOutcomes {
    if scores.kind == .label, let labels = scores.outputs.first {
      var decisions: [Int32] = []
      decisions.reserveCapacity(labels.count)
      for (row, label) in labels.enumerated() {
        guard let index = Int(exactly: label), order.places.indices.contains(index) else {
          throw .unloadable(
            "\(path): predicts \(label.plain) in row \(row + 1), which is no index of the "
              + "\(classes.count) classes")
        }
        decisions.append(Int32(order.places[index]))
      }
      return MulticlassOutcomes(
        classes: classes, labels: truth, probabilities: [], decisions: decisions, weights: weights,
        weightMeaning: configuration.data.weightMeaning)
    }
    guard scores.outputs.count == classes.count else {
      throw .unloadable(
        "\(path): gives \(scores.outputs.count) scores a row for \(classes.count) classes")
    }
    var outputs = scores.outputs
    for (place, output) in zip(order.places, scores.outputs) { outputs[place] = output }
    let ordered = outputs
    let decisions = parallel.fill(count: scores.rowCount, chunk: 1 << 14, initial: Int32(0)) {
      range, part in
      for row in range {
        // The first of equal scores, as argmax of the reference libraries.
        var best = 0
        for output in 1..<ordered.count where ordered[output][row] > ordered[best][row] {
          best = output
        }
        part[row - range.lowerBound] = Int32(best)
      }
    }
    return MulticlassOutcomes(
      classes: classes, labels: truth,
      probabilities: scores.kind == .probability ? ordered : [], decisions: decisions,
      weights: weights, weightMeaning: configuration.data.weightMeaning)
  }
}
