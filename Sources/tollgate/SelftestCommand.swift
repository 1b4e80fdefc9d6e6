import ArgumentParser
import Findings
import Gate
import Kernels

/// `tollgate selftest`: how far this gate's verdict can be trusted on these rows.
struct SelftestCommand: ParsableCommand {
  /// How the result is written.
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  static let configuration = CommandConfiguration(
    commandName: "selftest",
    abstract:
      "Tell how often this gate fails equally good models, and how often it catches a loss.",
    discussion: """
      Draws the rows again, with replacement, and exchanges the two models' answers at random: two \
      models that are equally good and differ on as many rows as yours. Then it makes some of the \
      candidate's right answers wrong, until the first metric that is compared has lost --regression. \
      Both models are scored once; every run is judged as 'check' judges.

      EXAMPLES
        tollgate selftest
        tollgate selftest gates/fraud.yml --runs 1000 --regression 1pp
        tollgate selftest --format json
      """)

  @Argument(
    help:
      "The configuration (default: tollgate.yml, unless --candidate, --data and --label are given)."
  )
  var file: String?

  @OptionGroup var inputs: InputOptions

  @Option(
    help: ArgumentHelp("Judge only these entries: a suite, suite/check, or check; may be repeated.")
  )
  var only: [String] = []

  @Option(help: "How often the rows are drawn.")
  var runs = 200

  @Option(
    help: ArgumentHelp(
      "The loss to plant, as a margin: 0.005, 1pp, 2% (default: twice the first metric's margin)."))
  var regression: String?

  @Option(help: "Seed of the draws (default: the configuration's).")
  var seed: UInt64?

  @Option(help: "text or json.")
  var format: Format = .text

  @OptionGroup var allowed: ProgramOptions

  @OptionGroup var threading: ThreadOptions

  func validate() throws {
    guard (1...100_000).contains(runs) else {
      throw ValidationError("--runs must be between 1 and 100000, not \(runs)")
    }
    guard let regression else { return }
    guard let bound = Bound(parsing: regression, isMargin: true), bound.value > 0 else {
      throw ValidationError(
        "--regression must be a margin above 0 such as 0.005, 1pp or 2%, not '\(regression)'")
    }
  }

  func run() throws {
    let clock = Clock()
    let progress = Progress()
    let children = ChildProcesses(adoptsOrphans: true)
    Signals.watch { code, text in
      children.endAll()
      progress.clear()
      Ending(code, "tollgate: \(text)").exit()
    }
    do throws(GateError) {
      let gate = try ConfigurationSource(file: file, inputs: inputs).configuration()
      try allowed.check(gate)
      let report = try SelftestRun(
        configuration: gate, parallel: threading.parallel, runs: runs,
        seed: seed ?? gate.statistics.seed,
        regression: regression.flatMap { Bound(parsing: $0, isMargin: true) }, only: only,
        surroundings: Surroundings(variable: { System.variable($0) }, children: children),
        progress: { progress.show($0) }
      ).report()
      progress.clear()
      switch format {
      case .text: Terminal.write(SelftestText(report).text)
      case .json: Terminal.write(report.json)
      }
      if Terminal.showsProgress {
        Terminal.writeError("\(NumberStyle.ascii.short(clock.run().seconds)) seconds")
      }
    } catch {
      progress.clear()
      throw Ending(error.exitCode, error.message)
    }
  }
}
