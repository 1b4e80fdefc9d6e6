import ArgumentParser
import Findings
import Gate
import Kernels

/// `tollgate plan`: what a gate would run, and what its rows can decide.
struct PlanCommand: ParsableCommand {
  /// How the plan is written.
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Tell what would run, what its rows can decide, and what is likely not meant.",
    discussion: """
      Scores both models to know how much they differ. With --no-scores no model is read: the number \
      of rows, the labels and stated assumptions tell which check can never decide.

      EXAMPLES
        tollgate plan
        tollgate plan gates/fraud.yml --no-scores
        tollgate plan --format json
      """)

  @Argument(
    help:
      "The configuration (default: tollgate.yml, unless --candidate, --data and --label are given)."
  )
  var file: String?

  @OptionGroup var inputs: InputOptions

  @Option(
    help: ArgumentHelp("Plan only these entries: a suite, suite/check, or check; may be repeated."))
  var only: [String] = []

  @Flag(help: "Read no model; plan from rows, labels and assumptions.")
  var noScores = false

  @Option(help: "text or json.")
  var format: Format = .text

  @OptionGroup var allowed: ProgramOptions

  @OptionGroup var threading: ThreadOptions

  func run() throws {
    let progress = Progress()
    let children = ChildProcesses(adoptsOrphans: true)
    Signals.watch { code, text in
      children.endAll()
      progress.clear()
      Ending(code, "tollgate: \(text)").exit()
    }
    do throws(GateError) {
      let gate = try ConfigurationSource(file: file, inputs: inputs).configuration()
      if !noScores { try allowed.check(gate) }
      let report = try PlanRun(
        configuration: gate, parallel: threading.parallel, usesScores: !noScores, only: only,
        surroundings: Surroundings(variable: { System.variable($0) }, children: children),
        progress: { progress.show($0) }
      ).report()
      progress.clear()
      switch format {
      case .text: Terminal.write(PlanText(report).text)
      case .json: Terminal.write(report.json)
      }
    } catch {
      progress.clear()
      throw Ending(error.exitCode, error.message)
    }
  }
}
