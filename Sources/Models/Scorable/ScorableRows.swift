package import Kernels
package import Tabular

/// A model and rows that it can be asked about again with changed columns.
///
/// Where the model is trees, the rows are bound to their inputs once: ``trees``. Any model can be asked
/// by replacing columns of the table.
package struct ScorableRows: Sendable {
  package let model: any Model
  /// The columns that the model may read.
  package let table: Table
  package let output: ScoreOutput
  /// The rows as the inputs of the model's trees; nil for a model that is not trees alone.
  package let trees: TreeRows?
  /// By feature of the model, the position of its column in ``table``.
  package let columns: [Int?]

  /// - Throws: ``ModelError`` if the table does not fit the model.
  package init(
    _ model: any Model, table: Table, output: ScoreOutput = .prediction, parallel: Parallel
  ) throws(ModelError) {
    self.init(
      model, table, output, try model.treeRows(of: table, output: output, parallel: parallel))
  }

  private init(_ model: any Model, _ table: Table, _ output: ScoreOutput, _ trees: TreeRows?) {
    self.model = model
    self.table = table
    self.output = output
    self.trees = trees
    columns = model.description.columns(in: table.names)
  }

  /// The number of rows.
  package var rowCount: Int { table.rowCount }

  /// The feature that the column at `position` stands for; nil for a column that the model has not.
  package func feature(ofColumn position: Int) -> Int? {
    columns.firstIndex { $0 == position }
  }

  /// What the model file says about whether the column at `position` is read.
  ///
  /// A model that names no features may read any column.
  package func use(ofColumn position: Int) -> FeatureUse {
    model.description.features.isEmpty
      ? .unknown : model.use(ofFeature: feature(ofColumn: position))
  }

  /// The scores of the rows with some columns replaced by others of the same names.
  ///
  /// - Throws: ``ModelError`` if a changed column does not fit the model.
  package func scores(
    replacing changed: [Column] = [], parallel: Parallel
  ) throws(ModelError) -> Scores {
    if changed.isEmpty, let trees {
      let margins = trees.trees.margins(
        of: trees.inputs, rowCount: rowCount, parallel: parallel)
      return trees.scores(margins, parallel)
    }
    return try model.scores(for: replaced(by: changed), output: output, parallel: parallel)
  }

  /// The table with some columns replaced by others of the same names.
  package func replaced(by changed: [Column]) -> Table {
    Table(
      columns: table.columns.map { column in
        changed.first { $0.name == column.name } ?? column
      }, rowCount: rowCount)
  }

  /// The same for some of the rows, in that order; a row may stand there more than once.
  package func selecting(_ rows: [Int32]) -> ScorableRows {
    ScorableRows(model, table.selecting(rows: rows), output, trees?.selecting(rows))
  }
}
