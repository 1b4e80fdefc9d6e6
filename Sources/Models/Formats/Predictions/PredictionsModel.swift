package import Kernels
package import Tabular

/// A table of scores that another program computed: a model that is only known by its answers.
///
/// Rows are joined with the table to be scored by an id column if the options name one, else by
/// position, and then both must have the same number of rows.
package struct PredictionsModel: Model {
  /// The ``ModelDescription/format`` of every such model.
  package static let formatID = "predictions"

  package let description: ModelDescription
  private let scores: PredictionColumns
  private let id: Column?
  private let rowCount: Int
  /// Columns that look like names of rows, where rows are joined by position all the same.
  package let unusedIDs: [Column]

  package init(_ table: Table, options: ModelOptions) throws(ModelError) {
    var id: Column?
    if let name = options.predictions.id {
      guard let column = table[name] else {
        throw .unmatchedRows(
          problem:
            "has no column '\(name)', which 'id' names and by which its rows are joined with those "
            + "of the evaluation table"
            + Suggestion.column(
              name, of: table.names,
              isMeant: options.predictions.score.map(table.names.contains) ?? false))
      }
      id = column
    }
    self.id = id
    rowCount = table.rowCount
    scores = try PredictionColumns(table, options: options.predictions)
    if let id { _ = try RowJoin(ids: id, of: "the table of predictions") }
    let taken = scores.names
    unusedIDs =
      id == nil
      ? table.columns.filter { !taken.contains($0.name) && RowNaming.isLikely($0) } : []
    description = ModelDescription(
      format: Self.formatID, producer: "", task: scores.task, objective: "", features: [],
      namesFeatures: false, classNames: scores.classNames,
      facts: [
        ("rows", "\(table.rowCount)"),
        ("scores", scores.names.joined(separator: ", ")),
        ("rows are joined by", id.map { "'\($0.name)'" } ?? "position"),
      ] + scores.facts)
  }

  /// The stored scores in the order of the rows of `table`; other columns than the id are not
  /// looked at.
  ///
  /// - Parameter output: ``ScoreOutput/prediction`` only, unless the table holds margins.
  package func scores(
    for table: Table, output: ScoreOutput, parallel: Parallel
  ) throws(ModelError) -> Scores {
    if output == .raw, scores.kind != .margin {
      throw .unsupported(
        feature: "predictions without margins", advice: "ask for predictions, or store margins")
    }
    guard let id else {
      guard table.rowCount == rowCount else {
        throw .unmatchedRows(
          problem: "the table of predictions has \(rowCount) rows, the table to be scored "
            + "\(table.rowCount); both must have the same rows in the same order, or an id column")
      }
      return Scores(kind: scores.kind, outputs: scores.outputs)
    }
    guard let wanted = table[id.name] else {
      throw .unmatchedRows(
        problem: "its rows are joined by '\(id.name)', which the table to be scored lacks"
          + Suggestion.column(id.name, of: table.names, isMeant: false))
    }
    let rows = try RowJoin(ids: id, of: "the table of predictions").rows(for: wanted)
    return Scores(
      kind: scores.kind, outputs: scores.outputs.map { column in rows.map { column[$0] } })
  }
}
