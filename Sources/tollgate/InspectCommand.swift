import ArgumentParser
import Findings
import Gate
import Kernels
import Models
import Tabular

/// `tollgate inspect`: what a model file or a table is.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Describe a model file or a table.",
    discussion: """
      A pickle or joblib file is never loaded: what it would import is listed instead.

      EXAMPLES
        tollgate inspect model.json
        tollgate inspect mlflow-model/
        tollgate inspect model.pkl
        tollgate inspect test.csv.gz
        tollgate inspect test.parquet
      """)

  @Argument(help: "A model file, an MLflow model folder, or a table.")
  var path: String

  @OptionGroup var tableFlags: TableFlags

  @OptionGroup var threading: ThreadOptions

  func run() throws {
    if let advice = FilePointer.absent(at: path) {
      throw Ending(.unloadable, "\(path): \(advice)")
    }
    do throws(ModelError) {
      if !isPartFolder, let report = try PickleScanner.report(path: path) {
        return Terminal.write(PickleText.text(of: report))
      }
      let isModel = isPartFolder ? false : try ModelLoader.isModel(path: path)
      guard isModel else { return try inspectTable() }
      var options = ModelOptions()
      options.runtime = ONNXRuntimeSearch { System.variable($0) }
      tableFlags.limits.raised.apply(to: &options)
      options.isInspected = true
      let model = try ModelLoader.load(
        path: path, options: options, parallel: threading.parallel)
      Terminal.write(describe(model.description, outputCount: model.outputCount))
    } catch {
      throw Ending(.unloadable, line: "\(path): \(error.description)")
    }
  }

  /// Whether the path is a folder that is no model's: it may hold a table in part files.
  private var isPartFolder: Bool {
    guard FolderListing.isFolder(path) else { return false }
    return FolderListing.holds(path) { $0 == "MLmodel" } == false
  }

  private func describe(_ model: ModelDescription, outputCount: Int?) -> String {
    let task =
      switch model.task {
      case .regression: "regression"
      case .binary: "binary classification"
      case .multiclass(let count): "classification, \(count) classes"
      case .ranking: "ranking"
      }
    var facts = [
      ("format", model.format), ("written by", model.producer), ("predicts", task),
      ("objective", model.objective), ("classes", model.classNames?.joined(separator: ", ") ?? ""),
    ]
    facts += model.facts.map { ($0.name, $0.value) }
    facts += model.outputs.map { ("output", "'\($0.name)': \($0.shape); \($0.role)") }
    if model.task == .regression, let outputCount, outputCount > 1 {
      facts.append(
        ("numbers a row", "\(outputCount); 'output' beside 'path' chooses one, from 0 on"))
    }
    facts.append(
      (
        "features",
        "\(model.features.count)" + (model.namesFeatures ? "" : ", not named in the file")
      ))
    facts = facts.filter { !$0.1.isEmpty }
      .map { (VisibleText.line($0.0), VisibleText.line($0.1)) }
    let width = facts.map(\.0.count).max() ?? 0
    var lines = facts.map { name, value in
      name + String(repeating: " ", count: width - name.count + 2) + value
    }
    for feature in model.features {
      let name = VisibleText.line(feature.name)
      switch feature.kind {
      case .numeric: lines.append("  \(name)")
      case .text: lines.append("  \(name)  text")
      case .categorical(nil): lines.append("  \(name)  integer codes")
      case .categorical(let names?):
        lines.append(
          "  \(name)  \(names.count) categories: "
            + names.prefix(6).map { VisibleText.line($0, limit: 200) }.joined(separator: ", ")
            + (names.count > 6 ? ", …" : ""))
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func inspectTable() throws(ModelError) {
    do throws(TableError) {
      let loaded = try TableReader.load(
        path: path, options: tableFlags.options, parallel: threading.parallel)
      let table = loaded.table
      let summaries = threading.parallel.map(count: table.columns.count) {
        ColumnSummary(table.columns[$0])
      }
      var lines = [
        "format   "
          + VisibleText.line(
            ([loaded.format] + loaded.notes
              + loaded.unmetMarkers.map { "no cell is '\($0)'" }).joined(separator: ", ")),
        "rows     \(NumberStyle.ascii.count(table.rowCount))",
        "columns  \(NumberStyle.ascii.count(table.columns.count))",
      ]
      let names = summaries.map { VisibleText.line($0.name) }
      let width = names.map(\.count).max() ?? 0
      for (name, summary) in zip(names, summaries) {
        let padding = String(repeating: " ", count: width - name.count)
        lines.append("  \(name)\(padding)  \(describe(summary))")
      }
      Terminal.write(lines.joined(separator: "\n") + "\n")
    } catch {
      throw .unreadable(problem: error.description)
    }
  }

  private func describe(_ summary: ColumnSummary) -> String {
    var parts = [summary.type]
    if let range = summary.range {
      parts.append(
        "\(NumberStyle.ascii.short(range.minimum)) to \(NumberStyle.ascii.short(range.maximum)), "
          + "mean \(NumberStyle.ascii.short(range.mean))")
    }
    if let distinct = summary.distinct, summary.range == nil {
      parts.append("\(NumberStyle.ascii.count(distinct)) value\(distinct == 1 ? "" : "s")")
    }
    if summary.missing > 0 { parts.append("\(NumberStyle.ascii.count(summary.missing)) missing") }
    if summary.range == nil, let distinct = summary.distinct,
      distinct < summary.top.reduce(0, { $0 + $1.rows })
    {
      parts.append(
        summary.top.prefix(3).map {
          "\(VisibleText.line($0.value, limit: 200)) (\(NumberStyle.ascii.count($0.rows)))"
        }
        .joined(separator: ", "))
    }
    return parts.joined(separator: " · ")
  }
}
