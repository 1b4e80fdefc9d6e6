package import Findings
internal import Kernels
package import Models
package import Tabular

/// Everything a gate reads from disk: the one impure step before the reports.
package struct LoadedInputs: Sendable {
  package let table: Table
  package let candidate: any Model
  package let baseline: (any Model)?
  /// For the report, in the order config, candidate, baseline, evaluation, reference.
  package let inputs: [Report.Input]
}

/// Loads models and tables; each file's problem names the file.
struct InputsLoader {
  let configuration: GateConfiguration
  let parallel: Parallel
  let progress: @Sendable (String) -> Void

  func load() throws(GateError) -> LoadedInputs {
    progress("reading \(configuration.data.evaluation.value)")
    let table = try readTable(configuration.data.evaluation)
    guard table.rowCount > 0 else {
      throw .unloadable("\(configuration.data.evaluation.value): has no rows; there is nothing to judge")
    }
    try ColumnRoles(configuration).check(table)
    progress("reading models")
    let candidate = try readModel(configuration.candidate, table)
    let baseline: (any Model)? =
      if let reference = configuration.baseline { try readModel(reference, table) } else { nil }
    return LoadedInputs(
      table: table, candidate: candidate, baseline: baseline,
      inputs: try describe(table, candidate, baseline))
  }

  private func readTable(_ path: Located<String>) throws(GateError) -> Table {
    var options = TableOptions()
    switch configuration.data.delimiter {
    case "comma": options.delimiter = UInt8(ascii: ",")
    case "semicolon": options.delimiter = UInt8(ascii: ";")
    case "tab": options.delimiter = UInt8(ascii: "\t")
    case "pipe": options.delimiter = UInt8(ascii: "|")
    default: break
    }
    if let missing = configuration.data.missing { options.missing = Set(missing) }
    do throws(TableError) {
      return try TableReader.read(
        path: configuration.location(of: path), options: options, parallel: parallel)
    } catch {
      throw .unloadable("\(path.value): \(error.description)")
    }
  }

  private func readModel(
    _ reference: ModelReference, _ table: Table
  ) throws(GateError) -> any Model {
    var options = ModelOptions()
    options.rounds =
      switch reference.rounds {
      case .automatic: .automatic
      case .all: .all
      case .first(let count): .first(count)
      }
    for (column, names) in configuration.data.categories { options.categories[column.value] = names }
    do throws(ModelError) {
      return try ModelLoader.load(
        path: configuration.location(of: reference.path), options: options, parallel: parallel)
    } catch {
      throw .unloadable("\(reference.path.value): \(error.description)")
    }
  }

  private func describe(
    _ table: Table, _ candidate: any Model, _ baseline: (any Model)?
  ) throws(GateError) -> [Report.Input] {
    progress("hashing inputs")
    var files: [(role: String, path: Located<String>, format: String, facts: [Report.Fact])] = []
    if let file = configuration.file { files.append(("config", Located(file, at: nil), "yaml", [])) }
    files.append(
      ("candidate", configuration.candidate.path, candidate.description.format,
        facts(candidate)))
    if let baseline, let reference = configuration.baseline {
      files.append(
        ("baseline", reference.path, baseline.description.format, facts(baseline)))
    }
    files.append(
      ("evaluation", configuration.data.evaluation, "csv",
        [
          Report.Fact(name: "rows", value: String(table.rowCount)),
          Report.Fact(name: "columns", value: String(table.columns.count)),
        ]))
    if let reference = configuration.data.reference {
      files.append(("reference", reference, "csv", []))
    }
    let paths = files.map { configuration.location(of: $0.path) }
    let digests = parallel.map(count: paths.count) { FileDigest(path: paths[$0]) }
    var inputs: [Report.Input] = []
    for (file, digest) in zip(files, digests) {
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
    ].filter { !$0.value.isEmpty } + description.facts.map { Report.Fact(name: $0.name, value: $0.value) }
  }
}
