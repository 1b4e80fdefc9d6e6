package import Kernels
package import Tabular

/// A model that another program runs: it is known by its answers alone.
///
/// Asked once when it is made, so that what it predicts is known; the answer is kept for whoever asks
/// for the same rows. Later answers must be of the same kind, with the same classes.
package struct ExternalModel: Model {
  package let description: ModelDescription
  private let channel: any ScoringChannel
  private let options: PredictionOptions
  private let classNames: [String]?
  private let first: (table: Table, scores: Scores)

  /// - Parameters:
  ///   - options: what the answers are, where their names do not say it.
  ///   - classes: the names of the classes, in the order of answers without names.
  ///   - table: the rows that are asked for first; at least one.
  /// - Throws: ``ModelError`` as ``scores(for:output:parallel:)`` does.
  package init(
    _ channel: any ScoringChannel, options: PredictionOptions, classes: [String]?,
    asking table: Table, parallel: Parallel
  ) throws(ModelError) {
    let columns = try ExternalModel.ask(channel, table, options, parallel)
    var options = options
    options.kind = columns.kind
    self.channel = channel
    self.options = options
    classNames = try ExternalModel.names(of: columns, given: classes)
    first = (
      table,
      Scores(kind: columns.kind, outputs: try ExternalModel.arrange(columns, as: classNames))
    )
    description = ModelDescription(
      format: channel.format, producer: "", task: columns.task, objective: "",
      features: table.columns.map(ExternalModel.feature), namesFeatures: true,
      classNames: classNames,
      facts: channel.facts + [
        ("answers", columns.names.joined(separator: ", ")),
        ("reproducible", "as far as the model that answers is; no file of it is hashed"),
      ])
  }

  /// The model's answers; the first ones again without asking when `table` is the first one.
  ///
  /// - Parameter output: ``ScoreOutput/prediction`` only, unless the model answers margins.
  /// - Throws: ``ModelError/unanswered(problem:)`` if the model fails, takes too long or answers with
  ///   another number of rows, or what ``PredictionColumns`` says of scores that are none.
  package func scores(
    for table: Table, output: ScoreOutput, parallel: Parallel
  ) throws(ModelError) -> Scores {
    if output == .raw, first.scores.kind != .margin {
      throw .unsupported(
        feature: "answers without margins", advice: "ask for predictions, or answer with margins")
    }
    if ExternalModel.areSame(table, first.table) { return first.scores }
    guard table.rowCount > 0 else {
      return Scores(kind: first.scores.kind, outputs: first.scores.outputs.map { _ in [] })
    }
    let columns = try ExternalModel.ask(channel, table, options, parallel)
    return Scores(
      kind: columns.kind, outputs: try ExternalModel.arrange(columns, as: classNames))
  }

  package func finish() throws(ModelError) { try channel.finish() }

  private static func ask(
    _ channel: any ScoringChannel, _ table: Table, _ options: PredictionOptions,
    _ parallel: Parallel
  ) throws(ModelError) -> PredictionColumns {
    let answer = try channel.answer(for: table, parallel: parallel)
    guard answer.rowCount == table.rowCount else {
      throw .unanswered(
        problem: "answers with \(answer.rowCount) rows for \(table.rowCount); every row needs its "
          + "score, in the same order")
    }
    return try PredictionColumns(answer, options: options)
  }

  private static func feature(_ column: Column) -> Feature {
    if case .categorical = column.values { return Feature(name: column.name, kind: .text) }
    return Feature(name: column.name, kind: .numeric)
  }

  /// The classes of every answer, by the first one and by what the user says.
  private static func names(
    of columns: PredictionColumns, given classes: [String]?
  ) throws(ModelError) -> [String]? {
    guard let classes else { return columns.classNames }
    guard let answered = columns.classNames else { return classes }
    // Answers without names are named by position.
    if answered == answered.indices.map(String.init), answered.count == classes.count {
      return classes
    }
    if let stray = answered.first(where: { !classes.contains($0) }) {
      throw .badOption(
        option: "classes",
        problem:
          "lacks '\(stray)', which the model answers; it lists \(classes.joined(separator: ", "))")
    }
    return classes
  }

  /// The answer's scores with its classes in the order of `names`.
  private static func arrange(
    _ columns: PredictionColumns, as names: [String]?
  ) throws(ModelError) -> [[Double]] {
    guard let names, let answered = columns.classNames, answered != names,
      answered != answered.indices.map(String.init) || answered.count != names.count
    else { return columns.outputs }
    var places: [Int] = []
    for name in answered {
      guard let place = names.firstIndex(of: name) else {
        throw .unanswered(
          problem: "answers the class '\(name)', which it did not know before; list every class "
            + "under 'classes'")
      }
      places.append(place)
    }
    if columns.kind == .label {
      return columns.outputs.map { $0.map { Double(places[Int($0)]) } }
    }
    guard answered.count == names.count else {
      throw .unanswered(
        problem: "answers scores of \(answered.count) classes where there are \(names.count)")
    }
    var outputs = columns.outputs
    for (place, output) in zip(places, columns.outputs) { outputs[place] = output }
    return outputs
  }

  /// Whether both hold the same cells. Columns that share their memory, as those of the gate's own
  /// table do, are the same at once.
  private static func areSame(_ one: Table, _ other: Table) -> Bool {
    guard one.rowCount == other.rowCount, one.columns.count == other.columns.count else {
      return false
    }
    return zip(one.columns, other.columns).allSatisfy { one, other in
      guard one.name == other.name else { return false }
      return switch (one.values, other.values) {
      case (.numeric(let one), .numeric(let other)): one == other
      case (.boolean(let one), .boolean(let other)): one == other
      case (.categorical(let one, let its), .categorical(let other, let others)):
        one == other && its == others
      case (.numeric, _), (.boolean, _), (.categorical, _): false
      }
    }
  }
}

extension ModelDescription {
  /// Whether nothing but the answers says what the model predicts: the gate's own labels decide
  /// what they mean.
  package var isKnownByAnswersOnly: Bool {
    [PredictionsModel.formatID, CommandChannel.formatID, HTTPChannel.formatID].contains(format)
  }
}
