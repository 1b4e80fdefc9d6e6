internal import Checks
internal import Digest
internal import Findings
internal import Kernels
internal import Models
internal import Tabular

/// Everything a gate reads from disk: the one impure step before the reports.
struct LoadedInputs: Sendable {
  let table: Table
  /// The reference rows; nil where nothing needs them.
  let reference: Table?
  /// By column, texts of the evaluation rows that are values because a model knows them.
  let keptTexts: [String: Set<String>]
  /// Columns of the evaluation rows' file that hold lists or structures.
  let nestedColumns: [String]
  /// Those that some entry asks for.
  let models: [Role: any Model]
  /// For the report, in the order config, candidate, baseline, anchor, evaluation, reference.
  let inputs: [Report.Input]
  /// What was odd about them.
  let notes: [Report.Note]

  /// Lets the programs that answered end, once nothing more is asked.
  ///
  /// - Throws: if one of them does not end with 0.
  func finish(_ configuration: GateConfiguration) throws(GateError) {
    for role in Role.allCases {
      do throws(ModelError) {
        try models[role]?.finish()
      } catch {
        let path = configuration.reference(role)?.path.value ?? role.rawValue
        throw .unloadable("\(path): \(error.description)")
      }
    }
  }
}

/// Loads models and tables; each file's problem names the file.
struct InputsLoader {
  let configuration: GateConfiguration
  let surroundings: Surroundings
  let parallel: Parallel
  let progress: @Sendable (String) -> Void

  /// The evaluation rows alone, with the columns that checks and configuration name.
  func loadTable(_ needs: Needs) throws(GateError) -> Table {
    try readEvaluation(ColumnNeeds(.evaluation, needs, configuration, models: [:])).loaded.table
  }

  /// A table with the digest of what was read of it.
  private struct ReadTable {
    let loaded: LoadedTable
    let digest: InputDigest
  }

  private func readEvaluation(_ needs: ColumnNeeds) throws(GateError) -> ReadTable {
    let path = configuration.data.evaluation
    progress("reading \(path.value)")
    let read = try readTable(path, needs)
    guard read.loaded.table.rowCount > 0 else {
      throw .unloadable("\(path.value): has no rows; there is nothing to judge")
    }
    try ColumnRoles(configuration).check(
      read.loaded.storedColumns, nested: read.loaded.nestedColumns)
    return needs.areMet(by: read.loaded) ? read : try readTable(path, needs.widened)
  }

  func load(_ needs: Needs) throws(GateError) -> LoadedInputs {
    let roles = needs.models(of: configuration)
    if !roles.isEmpty { progress("reading models") }
    // Files before the table: they say which of its columns are read, and as what. Tables of
    // predictions after it: they read none but the id, and the label says what they mean.
    var files: [Role: any Model] = [:]
    var digests: [Role: InputDigest] = [:]
    for role in roles {
      guard let reference = configuration.reference(role), try isModel(reference) else { continue }
      let digest = InputDigest(
        path: ModelLoader.root(of: configuration.location(of: reference.path)))
      files[role] = try readFile(reference, digest)
      digests[role] = digest
    }
    let described = files.mapValues(\.description)
    let columns = ColumnNeeds(.evaluation, needs, configuration, models: described)
    let evaluation = try readEvaluation(columns)
    let reference = needs.reference ? try readReference(needs, described) : nil
    let table = evaluation.loaded.table
    let label = configuration.data.label.flatMap { table[$0.value] }.map {
      AnsweredTask(configuration: configuration, label: $0)
        .labelValues(for: files[.candidate]?.description)
    }
    for role in roles where files[role] == nil && needs.answers.contains(role) {
      guard let reference = configuration.reference(role), reference.external == nil else {
        continue
      }
      let digest = InputDigest(path: configuration.location(of: reference.path))
      files[role] = try readFile(reference, digest, label)
      digests[role] = digest
    }
    // Before any program runs: what it may write from here on was not read.
    let sources = try InputSources(
      configuration, files: digests.filter { files[$0.key] != nil },
      evaluation: evaluation.digest, reference: reference?.digest, parallel: parallel, progress)
    var models = files
    for role in roles where models[role] == nil && needs.answers.contains(role) {
      guard let reference = configuration.reference(role) else { continue }
      models[role] = try ask(reference, table, label)
    }
    return LoadedInputs(
      table: table, reference: reference?.loaded.table,
      keptTexts: evaluation.loaded.format == "csv" ? columns.kept.mapValues(\.texts) : [:],
      nestedColumns: evaluation.loaded.nestedColumns, models: models,
      inputs: sources.inputs(
        models, evaluation.loaded,
        reference: needs.columns[.reference] == nil ? nil : reference?.loaded),
      notes: try joinNotes(models, evaluation.loaded))
  }

  /// What to tell of tables that are joined by position.
  private func joinNotes(
    _ known: [Role: any Model], _ evaluation: LoadedTable
  ) throws(GateError) -> [Report.Note] {
    let joins = Role.allCases.compactMap { role in known[role].flatMap { PositionJoin(role, $0) } }
    let shared = Set(joins.flatMap(\.ids).map(\.name)).intersection(evaluation.storedColumns)
    guard !shared.isEmpty else { return [] }
    // Nobody asked for those columns: they are read for this alone.
    let columns = try readTable(configuration.data.evaluation, ColumnNeeds(only: shared))
      .loaded.table.columns
    return joins.compactMap { $0.note(columns) }
  }

  /// The reference rows with all columns, or nil where the configuration names none.
  func reference() throws(GateError) -> Table? {
    guard let path = configuration.data.reference else { return nil }
    progress("reading \(path.value)")
    return try readTable(path, nil).loaded.table
  }

  /// The reference rows with the columns of the evaluation rows, whose bins are cut by them, and those that
  /// checks of the reference ask for.
  private func readReference(
    _ needs: Needs, _ models: [Role: ModelDescription]
  ) throws(GateError) -> ReadTable? {
    guard let path = configuration.data.reference else { return nil }
    progress("reading \(path.value)")
    let own = ColumnNeeds(.reference, needs, configuration, models: models)
    let cut = ColumnNeeds(.evaluation, needs, configuration, models: models)
    let read = try readTable(path, needs.columns[.reference] == nil ? cut : own.union(cut))
    guard needs.columns[.reference] != nil, read.loaded.table.rowCount == 0 else { return read }
    throw .unloadable("\(path.value): has no rows; there is nothing to compare with")
  }

  /// The table of pinned ids, or nil where the configuration names none.
  func pinnedIDs() throws(GateError) -> Table? {
    guard let file = configuration.pinned?.file else { return nil }
    let pinned = try readTable(file)
    do throws(ReadableFile.Failure) {
      _ = try pinned.digest.digest()
    } catch {
      throw .unloadable("\(file.value): \(error.reason)")
    }
    return pinned.loaded.table
  }

  private func readTable(
    _ path: Located<String>, _ needs: ColumnNeeds? = nil
  ) throws(GateError) -> ReadTable {
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
    let location = configuration.location(of: path)
    let digest = InputDigest(path: location)
    options.hasDecimalComma = configuration.data.hasDecimalComma
    configuration.limits.apply(to: &options)
    do throws(TableError) {
      return ReadTable(
        loaded: try TableReader.load(
          path: location, options: options, parallel: parallel, witness: digest), digest: digest)
    } catch {
      throw .unloadable("\(path.value): \(error.description)")
    }
  }

  /// The model that a program or a server answers for.
  private func ask(
    _ reference: ModelReference, _ table: Table, _ label: LabelValues?
  ) throws(GateError) -> any Model {
    guard let external = reference.external else {
      throw .unloadable("\(reference.path.value): cannot be read")
    }
    progress("asking \(reference.path.value)")
    return try ExternalModelLoader(
      configuration: configuration, surroundings: surroundings, parallel: parallel
    ).load(
      reference, external, asking: ColumnRoles(configuration).features(of: table), label: label)
  }

  /// Whether a file says by itself what it is. A table of predictions does not, nor does who answers from
  /// elsewhere.
  private func isModel(_ reference: ModelReference) throws(GateError) -> Bool {
    guard reference.external == nil else { return false }
    do throws(ModelError) {
      return try ModelLoader.isModel(path: configuration.location(of: reference.path))
    } catch {
      throw .unloadable("\(reference.path.value): \(error.description)")
    }
  }

  /// The model in a file.
  ///
  /// - Parameter label: says what the numbers of a table of predictions mean.
  private func readFile(
    _ reference: ModelReference, _ digest: InputDigest, _ label: LabelValues? = nil
  ) throws(GateError) -> any Model {
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
    options.table.hasDecimalComma = configuration.data.hasDecimalComma
    configuration.limits.apply(to: &options)
    options.predictions.score = reference.scoreColumn
    options.predictions.id = configuration.data.id?.value
    options.predictions.answers = reference.answers
    options.predictions.classes = reference.classes?.map(\.value)
    options.predictions.sharedClasses = configuration.data.classes?.map(\.value)
    options.predictions.label = label
    for (column, names) in configuration.data.categories + reference.categories {
      options.categories[column.value] = names
    }
    options.output = reference.output
    let model: any Model
    do throws(ModelError) {
      model = try ModelLoader.load(
        path: configuration.location(of: reference.path), options: options, parallel: parallel,
        witness: digest)
    } catch {
      throw .unloadable("\(reference.path.value): \(error.description)")
    }
    if reference.answers != nil, model.description.format != PredictionsModel.formatID {
      throw .configuration(
        configuration, reference.path.place,
        "'answers' is for tables of predictions, and \(reference.path.value) is a model "
          + "(\(model.description.format)), whose file says what it answers")
    }
    return model
  }
}
