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
  package let candidate: any Model
  package let baseline: (any Model)?
  package let anchor: (any Model)?
  /// For the report, in the order config, candidate, baseline, anchor, evaluation, reference.
  package let inputs: [Report.Input]

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
    try ColumnRoles(configuration).check(read.loaded.storedColumns)
    return needs.areMet(by: read.loaded) ? read : try readTable(path, needs.widened)
  }

  func load() throws(GateError) -> LoadedInputs {
    progress("reading models")
    // Files before the table: they say which of its columns are read, and as what.
    var files: [Role: any Model] = [:]
    var digests: [Role: InputDigest] = [:]
    for role in Role.allCases {
      guard let reference = configuration.reference(role) else { continue }
      let digest = InputDigest(
        path: ModelLoader.root(of: configuration.location(of: reference.path)))
      files[role] = try readFile(reference, digest)
      digests[role] = digest
    }
    let needs = ColumnNeeds(
      configuration, models: Role.allCases.compactMap { files[$0]?.description })
    let evaluation = try readEvaluation(needs)
    let reference = configuration.needsReference ? try readReference(needs) : nil
    // Before any program runs: what it may write from here on was not read.
    let sources = try InputSources(
      configuration, files: digests.filter { files[$0.key] != nil },
      evaluation: evaluation.digest, reference: reference?.digest, parallel: parallel, progress)
    let table = evaluation.loaded.table
    var models = files
    for role in Role.allCases where models[role] == nil {
      guard let reference = configuration.reference(role) else { continue }
      models[role] = try ask(reference, table)
    }
    guard let candidate = models[.candidate] else {
      throw .unloadable("\(configuration.candidate.path.value): cannot be read")
    }
    return LoadedInputs(
      table: table, reference: reference?.loaded.table, needs: needs, candidate: candidate,
      baseline: models[.baseline], anchor: models[.anchor],
      inputs: sources.inputs(models, evaluation.loaded))
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
    do throws(TableError) {
      return ReadTable(
        loaded: try TableReader.load(
          path: location, options: options, parallel: parallel, witness: digest), digest: digest)
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
  private func readFile(
    _ reference: ModelReference, _ digest: InputDigest
  ) throws(GateError) -> (any Model)? {
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
    for (column, names) in configuration.data.categories {
      options.categories[column.value] = names
    }
    do throws(ModelError) {
      return try ModelLoader.load(
        path: configuration.location(of: reference.path), options: options, parallel: parallel,
        witness: digest)
    } catch {
      throw .unloadable("\(reference.path.value): \(error.description)")
    }
  }
}
