import Kernels
import Tabular
import Testing

@testable import Models

/// Tables of predictions: which column is taken, what it holds, how rows are joined.
struct PredictionsModelTests {
  private func numbers(_ name: String, _ values: [Double]) -> Column {
    Column(name: name, values: .numeric(values))
  }

  private func scores(
    _ columns: [Column], for table: [Column], _ options: PredictionOptions = PredictionOptions()
  ) throws -> Scores {
    var all = ModelOptions()
    all.predictions = options
    return try PredictionsModel(Table(columns: columns), options: all).scores(
      for: Table(columns: table), output: .prediction, parallel: Parallel(threads: 1))
  }

  private func failure(
    _ columns: [Column], for table: [Column], _ options: PredictionOptions = PredictionOptions()
  ) -> String? {
    let error = #expect(throws: ModelError.self) { try scores(columns, for: table, options) }
    return error?.description
  }

  @Test func `columns are found by name and their kind by name and values`() throws {
    let rows = [numbers("a", [0, 0])]
    let cases: [(Column, Scores.Kind)] = [
      (numbers("probability", [0, 1]), .probability), (numbers("score", [0.5, 0.1]), .probability),
      (numbers("prediction", [2, 0.1]), .value), (numbers("margin", [0.5, 0.1]), .margin),
      (numbers("prediction", [1, 0]), .label), (numbers("only", [3, 4]), .value),
    ]
    for (column, kind) in cases {
      #expect(try scores([column], for: rows).kind == kind, "\(column.name)")
    }
  }

  @Test func `one column per class makes a multiclass model`() throws {
    let model = try PredictionsModel(
      Table(columns: [
        numbers("id", [1]), numbers("probability_b", [0.3]), numbers("probability_a", [0.7]),
      ]), options: ModelOptions())
    #expect(model.description.task == .multiclass(classCount: 2))
    #expect(model.description.classNames == ["b", "a"])
  }

  @Test func `rows are joined by id, whatever their order`() throws {
    var options = PredictionOptions()
    options.id = "id"
    let stored = [numbers("id", [3, 1, 2]), numbers("score", [0.3, 0.1, 0.2])]
    #expect(
      try scores(stored, for: [numbers("id", [1, 2, 3])], options).outputs == [[0.1, 0.2, 0.3]])
    #expect(
      failure(stored, for: [numbers("id", [1, 9, 8])], options)
        == "2 of 3 ids of column 'id' are not in the table of predictions, first '9'; every row needs"
        + " its prediction")
    let twice = [numbers("id", [3, 1, 3]), numbers("score", [0.3, 0.1, 0.2])]
    #expect(
      failure(twice, for: [numbers("id", [1])], options)
        == "id '3' of column 'id' is in rows 1 and 3 of the table of predictions; ids must be distinct, so "
        + "'id' may not be the column that 'id' means"
    )
    #expect(
      failure(stored, for: [numbers("id", [.nan])], options)
        == "row 1 of the table to be scored has no id in column 'id'; every row needs one")
  }

  @Test func `without ids the row counts must agree`() {
    #expect(
      failure([numbers("score", [0.1])], for: [numbers("a", [1, 2])])
        == "the table of predictions has 1 rows, the table to be scored 2; both must have the same"
        + " rows in the same order, or an id column")
  }

  @Test func `missing scores and impossible probabilities are refused`() {
    let rows = [numbers("a", [1, 2])]
    #expect(
      failure([numbers("score", [0.1, .nan])], for: rows)
        == "row 2, column 'score': has no score (1 rows in all); every row needs one")
    #expect(
      failure([numbers("probability", [0.1, 1.5])], for: rows)
        == "row 2, column 'probability': is 1.5; a probability is in 0…1")
    #expect(
      failure([numbers("x", [1, 2]), numbers("y", [1, 2])], for: rows)?
        .hasPrefix("table of predictions: no column of scores; say which it is beside the path")
        == true)
  }
}
