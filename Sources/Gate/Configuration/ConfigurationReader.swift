internal import Checks
internal import Digest
internal import Findings
internal import Kernels
internal import Statistics

/// Turns the text of a `tollgate.yml` into a ``GateConfiguration``, reporting everything that is wrong
/// at once.
package enum ConfigurationReader {
  /// - Parameter file: the path as the user gave it, for messages and locations.
  package static func read(
    _ text: String, file: String
  ) throws(ConfigurationError) -> GateConfiguration {
    let root: ConfigurationNode
    do throws(ConfigurationProblem) {
      root = try ConfigurationNode.parse(text)
    } catch {
      throw ConfigurationError(file: file, problems: [error])
    }
    if let problem = ForeignFile.problem(of: root) {
      throw ConfigurationError(file: file, problems: [problem])
    }
    var reader = MappingReader(root, keys: ConfigurationKeys.root, section: "the configuration")
    let gate = reader.text("gate") ?? "gate"
    let models = ModelsReader.read(&reader)
    let data = readData(&reader)
    let task = reader.choice("task", of: TaskKind.allNames).flatMap(TaskKind.init(rawValue:))
    let decision = DecisionReader.read(&reader)
    let statistics = readStatistics(&reader)
    let slices = SlicesReader.read(&reader)
    let entries = SuitesReader.read(&reader)
    reader.add(
      Requirements(entries, hasPinned: reader.node("pinned") != nil)
        .problems(models, data, in: reader))
    let waivers = WaiversReader.read(&reader)
    let reports = readReports(&reader)
    let pinned = PinnedReader.read(&reader, hasID: data?.id != nil)
    if pinned != nil, let twin = entries.first(where: { $0.suite == PinnedRows.suite }) {
      reader.add([
        .init(place: twin.check.place, message: "the suite 'pinned' is that of the pinned rows")
      ])
    }
    if let anchor = models[.anchor], !entries.contains(where: \.limitsCreep) {
      reader.add([
        .init(
          place: anchor.path.place,
          message: "'anchor' guards nothing: no entry has 'max_creep'")
      ])
    }
    let problems = reader.finish()
    guard problems.isEmpty, let data else {
      throw ConfigurationError(file: file, problems: sorted(problems))
    }
    return GateConfiguration(
      file: file, digest: FileDigest(of: text), gate: gate, models: models, data: data, task: task,
      decision: decision, statistics: statistics,
      slices: slices, entries: entries,
      waivers: waivers, reportDirectory: reports.directory, reportFormats: reports.formats,
      rows: reports.rows, pinned: pinned)
  }

  /// `reports.directory`, whatever else the text holds; nil where it says none or is no YAML.
  package static func reportDirectory(in text: String) -> String? {
    func value(_ key: String, of node: ConfigurationNode) -> ConfigurationNode? {
      guard case .mapping(let entries) = node.content else { return nil }
      return entries.first { $0.key == key }?.value
    }
    guard let root = try? ConfigurationNode.parse(text), let reports = value("reports", of: root),
      case .scalar(let directory, _)? = value("directory", of: reports)?.content, !directory.isEmpty
    else { return nil }
    return directory
  }

  private static func sorted(_ problems: [ConfigurationProblem]) -> [ConfigurationProblem] {
    let keyed = problems.enumerated().map { (offset: $0, problem: $1) }
    return keyed.sorted {
      ($0.problem.place?.line ?? 0, $0.problem.place?.column ?? 0, $0.offset)
        < ($1.problem.place?.line ?? 0, $1.problem.place?.column ?? 0, $1.offset)
    }.map(\.problem)
  }

  private static func readData(_ root: inout MappingReader) -> DataConfiguration? {
    guard let node = root.node("data") else { return nil }
    var reader = MappingReader(node, keys: ConfigurationKeys.data, section: "data")
    let evaluation = reader.located("evaluation")
    let label = reader.located("label")
    let empty = Located("", at: nil)
    var data = DataConfiguration(evaluation: evaluation ?? empty, label: label)
    data.reference = reader.located("reference")
    data.positive = reader.located("positive")
    data.classes = reader.texts("classes")
    data.id = reader.located("id")
    data.query = reader.located("query")
    data.weight = reader.located("weight")
    if let text = reader.choice("weight_means", of: WeightMeaning.allCases.map(\.rawValue)),
      let meaning = WeightMeaning(rawValue: text)
    {
      data.weightMeaning = meaning
    }
    data.cluster = reader.located("cluster")
    data.exclude = reader.texts("exclude") ?? []
    data.protected = reader.texts("protected") ?? []
    data.header = reader.texts("header")?.map(\.value)
    data.delimiter = reader.choice("delimiter", of: ["comma", "semicolon", "tab", "pipe"])
    data.missing = reader.texts("missing")?.map(\.value)
    let decimal = reader.choice("decimal", of: ["point", "comma", ".", ","])
    data.hasDecimalComma = decimal == "comma" || decimal == ","
    if let categories = reader.node("categories") {
      data.categories = readCategories(categories, &reader)
    }
    root.add(reader.finish())
    return evaluation == nil ? nil : data
  }

  /// Reads the names of categories, column by column.
  static func readCategories(
    _ node: ConfigurationNode, _ reader: inout MappingReader
  ) -> [(column: Located<String>, names: [String])] {
    guard case .mapping(let entries) = node.content else {
      reader.fail(node, "'categories' must be a mapping of columns to lists, not \(node.kind)")
        as Void?
      return []
    }
    var categories: [(column: Located<String>, names: [String])] = []
    for entry in entries {
      guard case .sequence(let items) = entry.value.content else {
        reader.fail(entry.value, "the categories of '\(entry.key)' must be a list") as Void?
        continue
      }
      var names: [String] = []
      for item in items {
        if case .scalar(let text, _) = item.content { names.append(text) }
      }
      guard names.count == items.count, Set(names).count == names.count else {
        reader.fail(entry.value, "the categories of '\(entry.key)' must be distinct texts") as Void?
        continue
      }
      categories.append((Located(entry.key, at: entry.keyPlace), names))
    }
    return categories
  }

  private static func readStatistics(_ root: inout MappingReader) -> StatisticsConfiguration {
    var statistics = StatisticsConfiguration()
    guard let node = root.node("statistics") else { return statistics }
    var reader = MappingReader(node, keys: ConfigurationKeys.statistics, section: "statistics")
    if let alpha = reader.number("alpha", in: 1e-6...0.5) { statistics.alpha = alpha }
    typealias Correction = StatisticsConfiguration.Correction
    if let text = reader.choice("correction", of: Correction.blocking.map(\.rawValue)),
      let correction = Correction(rawValue: text)
    {
      statistics.correction = correction
    }
    if let text = reader.choice("exploratory", of: Correction.allCases.map(\.rawValue)),
      let correction = Correction(rawValue: text)
    {
      statistics.exploratory = correction
    }
    if let text = reader.choice("prove_on_slices", of: Proof.allCases.map(\.rawValue)),
      let proof = Proof(rawValue: text)
    {
      statistics.proofOnSlices = proof
    }
    if let seed = reader.integer("seed", atLeast: 0) { statistics.seed = UInt64(seed) }
    if let text = reader.choice("on_inconclusive", of: ["fail", "warn"]),
      let policy = StatisticsConfiguration.OnInconclusive(rawValue: text)
    {
      statistics.onInconclusive = policy
    }
    if let rows = reader.integer("min_rows", atLeast: 1) { statistics.minimumRows = rows }
    root.add(reader.finish())
    return statistics
  }

  private static func readReports(
    _ root: inout MappingReader
  ) -> (directory: String, formats: [String], rows: RowsConfiguration) {
    var rows = RowsConfiguration()
    guard let node = root.node("reports") else {
      return (GateConfiguration.defaultReportDirectory, ReportFormats.standard, rows)
    }
    var reader = MappingReader(node, keys: ConfigurationKeys.reports, section: "reports")
    let directory = reader.text("directory") ?? GateConfiguration.defaultReportDirectory
    var formats = ReportFormats.standard
    if let chosen = reader.texts("formats") {
      formats = chosen.map(\.value)
      for format in chosen where !ReportFormats.all.contains(format.value) {
        reader.add([
          .init(
            place: format.place,
            message:
              "unknown format '\(format.value)'"
              + Suggestion.clause(format.value, among: ReportFormats.all, orAll: "there are")
          )
        ])
      }
    }
    if let limit = reader.integer("rows", atLeast: 0) { rows.limit = limit }
    rows.values = reader.texts("row_values") ?? []
    root.add(reader.finish())
    return (directory, formats, rows)
  }
}
