package import Findings

/// Why a gate could not run to its end. Each case has its exit code by the contract.
package enum GateError: Error, Sendable {
  /// The configuration or a flag is wrong; nothing was judged (exit code 2).
  case configuration(ConfigurationError)
  /// A model or table could not be loaded or does not fit (exit code 4): `path: what is wrong`.
  case unloadable(String)
  /// The reports could not be written (exit code 4).
  case unwritable(String)

  /// The code by the contract, whatever `--fail-on` says: nothing was judged.
  package var exitCode: ExitCode {
    switch self {
    case .configuration: .usage
    case .unloadable, .unwritable: .unloadable
    }
  }

  /// One or more lines: where, what is wrong, what would be right.
  package var message: String {
    switch self {
    case .configuration(let error): error.description
    // A name or a cell may hold line ends: the sentence has none.
    case .unloadable(let text), .unwritable(let text): VisibleText.line(text, limit: 4_000)
    }
  }

  /// A problem that shows only once the data are known, at its place in the configuration.
  static func configuration(
    _ configuration: GateConfiguration, _ place: ConfigurationNode.Place?, _ message: String
  ) -> GateError {
    .configuration(
      ConfigurationError(
        file: configuration.file, problems: [ConfigurationProblem(place: place, message: message)]))
  }
}
