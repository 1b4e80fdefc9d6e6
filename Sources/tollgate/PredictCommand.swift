import ArgumentParser
import Findings
import Gate
import Kernels
import Models
import Tabular

/// `tollgate predict`: a model's scores as CSV.
struct PredictCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict",
    abstract: "Score a table with a model and print CSV.",
    discussion: """
      The header is 'prediction' for regression, 'probability' (of the positive class) for binary and \
      'probability_CLASS' for each class; with --raw the margins, as 'raw' or 'raw_K'. A classifier that \
      gives no probabilities has its class's name as 'prediction'. Numbers are the shortest text that \
      reads back exactly, and so is every other cell; one on which a terminal or a log may act needs --out.

      EXAMPLES
        tollgate predict model.json test.csv > scores.csv
        tollgate predict model.txt test.csv --raw
        tollgate predict model.ubj test.csv --id person_id --out scores.csv
      """)

  @Argument(help: "A model file.")
  var model: String

  @Argument(help: "A table.")
  var data: String

  @Flag(help: "Margins before the link (log-odds and the like).")
  var raw = false

  @Option(name: .customLong("id"), help: "Copy this column in front of the scores.")
  var idColumn: String?

  @Option(
    help: ArgumentHelp(
      "Columns the model must not read, comma-separated (for models without feature names).",
      valueName: "columns"))
  var exclude: String?

  @Option(
    help: "Rounds of boosting to use: a number, or all (default: the best iteration where known).")
  var rounds: String?

  @Option(
    name: .customLong("missing-category"),
    help: ArgumentHelp(
      "The text that stood for a missing category in training (CatBoost).", valueName: "text"))
  var missingCategory: String?

  /// What becomes of categories that the model does not know.
  enum UnknownCategories: String, ExpressibleByArgument, CaseIterable {
    case asLibrary = "as_library"
    case missing
  }

  @Option(
    name: .customLong("unknown-categories"),
    help: ArgumentHelp(
      "What becomes of a category that the model does not know: what its library does (XGBoost "
        + "refuses), or it counts as missing.", valueName: "as_library|missing"))
  var unknownCategories = UnknownCategories.asLibrary

  @Option(help: "The file to write (default: standard output).")
  var out: String?
  @Option(
    help: ArgumentHelp(
      "Names of a column's categories, for a model that was trained on integer codes: position = code; "
        + "may be repeated.", valueName: "column=name,name"))
  var categories: [CategoryFlag] = []

  @Option(
    help: ArgumentHelp(
      "Which of a model's outputs is the score: its name, or its number from 0 on where outputs have "
        + "none (default: the only one, or all of a matrix).", valueName: "name"))
  var output: String?

  @OptionGroup var tableFlags: TableFlags

  @OptionGroup var threading: ThreadOptions

  func run() throws {
    try DataOutput(path: out).refuse(inputs: [model, data])
    let scorer: any Model
    do throws(ModelError) {
      scorer = try ModelLoader.load(
        path: model, options: try options(), parallel: threading.parallel)
    } catch {
      throw Ending(.unloadable, line: "\(model): \(error.description)")
    }
    let description = scorer.description
    let loaded = try readTable(for: description)
    let table = loaded.table
    let hidden = hiddenColumns
    for name in hidden.sorted() where !loaded.storedColumns.contains(name) {
      let stored = loaded.storedColumns
      let hint = Suggestion.column(
        name, of: stored, isMeant: !hidden.union(description.columns ?? []).isDisjoint(with: stored)
      )
      throw Ending(.usage, line: "\(data): has no column '\(name)'\(hint)")
    }
    let features = Table(
      columns: table.columns.filter { !hidden.contains($0.name) }, rowCount: table.rowCount)
    let scores: Scores
    do throws(ModelError) {
      scores = try scorer.scores(
        for: features, output: raw ? .raw : .prediction, parallel: threading.parallel)
    } catch {
      let problem = error.explained(nested: loaded.nestedColumns)
      throw Ending(.unloadable, line: "\(model): \(problem.description)")
    }
    var fields: [CSVWriter.Field] = []
    if let idColumn, let column = table[idColumn] {
      fields.append(CSVWriter.Field(name: idColumn, values: .column(column.values)))
    }
    if !raw, let classes = PredictedClasses.values(scores, description) {
      fields.append(CSVWriter.Field(name: "prediction", values: classes))
    } else {
      for (name, values) in zip(names(scores, description), scores.outputs) {
        fields.append(CSVWriter.Field(name: name, values: .scores(values)))
      }
    }
    try DataOutput(path: out).write(fields, parallel: threading.parallel)
    for marker in loaded.unmetMarkers {
      Terminal.writeError("tollgate: note: no cell is '\(marker)', which --missing names")
    }
    try tellUnknown(scorer, features)
  }

  /// The columns that the model must not read.
  private var hiddenColumns: Set<String> {
    Set((exclude ?? "").split(separator: ",").map(String.init)).union(idColumn.map { [$0] } ?? [])
  }

  /// Tells what a library scores as unknown without a word.
  private func tellUnknown(_ scorer: any Model, _ table: Table) throws {
    let unknown: [Models.UnknownCategories]
    do throws(ModelError) {
      unknown = try scorer.unknownCategories(in: table, weights: nil)
    } catch {
      throw Ending(.unloadable, line: "\(model): \(error.description)")
    }
    for feature in unknown where feature.rows > 0 {
      Terminal.writeError(
        "tollgate: note: \(model) does not know the category of '\(feature.feature)' in "
          + "\(feature.rows) of \(table.rowCount) rows")
    }
  }

  /// The table with the columns that the model reads.
  private func readTable(for model: ModelDescription) throws -> LoadedTable {
    var options = tableFlags.options
    options.untypedTextColumns = [model].untypedTextColumns
    options.numericColumns = [model].numericColumns(hiding: hiddenColumns)
    options.keptTexts = [model].keptTexts
    options.columns = model.columns.map { $0.union(idColumn.map { [$0] } ?? []) }
    options.allowsAbsentColumns = true
    do throws(TableError) {
      let loaded = try TableReader.load(
        path: data, options: options, parallel: threading.parallel)
      if options.columns?.isSubset(of: loaded.storedColumns) ?? true { return loaded }
      // A model may know a column by another spelling, and the message about one that is absent
      // names the nearest.
      options.columns = nil
      return try TableReader.load(path: data, options: options, parallel: threading.parallel)
    } catch {
      throw Ending(.unloadable, line: "\(data): \(error.description)")
    }
  }

  private func options() throws(ModelError) -> ModelOptions {
    var options = ModelOptions()
    options.missingCategory = missingCategory
    options.output = output
    for flag in categories { options.categories[flag.column] = flag.names }
    if unknownCategories == .missing { options.unknownCategories = .missing }
    options.runtime = ONNXRuntimeSearch { System.variable($0) }
    options.table.hasDecimalComma = tableFlags.decimal == .comma
    tableFlags.limits.raised.apply(to: &options)
    if let rounds {
      if rounds == "all" {
        options.rounds = .all
      } else if let count = Int(rounds), count > 0 {
        options.rounds = .first(count)
      } else {
        throw .unsupported(
          feature: "--rounds \(rounds)", advice: "it may be 'all' or a number from 1 on")
      }
    }
    return options
  }

  private func names(_ scores: Scores, _ description: ModelDescription) -> [String] {
    let count = scores.outputs.count
    if raw { return count == 1 ? ["raw"] : (0..<count).map { "raw_\($0)" } }
    switch (scores.kind, description.task) {
    case (.probability, .binary) where count == 1: return ["probability"]
    case (.probability, _) where count > 1:
      return (0..<count).map { "probability_\(description.classNames?[$0] ?? String($0))" }
    default:
      return count == 1 ? ["prediction"] : (0..<count).map { "prediction_\($0)" }
    }
  }
}
