import ArgumentParser
import Findings

/// The quality gate for machine-learning models.
@main
struct Tollgate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tollgate",
    abstract: "The quality gate for machine-learning models.",
    discussion: """
      Loads a candidate and a baseline model, runs suites of checks on the same rows, judges each \
      number against its conditions, writes JUnit, Markdown, HTML and JSON, and exits with a code \
      that a pipeline can act on.

      EXAMPLES
        tollgate init --candidate new.json --baseline old.json --data test.csv
        tollgate check
        tollgate check --candidate a.json --baseline b.json --data t.csv --label y

      EXIT CODES
        0 passed                     4 unreadable input, unwritable reports
        1 failed                     5 warnings with --fail-on warn
        2 usage or configuration    70 internal error
        3 inconclusive        130, 143 interrupted
      """,
    version: Version.text,
    subcommands: [
      CheckCommand.self, PlanCommand.self, SelftestCommand.self, InitCommand.self,
      InspectCommand.self,
      PredictCommand.self, ExplainCommand.self,
      RenderCommand.self, ChecksCommand.self, SchemaCommand.self,
    ])

  /// Argument errors end with the contract's code 2, not with the library's 64.
  static func main() {
    Signals.leaveFileSizesToWrites()
    do {
      var command = try parseAsRoot(Arguments.all)
      try command.run()
    } catch let ending as Ending {
      ending.exit()
    } catch {
      let code = exitCode(for: error)
      guard code != .success, !(error is ArgumentParser.ExitCode) else {
        exit(withError: error)
      }
      let arguments = Arguments.all
      Terminal.writeError(UsageText(arguments: arguments, message: fullMessage(for: error)).text)
      // What is no fault of the arguments nobody expected.
      let ending: Findings.ExitCode = code == .failure ? .internalError : .usage
      BrokenCall(arguments)?.leaveReport(
        ending, UsageText(arguments: arguments, message: message(for: error)).text)
      Ending(ending).exit()
    }
  }
}

/// The program's version.
enum Version {
  static let text = "0.1.0"
}
