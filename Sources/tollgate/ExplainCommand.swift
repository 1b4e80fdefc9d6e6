import ArgumentParser
import Checks
import Explanations
import Findings
import Gate
import Kernels
import Models
import Tabular

/// `tollgate explain`: what a model's answers rest on, as CSV or JSON.
struct ExplainCommand: ParsableCommand {
  /// How the result is written.
  enum Format: String, ExpressibleByArgument, CaseIterable { case csv, json }

  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Tell which features a model's answers rest on.",
    discussion: """
      Permutation importance: the values of a feature are exchanged between rows, and 'importance' is \
      how much worse the metric gets, the mean over --repeats. 'sampling_error' is the standard error \
      that comes from the rows, 'monte_carlo_error' the one that comes from the number of repeats; \
      'low' and 'high' are the 90 % interval of both. 'share' is the feature's part of all positive \
      importance. 'read' says whether the model reads the feature: 'yes' and 'no' are proved by the \
      model file or by a changed score, 'unseen' means that no score changed and the file does not \
      tell. The same rows and seed give the same numbers in any order, on any number of threads.

      EXAMPLES
        tollgate explain model.json test.csv --label y
        tollgate explain model.json test.csv --label income --positive '>50K' --metric log_loss
        tollgate explain model.txt test.parquet --label y --rows all --repeats 10
        tollgate explain model.onnx test.csv --label y --features age,hours_per_week
        tollgate explain model.json test.csv --label y --group 'place = city + zip_code'
        tollgate explain model.json test.csv --label y --format json
      """)

  @Argument(help: "A model file.")
  var model: String

  @Argument(help: "A table with the label.")
  var data: String

  @Option(help: "The column of the truth.")
  var label: String

  @Option(help: "The label's positive value (binary).")
  var positive: String?

  @Option(
    help: "The metric that gets worse (default: roc_auc, log_loss, rmse or ndcg, by the task).")
  var metric: String?

  @Option(help: "How often each feature is permuted at most.")
  var repeats = 5

  @Option(
    help: ArgumentHelp(
      "How many rows, chosen by their hash: a number, or all.", valueName: "count|all"))
  var rows = "20000"

  @Option(
    help: ArgumentHelp(
      "Only these features or groups, comma-separated (default: every column that the model may read).",
      valueName: "names"))
  var features: String?

  @Option(
    name: .customLong("group"),
    help: ArgumentHelp(
      "Columns to permute together; may be repeated.", valueName: "name = column + column"))
  var groups: [String] = []

  @Option(help: "A column of row weights.")
  var weight: String?

  @Option(name: .customLong("id"), help: "A column that names rows.")
  var idColumn: String?

  @Option(help: "Rows with the same value are one query (ranking).")
  var query: String?

  @Option(
    help: ArgumentHelp("Columns the model must not read, comma-separated.", valueName: "columns"))
  var exclude: String?

  @Option(help: "Seed of rows and permutations.")
  var seed: UInt64 = 0

  @Option(help: "csv or json.")
  var format: Format = .csv

  @OptionGroup var tableFlags: TableFlags

  @OptionGroup var threading: ThreadOptions

  func validate() throws {
    guard (1...1000).contains(repeats) else {
      throw ValidationError("--repeats must be between 1 and 1000, not \(repeats)")
    }
    guard rows == "all" || (Int(rows) ?? 0) > 1 else {
      throw ValidationError("--rows must be all or a number from 2 on, not '\(rows)'")
    }
    for group in groups where FeatureGroup(parsing: group) == nil {
      throw ValidationError("--group is written 'name = column + column', not '\(group)'")
    }
  }

  func run() throws {
    let progress = Progress()
    do throws(GateError) {
      let run = ExplainRun(
        configuration: gate, parallel: threading.parallel,
        surroundings: Surroundings(variable: { System.variable($0) }),
        progress: { progress.show($0) })
      let importance = try run.importance(
        metric: metric, repeats: repeats, rows: Int(rows),
        groups: groups.compactMap { FeatureGroup(parsing: $0) },
        features: features.map { $0.split(separator: ",").map(String.init) }, seed: seed)
      progress.clear()
      let listing = ImportanceListing(importance)
      switch format {
      case .csv:
        CSVWriter.write(listing.fields, parallel: threading.parallel) { Terminal.write($0) }
      case .json: Terminal.write(JSONText.document(listing.json(seed: seed)))
      }
    } catch {
      progress.clear()
      throw Ending(error.exitCode, error.message)
    }
  }

  /// A gate of one model, which is never judged.
  private var gate: GateConfiguration {
    var gate = GateConfiguration.defaults(
      candidate: model, baseline: nil, evaluation: data, label: label)
    gate.data.positive = positive.map { Located($0, at: nil) }
    gate.data.weight = weight.map { Located($0, at: nil) }
    gate.data.id = idColumn.map { Located($0, at: nil) }
    gate.data.query = query.map { Located($0, at: nil) }
    if query != nil { gate.task = .ranking }
    gate.data.exclude = (exclude ?? "").split(separator: ",").map { Located(String($0), at: nil) }
    gate.data.header = tableFlags.names
    return gate
  }
}
