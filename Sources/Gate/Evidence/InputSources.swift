internal import Checks
internal import Digest
internal import Findings
internal import Kernels
internal import Models
internal import Tabular

/// Where a run's inputs come from, with the digests of the bytes that were read of them.
struct InputSources {
  private let configuration: GateConfiguration
  private let digests: [String: FileDigest]
  /// By role, what was read beside the model's file.
  private let others: [String: [Report.Fact]]

  /// Hashes what was read, each file on a thread of its own.
  ///
  /// - Parameters:
  ///   - files: the models that files hold.
  ///   - reference: nil where the reference rows were not read.
  /// - Throws: if a file is no longer what was read.
  init(
    _ configuration: GateConfiguration, files: [Role: InputDigest], evaluation: InputDigest,
    reference: InputDigest?, parallel: Parallel, _ progress: (String) -> Void
  ) throws(GateError) {
    progress("hashing inputs")
    self.configuration = configuration
    var read: [(role: String, path: String, digest: InputDigest)] = []
    for role in Role.allCases {
      guard let digest = files[role], let path = configuration.reference(role)?.path.value else {
        continue
      }
      read.append((role.rawValue, path, digest))
    }
    read.append(("evaluation", configuration.data.evaluation.value, evaluation))
    if let reference, let path = configuration.data.reference?.value {
      read.append(("reference", path, reference))
    }
    let inputs = read
    let results = parallel.map(count: inputs.count) { index in
      Result { () throws(ReadableFile.Failure) in try inputs[index].digest.digest() }
    }
    var digests: [String: FileDigest] = [:]
    var others: [String: [Report.Fact]] = [:]
    for (input, result) in zip(inputs, results) {
      switch result {
      case .success(let digest): digests[input.role] = digest
      case .failure(let failure): throw .unloadable("\(input.path): \(failure.reason)")
      }
      others[input.role] = input.digest.others.map { path, digest in
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return Report.Fact(
          name: "also read", value: "\(name), \(digest.bytes) bytes, SHA-256 \(digest.sha256)")
      }
    }
    digests["config"] = configuration.digest
    if reference == nil, let path = configuration.data.reference {
      guard let digest = FileDigest(path: configuration.location(of: path)) else {
        throw .unloadable("\(path.value): cannot be read")
      }
      digests["reference"] = digest
    }
    self.digests = digests
    self.others = others
  }

  /// For the report, in the order config, candidate, baseline, anchor, evaluation, reference.
  ///
  /// - Parameter reference: the reference rows where checks look at them.
  func inputs(
    _ models: [Role: any Model], _ evaluation: LoadedTable, reference loaded: LoadedTable?
  ) -> [Report.Input] {
    var inputs: [Report.Input] = []
    func add(_ role: String, _ path: String, _ format: String, _ facts: [Report.Fact]) {
      // Of what answers from elsewhere there is nothing to hash: it may change from run to run, and
      // the facts say so.
      let digest = digests[role]
      inputs.append(
        Report.Input(
          role: role, path: path, sha256: digest?.sha256 ?? "", bytes: digest?.bytes ?? 0,
          format: format, facts: facts + (others[role] ?? [])))
    }
    if let file = configuration.file { add("config", file, "yaml", []) }
    for role in Role.allCases {
      guard let model = models[role], let reference = configuration.reference(role) else {
        continue
      }
      add(role.rawValue, reference.path.value, model.description.format, facts(model))
    }
    add("evaluation", configuration.data.evaluation.value, evaluation.format, facts(evaluation))
    if let reference = configuration.data.reference {
      add("reference", reference.value, loaded?.format ?? "", loaded.map(facts) ?? [])
    }
    return inputs
  }

  private func facts(_ table: LoadedTable) -> [Report.Fact] {
    [
      Report.Fact(name: "rows", value: String(table.table.rowCount)),
      Report.Fact(name: "columns", value: String(table.storedColumns.count)),
    ] + table.notes.map { Report.Fact(name: "read with", value: $0) }
      + table.unmetMarkers.map { marker in
        Report.Fact(name: "note", value: "no cell is '\(marker)', which data.missing names")
      }
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
