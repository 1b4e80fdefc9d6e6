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
  /// Nil unless the gate is one of rankings.
  let queries: QueryGroups?
  let rows: ModelRows
  let parallel: Parallel
  /// Columns of the file that hold lists or structures.
  var nestedColumns: [String] = []

  private var table: Table { rows.table }
  private var weights: [Double]? { rows.weights }

  /// The outcomes of the model in `role`.
  func outcomes(of model: any Model, role: Role) throws(GateError) -> Outcomes {
    let reader = try reader(of: model, role: role)
    let scores: Scores
    do throws(ModelError) {
      scores = try model.scores(for: rows.rows(for: model), output: .prediction, parallel: parallel)
    } catch {
      if case .missingColumns(let names, _) = error {
        try ColumnRoles(configuration).refuse(
          featuresThatAreHidden: names, table, model: reader.path)
      }
      let problem = error.explained(nested: nestedColumns)
      throw .unloadable("\(reader.path): \(problem.description)")
    }
    guard scores.rowCount == table.rowCount else {
      throw .unloadable(
        "\(reader.path): gives \(scores.rowCount) scores for \(table.rowCount) rows")
    }
    if task == .binary, model.description.isKnownByAnswersOnly {
      let reference = configuration.reference(role)
      try ScoreScale(
        configuration: configuration, stated: reference?.answers ?? reference?.external?.answers,
        path: reader.path
      ).check(scores)
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
    let reader: AnswerReader
    do throws(GateError) {
      reader = try self.reader(of: model, role: role)
    } catch {
      return .failure(Unavailable(reason: error.message, isAbsent: false))
    }
    do throws(ModelError) {
      let rows = try ScorableRows(model, table: self.rows.rows(for: model), parallel: parallel)
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

  func reader(of model: any Model, role: Role) throws(GateError) -> AnswerReader {
    let name = configuration.data.label?.value ?? "label"
    let known =
      table[name].map { LabelValues($0, areClasses: task == .binary || task == .multiclass) }
      ?? LabelValues(column: name, classes: [])
    let named = try ModelClasses(configuration: configuration, label: known)
      .names(of: model.description, configuration.reference(role), task: task)
    var classes: [String] = []
    if case .multiclass(_, let all) = labels { classes = all }
    let positive = configuration.data.positive?.value ?? "1"
    return AnswerReader(
      task: task, named: named, classes: classes, label: name, knownLabels: known,
      positive: ClassName.place(of: positive, in: known.classes).map { known.classes[$0] }
        ?? positive,
      positiveIsFirst: task == .binary && named == nil && !model.description.isKnownByAnswersOnly
        && PositiveSide.isFirst(table[name], positive: configuration.data.positive?.value),
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
