internal import Checks
internal import Digest
package import Findings
internal import Kernels
package import Models
package import Tabular

/// Everything a gate reads from disk: the one impure step before the reports.
package struct LoadedInputs: Sendable {
  package let table: Table
  /// What was read of the evaluation rows.
  let needs: ColumnNeeds
  /// By column, texts of the evaluation rows that are values because a model knows them.
  let keptTexts: [String: Set<String>]
  /// Columns of the evaluation rows' file that hold lists or structures.
  let nestedColumns: [String]
  package let candidate: any Model
  package let baseline: (any Model)?
  package let anchor: (any Model)?
  /// For the report, in the order config, candidate, baseline, anchor, evaluation, reference.
  package let inputs: [Report.Input]
}

/// Loads models and tables; each file's problem names the file.
struct InputsLoader {
  let configuration: GateConfiguration
  let surroundings: Surroundings
  let parallel: Parallel
  let progress: @Sendable (String) -> Void

  /// The evaluation rows alone, with the columns that the configuration names.
  func loadTable() throws(GateError) -> Table {
    try readEvaluation(ColumnNeeds(configuration, models: [])).table
  }

  private func readEvaluation(_ needs: ColumnNeeds) throws(GateError) -> LoadedTable {
    let path = configuration.data.evaluation
    progress("reading \(path.value)")
    var loaded = try readTable(path, needs)
    guard loaded.table.rowCount > 0 else {
      throw .unloadable("\(path.value): has no rows; there is nothing to judge")
    }
    try ColumnRoles(configuration).check(loaded.storedColumns, nested: loaded.nestedColumns)
    if !needs.areMet(by: loaded) { loaded = try readTable(path, needs.widened) }
    return loaded
  }

  func load() throws(GateError) -> LoadedInputs {
    progress("reading models")
    // Files before the table: they say which of its columns are read, and as what.
    let candidateFile = try readFile(configuration.candidate)
    let baselineFile = try configuration.baseline.flatMap(readFile)
    let anchorFile = try configuration.anchor.flatMap(readFile)
    let needs = ColumnNeeds(
      configuration,
      models: [candidateFile, baselineFile, anchorFile].compactMap { $0?.description })
    let loaded = try readEvaluation(needs)
    let table = loaded.table
    func model(
      _ file: (any Model)?, _ reference: ModelReference?
    ) throws(GateError) -> (any Model)? {
      if let file { return file }
      return if let reference { try ask(reference, table) } else { nil }
    }
    let candidate =
      if let candidateFile { candidateFile } else { try ask(configuration.candidate, table) }
    let baseline = try model(baselineFile, configuration.baseline)
    let anchor = try model(anchorFile, configuration.anchor)
    return LoadedInputs(
      table: table, needs: needs,
      keptTexts: loaded.format == "csv" ? needs.kept.mapValues(\.texts) : [:],
      nestedColumns: loaded.nestedColumns, candidate: candidate, baseline: baseline, anchor: anchor,
      inputs: try describe(loaded, [.candidate: candidate, .baseline: baseline, .anchor: anchor]))
  }

  /// The reference rows, or nil where the configuration names none.
  ///
  /// - Parameter needs: which of their columns are read; nil for all.
  func reference(_ needs: ColumnNeeds? = nil) throws(GateError) -> Table? {
    guard let path = configuration.data.reference else { return nil }
    progress("reading \(path.value)")
    return try readTable(path, needs).table
  }

  /// The table of pinned ids, or nil where the configuration names none.
  func pinnedIDs() throws(GateError) -> Table? {
    guard let file = configuration.pinned?.file else { return nil }
    return try readTable(file).table
  }

  private func readTable(
    _ path: Located<String>, _ needs: ColumnNeeds? = nil
  ) throws(GateError) -> LoadedTable {
    var options = TableOptions()
    options = needs?.applied(to: options) ?? options
    if let names = configuration.data.header { options.header = .given(names) }
    switch configuration.data.delimiter {
    case "comma": options.delimiter = ","
    case "semicolon": options.delimiter = ";"
    case "tab": options.delimiter = "\t"
    case "pipe": options.delimiter = "|"
    default: break
    }
    if let missing = configuration.data.missing { options.missing = missing }
    do throws(TableError) {
      return try TableReader.load(
        path: configuration.location(of: path), options: options, parallel: parallel)
    } catch {
      throw .unloadable("\(path.value): \(error.description)")
    }
  }

  /// The model that a program or a server answers for.
  private func ask(_ reference: ModelReference, _ table: Table) throws(GateError) -> any Model {
    guard let external = reference.external else {
      throw .unloadable("\(reference.path.value): cannot be read")
    }
    progress("asking \(reference.path.value)")
    return try ExternalModelLoader(
      configuration: configuration, surroundings: surroundings, parallel: parallel
    ).load(reference, external, asking: ColumnRoles(configuration).features(of: table))
  }

  /// The model in a file; nil if a program or a server answers.
  private func readFile(_ reference: ModelReference) throws(GateError) -> (any Model)? {
    guard reference.external == nil else { return nil }
    var options = ModelOptions()
    options.rounds =
      switch reference.rounds {
      case .automatic: .automatic
      case .all: .all
      case .first(let count): .first(count)
      }
    options.runtime = ONNXRuntimeSearch(variable: surroundings.variable)
    options.missingCategory = reference.missingCategory
    if reference.unknownCategoriesAreMissing { options.unknownCategories = .missing }
    options.predictions.score = reference.scoreColumn
    options.predictions.id = configuration.data.id?.value
    for (column, names) in configuration.data.categories + reference.categories {
      options.categories[column.value] = names
    }
    options.output = reference.output
    do throws(ModelError) {
      return try ModelLoader.load(
        path: configuration.location(of: reference.path), options: options, parallel: parallel)
    } catch {
      throw .unloadable("\(reference.path.value): \(error.description)")
    }
  }

  private func describe(
    _ loaded: LoadedTable, _ models: [Role: (any Model)?]
  ) throws(GateError) -> [Report.Input] {
    progress("hashing inputs")
    var files: [(role: String, path: Located<String>, format: String, facts: [Report.Fact])] = []
    if let file = configuration.file {
      files.append(("config", Located(file, at: nil), "yaml", []))
    }
    for role in Role.allCases {
      guard let model = models[role] ?? nil, let reference = configuration.reference(role) else {
        continue
      }
      files.append((role.rawValue, reference.path, model.description.format, facts(model)))
    }
    files.append(
      (
        "evaluation", configuration.data.evaluation, loaded.format,
        [
          Report.Fact(name: "rows", value: String(loaded.table.rowCount)),
          Report.Fact(name: "columns", value: String(loaded.storedColumns.count)),
        ] + loaded.notes.map { Report.Fact(name: "read with", value: $0) }
      ))
    if let reference = configuration.data.reference {
      files.append(("reference", reference, "", []))
    }
    func isExternal(_ role: String) -> Bool {
      Role(rawValue: role).flatMap(configuration.reference)?.external != nil
    }
    let paths = files.map {
      isExternal($0.role)
        ? nil : ModelLoader.root(of: configuration.location(of: $0.path))
    }
    let digests = parallel.map(count: paths.count) { paths[$0].flatMap(FileDigest.init) }
    var inputs: [Report.Input] = []
    for (file, digest) in zip(files, digests) {
      if isExternal(file.role) {
        // Nothing to hash: what answers may change from run to run, and the facts say so.
        inputs.append(
          Report.Input(
            role: file.role, path: file.path.value, sha256: "", bytes: 0, format: file.format,
            facts: file.facts))
        continue
      }
      guard let digest else { throw .unloadable("\(file.path.value): cannot be read") }
      inputs.append(
        Report.Input(
          role: file.role, path: file.path.value, sha256: digest.sha256, bytes: digest.bytes,
          format: file.format, facts: file.facts))
    }
    return inputs
  }

  private func facts(_ model: any Model) -> [Report.Fact] {
    let description = model.description
    return [
      Report.Fact(name: "producer", value: description.producer),
      Report.Fact(name: "objective", value: description.objective),
      Report.Fact(name: "features", value: String(description.features.count)),
    ].filter { !$0.value.isEmpty }
      + description.facts.map { Report.Fact(name: $0.name, value: $0.value) }
  }
}
