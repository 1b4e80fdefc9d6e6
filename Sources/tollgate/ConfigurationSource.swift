import ArgumentParser
import Checks
import Gate
import Glibc
import Kernels

/// Models, data and columns as flags: instead of a configuration file, or over it.
struct InputOptions: ParsableArguments {
  @Option(help: "The model that wants to pass.")
  var candidate: String?
  @Option(help: "The model to compare with.")
  var baseline: String?
  @Option(name: .customLong("data"), help: "The evaluation table.")
  var evaluation: String?
  @Option(help: "The column of the truth.")
  var label: String?
  @Option(help: "The label's positive value (binary).")
  var positive: String?
  @Option(name: .customLong("id"), help: "A column that names rows.")
  var idColumn: String?
  @Option(help: "A column of row weights.")
  var weight: String?
  @OptionGroup var table: TableFlags

  /// The files that the flags name.
  var paths: [String] { [candidate, baseline, evaluation].compactMap { $0 } }
}

/// Where the gate's configuration comes from: a file, flags, or a file with flags over it.
struct ConfigurationSource {
  let file: String?
  let inputs: InputOptions

  func configuration() throws(GateError) -> GateConfiguration {
    var gate: GateConfiguration
    let saysAll = inputs.candidate != nil && inputs.evaluation != nil && inputs.label != nil
    if let file {
      gate = try read(file)
    } else if !saysAll, System.access("tollgate.yml", F_OK) {
      gate = try read("tollgate.yml")
    } else if inputs.candidate != nil {
      gate = try fromFlags()
    } else {
      throw .configuration(
        problem(
          "there is no tollgate.yml here; name a configuration, write one with 'tollgate init', or give "
            + "--candidate, --data and --label"))
    }
    override(&gate)
    if let address = gate.inputPaths.first(where: { $0.contains("://") }) {
      throw .configuration(
        problem(
          "'\(address)' is an address, and models and tables are files; fetch it before the run"
            + " (a model behind a server is written {http: ADDRESS})"))
    }
    return gate
  }

  /// The folder that a configuration means for the reports, as far as it can be read: whatever else is wrong
  /// with it, and at the first sign of an end, when nobody has read it yet.
  ///
  /// - Parameter file: the configuration that is named; nil for the one that is found here.
  static func reportDirectory(of file: String?) -> String {
    text(of: file).flatMap(ConfigurationReader.reportDirectory)
      ?? GateConfiguration.defaultReportDirectory
  }

  /// The text of a configuration; nil where it is no file of a usual size.
  static func text(of file: String?) -> String? {
    (try? WholeFile.read(path: file ?? "tollgate.yml", limit: Limits.Configuration.bytes))
      .map { String(decoding: $0, as: UTF8.self) }
  }

  private func read(_ file: String) throws(GateError) -> GateConfiguration {
    let text: String
    do throws(TextFile.Failure) {
      text = try TextFile.read(file, limit: Limits.Configuration.bytes)
    } catch {
      throw .configuration(problem("\(file): \(error.words)"))
    }
    do throws(ConfigurationError) {
      return try ConfigurationReader.read(text, file: file)
    } catch {
      throw .configuration(error)
    }
  }

  private func fromFlags() throws(GateError) -> GateConfiguration {
    guard let candidate = inputs.candidate, let evaluation = inputs.evaluation,
      let label = inputs.label
    else {
      let missing = [
        inputs.evaluation == nil ? "--data" : nil, inputs.label == nil ? "--label" : nil,
      ].compactMap { $0 }
      throw .configuration(
        problem("a run without a configuration needs \(missing.joined(separator: " and ")) too"))
    }
    return GateConfiguration.defaults(
      candidate: candidate, baseline: inputs.baseline, evaluation: evaluation, label: label)
  }

  private func override(_ gate: inout GateConfiguration) {
    // A flag names a file: it takes the place of a command or a server too.
    if let path = inputs.candidate { gate.set(path, as: .candidate) }
    if let path = inputs.baseline { gate.set(path, as: .baseline) }
    if let path = inputs.evaluation { gate.data.evaluation = Located(path, at: nil) }
    if let column = inputs.label { gate.data.label = Located(column, at: nil) }
    if let value = inputs.positive { gate.data.positive = Located(value, at: nil) }
    if let column = inputs.idColumn { gate.data.id = Located(column, at: nil) }
    inputs.table.apply(to: &gate)
    if let column = inputs.weight { gate.data.weight = Located(column, at: nil) }
  }

  private func problem(_ message: String) -> ConfigurationError {
    ConfigurationError(file: nil, problems: [ConfigurationProblem(place: nil, message: message)])
  }
}
