internal import Checks
internal import Digest
package import Findings
internal import Kernels
package import Models
package import Tabular

/// Everything a gate reads from disk: the one impure step before the reports.
package struct LoadedInputs: Sendable {
  package let table: Table
  /// The reference rows; nil where the configuration needs none.
  package let reference: Table?
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
  /// What was odd about them.
  let notes: [Report.Note]

  /// Lets the programs that answered end, once nothing more is asked.
  ///
  /// - Throws: if one of them does not end with 0.
  func finish(_ configuration: GateConfiguration) throws(GateError) {
    let models: [(Role, (any Model)?)] = [
      (.candidate, candidate), (.baseline, baseline), (.anchor, anchor),
    ]
    for (role, model) in models {
      do throws(ModelError) {
        try model?.finish()
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

  /// The evaluation rows alone, with the columns that the configuration names.
  func loadTable() throws(GateError) -> Table {
    try readEvaluation(ColumnNeeds(configuration, models: [])).loaded.table
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

  func load() throws(GateError) -> LoadedInputs {
    progress("reading models")
    // Files before the table: they say which of its columns are read, and as what. Tables of
    // predictions after it: they read none but the id, and the label says what they mean.
    var files: [Role: any Model] = [:]
    var digests: [Role: InputDigest] = [:]
    for role in Role.allCases {
      guard let reference = configuration.reference(role) else { continue }
      guard try isModel(reference) else { continue }
      let digest = InputDigest(
        path: ModelLoader.root(of: configuration.location(of: reference.path)))
      files[role] = try readFile(reference, digest)
      digests[role] = digest
    }
    let needs = ColumnNeeds(
      configuration, models: Role.allCases.compactMap { files[$0]?.description })
    let evaluation = try readEvaluation(needs)
    let reference = configuration.needsReference ? try readReference(needs) : nil
    let table = evaluation.loaded.table
    let label = table[configuration.data.label.value].map {
      AnsweredTask(configuration: configuration, label: $0)
        .labelValues(for: files[.candidate]?.description)
    }
    for role in Role.allCases where files[role] == nil {
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
    for role in Role.allCases where models[role] == nil {
      guard let reference = configuration.reference(role) else { continue }
      models[role] = try ask(reference, table, label)
    }
    guard let candidate = models[.candidate] else {
      throw .unloadable("\(configuration.candidate.path.value): cannot be read")
    }
    return LoadedInputs(
      table: table, reference: reference?.loaded.table, needs: needs,
      keptTexts: evaluation.loaded.format == "csv" ? needs.kept.mapValues(\.texts) : [:],
      nestedColumns: evaluation.loaded.nestedColumns, candidate: candidate,
      baseline: models[.baseline], anchor: models[.anchor],
      inputs: sources.inputs(models, evaluation.loaded),
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

  /// The reference rows, or nil where the configuration names none.
  ///
  /// - Parameter needs: which of their columns are read; nil for all.
  func reference(_ needs: ColumnNeeds? = nil) throws(GateError) -> Table? {
    guard let path = configuration.data.reference else { return nil }
    progress("reading \(path.value)")
    return try readTable(path, needs).loaded.table
  }

  private func readReference(_ needs: ColumnNeeds) throws(GateError) -> ReadTable? {
    guard let path = configuration.data.reference else { return nil }
    progress("reading \(path.value)")
    return try readTable(path, needs)
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
