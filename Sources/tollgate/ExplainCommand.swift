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

  /// What is told.
  enum Method: String, ExpressibleByArgument, CaseIterable { case permutation, shap, pdp, ale }

  /// In which numbers SHAP values and curves are.
  enum Output: String, ExpressibleByArgument, CaseIterable { case raw, prediction }

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

      --method shap: what each feature adds to each row's score, from the base to the score. Exact for \
      trees and weighted sums in margins (--output raw, the default), by sampling with standard errors \
      (FEATURE_error) elsewhere. --shap path-dependent needs no background, and is of margins alone.
      --method pdp: the mean score with a feature moved along its values, and how far rows differ from \
      it (heterogeneity). --method ale: the same from bin to bin, by the rows of each bin.

      EXAMPLES
        tollgate explain model.json test.csv --label y
        tollgate explain model.json test.csv --label income --positive '>50K' --metric log_loss
        tollgate explain model.txt test.parquet --label y --rows all --repeats 10
        tollgate explain model.onnx test.csv --label y --features age,hours_per_week
        tollgate explain model.json test.csv --label y --group 'place = city + zip_code'
        tollgate explain model.json test.csv --label y --format json
        tollgate explain model.json test.csv --method shap --background train.csv --rows 1000
        tollgate explain model.json test.csv --method ale --features age,hours_per_week
      """)

  @Argument(help: "A model file.")
  var model: String

  @Argument(help: "A table with the label.")
  var data: String

  @Option(help: "permutation, shap, pdp or ale.")
  var method: Method = .permutation

  @Option(help: "The column of the truth, which permutation importance needs.")
  var label: String?

  @Option(
    help: ArgumentHelp(
      "The way of SHAP values: auto, path-dependent, interventional or sampling.",
      valueName: "way"))
  var shap = ShapleyExplainer.Choice.automatic

  @Option(
    help: ArgumentHelp(
      "A table of rows that SHAP values are compared with (default: rows of the data).",
      valueName: "file"))
  var background: String?

  @Option(help: "How many rows of the background are drawn at most.")
  var backgroundRows = 100

  @Option(help: "Numbers of SHAP values and curves: raw (margins) or prediction.")
  var output: Output = .raw

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

  @Option(help: "The file to write (default: standard output).")
  var out: String?

  @OptionGroup var tableFlags: TableFlags

  @OptionGroup var threading: ThreadOptions

  func validate() throws {
    guard (1...1000).contains(repeats) else {
      throw ValidationError("--repeats must be between 1 and 1000, not \(repeats)")
    }
    guard rows == "all" || (Int(rows) ?? 0) > 1 else {
      throw ValidationError("--rows must be all or a number from 2 on, not '\(rows)'")
    }
    guard (1...100_000).contains(backgroundRows) else {
      throw ValidationError(
        "--background-rows must be between 1 and 100000, not \(backgroundRows)")
    }
    guard method != .permutation || label != nil else {
      throw ValidationError("--label is missing: permutation importance needs the truth")
    }
    for group in groups where FeatureGroup(parsing: group) == nil {
      throw ValidationError("--group is written 'name = column + column', not '\(group)'")
    }
  }

  func run() throws {
    try DataOutput(path: out).refuse(inputs: [model, data] + (background.map { [$0] } ?? []))
    switch method {
    case .permutation: try tellImportance()
    case .shap:
      let (listing, backgroundRows) = try rowExplanation.attributions(shap)
      try write(listing.fields) { listing.json(backgroundRows: backgroundRows, seed: seed) }
    case .pdp, .ale:
      let listing = try rowExplanation.curves(
        method: method.rawValue,
        of: features.map { $0.split(separator: ",").map(String.init) })
      try write(listing.fields) { listing.json }
    }
  }

  private func write(
    _ fields: [CSVWriter.Field], json: () -> JSONValue
  ) throws(Ending) {
    switch format {
    case .csv: try DataOutput(path: out).write(fields, parallel: threading.parallel)
    case .json: try DataOutput(path: out).write(json())
    }
  }

  private var rowExplanation: RowExplanation {
    var hidden = Set((exclude ?? "").split(separator: ",").map(String.init))
    for name in [label, weight, idColumn, query] { if let name { hidden.insert(name) } }
    return RowExplanation(
      model: model, data: data, background: background,
      output: output == .raw ? .raw : .prediction, rowLimit: Int(rows),
      backgroundLimit: backgroundRows, hidden: hidden, options: tableFlags.options,
      limits: tableFlags.limits.raised,
      seed: seed, parallel: threading.parallel)
  }

  private func tellImportance() throws {
    let progress = Progress()
    let importance: PermutationImportance
    do throws(GateError) {
      let run = ExplainRun(
        configuration: gate, parallel: threading.parallel,
        surroundings: Surroundings(variable: { System.variable($0) }),
        progress: { progress.show($0) })
      importance = try run.importance(
        metric: metric, repeats: repeats, rows: Int(rows),
        groups: groups.compactMap { FeatureGroup(parsing: $0) },
        features: features.map { $0.split(separator: ",").map(String.init) }, seed: seed)
      progress.clear()
    } catch {
      progress.clear()
      throw Ending(error.exitCode, error.message)
    }
    let listing = ImportanceListing(importance)
    try write(listing.fields) { listing.json(seed: seed) }
  }

  /// A gate of one model, which is never judged.
  private var gate: GateConfiguration {
    var gate = GateConfiguration.defaults(
      candidate: model, baseline: nil, evaluation: data, label: label ?? "")
    gate.data.positive = positive.map { Located($0, at: nil) }
    gate.data.weight = weight.map { Located($0, at: nil) }
    gate.data.id = idColumn.map { Located($0, at: nil) }
    gate.data.query = query.map { Located($0, at: nil) }
    if query != nil { gate.task = .ranking }
    gate.data.exclude = (exclude ?? "").split(separator: ",").map { Located(String($0), at: nil) }
    tableFlags.apply(to: &gate)
    return gate
  }
}

extension ShapleyExplainer.Choice: ExpressibleByArgument {}
