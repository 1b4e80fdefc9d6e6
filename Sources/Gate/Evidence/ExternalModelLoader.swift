internal import Kernels
internal import Models
internal import Tabular

/// Makes an external model of what the configuration says, and asks it about the evaluation rows.
struct ExternalModelLoader {
  let configuration: GateConfiguration
  let surroundings: Surroundings
  let parallel: Parallel

  /// Variables that every program sees: where programs and the user's files are, and how text and
  /// time are written. Whatever else it needs is named under `env`.
  private static let passedOn = [
    "HOME", "LANG", "LC_ALL", "LC_CTYPE", "LOGNAME", "PATH", "TMPDIR", "TZ", "USER",
  ]

  func load(
    _ reference: ModelReference, _ external: ExternalReference, asking table: Table,
    label: LabelValues?
  ) throws(GateError) -> any Model {
    let channel: any ScoringChannel =
      switch external.source {
      case .command(let command): try self.channel(command, external)
      case .http(let server): try self.channel(server, external)
      }
    var options = PredictionOptions()
    options.score = external.scoreColumn
    options.answers = external.answers
    options.classes = external.classes
    options.sharedClasses = configuration.data.classes?.map(\.value)
    options.label = label
    do throws(ModelError) {
      return try ExternalModel(
        channel, options: options, classes: external.classes, asking: table, parallel: parallel)
    } catch {
      throw .unloadable("\(reference.path.value): \(error.description)")
    }
  }

  private func channel(
    _ command: ExternalReference.CommandReference, _ external: ExternalReference
  ) throws(GateError) -> any ScoringChannel {
    var environment: [String] = []
    for name in Self.passedOn {
      if let value = surroundings.variable(name) { environment.append("\(name)=\(value)") }
    }
    var values: [String] = []
    for name in command.environment where !Self.passedOn.contains(name.value) {
      let value = try variable(name)
      values.append(value)
      environment.append("\(name.value)=\(value)")
    }
    return ExternalCommand(
      command: ChildProcess.Command(
        arguments: command.arguments, directory: configuration.directory, environment: environment),
      exchange: command.isPersistent ? .lines(batchRows: external.batchRows) : .csv,
      timeoutMilliseconds: external.timeoutMilliseconds, secrets: Secrets(values)
    ).channel(among: surroundings.children)
  }

  private func channel(
    _ server: ExternalReference.HTTPReference, _ external: ExternalReference
  ) throws(GateError) -> any ScoringChannel {
    var headers: [(name: String, value: String)] = []
    var values: [String] = []
    for header in server.headers {
      guard let name = header.variable else {
        headers.append((header.name, header.text))
        continue
      }
      let value = try variable(name)
      guard value.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else {
        throw .configuration(
          configuration, name.place,
          "the environment variable '\(name.value)' holds line ends or other bytes that no header may "
            + "have")
      }
      values.append(value)
      headers.append((header.name, header.text + value))
    }
    return ExternalServer(
      address: server.address,
      dialect: server.model.map { .inferenceV2(model: $0) } ?? .mlflow, headers: headers,
      batchRows: external.batchRows, timeoutMilliseconds: external.timeoutMilliseconds,
      retries: server.retries, secrets: Secrets(values),
      library: surroundings.variable("TOLLGATE_CURL")
    ).channel
  }

  private func variable(_ name: Located<String>) throws(GateError) -> String {
    guard let value = surroundings.variable(name.value), !value.isEmpty else {
      throw .configuration(
        configuration, name.place,
        "the environment variable '\(name.value)' is not set; set it where the gate runs")
    }
    return value
  }
}
