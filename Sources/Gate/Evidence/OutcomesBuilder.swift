internal import Checks
internal import Kernels
internal import Metrics
internal import Models
internal import Statistics
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
    let reader = reader(of: model, role: role)
    let scores: Scores
    do throws(ModelError) {
      scores = try model.scores(for: rows(for: model), output: .prediction, parallel: parallel)
    } catch {
      if case .missingColumns(let names, _) = error {
        try ColumnRoles(configuration).refuse(
          featuresThatAreHidden: names, table, model: reader.path)
      }
      throw .unloadable("\(reader.path): \(error.description)")
    }
    guard scores.rowCount == table.rowCount else {
      throw .unloadable(
        "\(reader.path): gives \(scores.rowCount) scores for \(table.rowCount) rows")
    }
    return try outcomes(of: try reader.answers(scores), scores.kind, reader.path)
  }

  /// The model with its rows, for checks that change columns and ask again.
  ///
  /// - Parameter outcomes: Those of the model, decided.
  func scorable(
    _ model: any Model, role: Role, outcomes: Outcomes, identity: RowIdentity
  ) -> Result<Scorable, Unavailable> {
    guard model.description.format != PredictionsModel.formatID else {
      return .failure(
        Unavailable(
          reason: "the \(role.rawValue) is a table of predictions, which cannot be asked about "
            + "changed rows; it needs the model itself", isAbsent: false))
    }
    let reader = reader(of: model, role: role)
    do throws(ModelError) {
      let rows = try ScorableRows(model, table: rows(for: model), parallel: parallel)
      let hidden = table.names.filter { rows.table[$0] == nil }
      return .success(
        Scorable(rows: rows, outcomes: outcomes, hidden: hidden, identity: identity) {
          (scores) throws(Unavailable) -> Answers in
          do throws(GateError) {
            return try reader.answers(scores)
          } catch {
            throw Unavailable(reason: error.message, isAbsent: false)
          }
        })
    } catch {
      return .failure(
        Unavailable(reason: "\(reader.path): \(error.description)", isAbsent: false))
    }
  }

  /// The columns that a model may read. A table of predictions may be joined by the id, which is no
  /// feature.
  func rows(for model: any Model) -> Table {
    model.description.format == PredictionsModel.formatID
      ? table : ColumnRoles(configuration).features(of: table)
  }

  private func reader(of model: any Model, role: Role) -> AnswerReader {
    let label = table[configuration.data.label.value]
    let named = model.description.classNames
    let known =
      task == .binary && named != nil
      ? Set((0..<table.rowCount).compactMap { label?.text(at: $0) }) : []
    var classes: [String] = []
    if case .multiclass(_, let all) = labels { classes = all }
    return AnswerReader(
      task: task, named: named, classes: classes, label: configuration.data.label.value,
      knownLabels: known, positive: configuration.data.positive?.value ?? "1",
      path: configuration.reference(role)?.path.value ?? role.rawValue, parallel: parallel)
  }

  private func outcomes(
    of answers: Answers, _ kind: Scores.Kind, _ path: String
  ) throws(GateError) -> Outcomes {
    let meaning = configuration.data.weightMeaning
    switch (labels, answers) {
    case (.binary(let truth), .binary(let scores, _, _)):
      return .binary(binary(truth, scores, kind))
    case (.multiclass(let truth, let classes), .multiclass(let probabilities, let decisions)):
      return .multiclass(
        MulticlassOutcomes(
          classes: classes, labels: truth, probabilities: probabilities, decisions: decisions,
          weights: weights, weightMeaning: meaning))
    case (.regression(let truth), .regression(let predictions)):
      return .regression(
        RegressionOutcomes(
          labels: truth, predictions: predictions, weights: weights, weightMeaning: meaning))
    case (.ranking(let truth), .ranking(let scores)):
      guard let queries else {
        throw .unloadable("\(configuration.data.evaluation.value): the rows belong to no queries")
      }
      return .ranking(
        RankingOutcomes(
          relevance: truth, scores: scores, queries: queries, weightMeaning: meaning))
    default:
      throw .unloadable("\(path): answers another question than the gate's task asks")
    }
  }

  private func binary(
    _ truth: [UInt8], _ values: [Double], _ kind: Scores.Kind
  ) -> BinaryOutcomes {
    let standard = kind == .margin ? 0 : 0.5
    // Other thresholds come from the scores; the resolver decides again.
    let threshold =
      if case .fixed(let fixed) = configuration.decision.threshold { fixed } else { standard }
    let decisions = parallel.fill(count: values.count, chunk: 1 << 16, initial: UInt8(0)) {
      range, part in
      for row in range where values[row] >= threshold { part[row - range.lowerBound] = 1 }
    }
    let isScored = kind != .label
    return BinaryOutcomes(
      labels: truth, scores: isScored ? values : [],
      scoresAreProbabilities: kind == .probability, decisions: decisions, weights: weights,
      weightMeaning: configuration.data.weightMeaning, threshold: threshold,
      descending: isScored ? DescendingOrder.positions(of: values) : [])
  }
}
