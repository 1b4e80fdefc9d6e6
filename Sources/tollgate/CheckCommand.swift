import ArgumentParser
import Findings
import Gate
import Kernels
import Reports

/// `tollgate check`: runs the gate.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Run the gate, write the reports, exit with the verdict.",
    discussion: """
      EXAMPLES
        tollgate check
        tollgate check gates/fraud.yml --only performance --out build/report
        tollgate check --candidate a.json --baseline b.json --data t.csv --label y
      """)

  @Argument(
    help:
      "The configuration (default: tollgate.yml, unless --candidate, --data and --label are given)."
  )
  var file: String?

  @OptionGroup var inputs: InputOptions

  @Option(
    help: ArgumentHelp(
      "Run only these entries: a suite, suite/check, or check; may be repeated. The reports say so, and are no statement about the gate."
    ))
  var only: [String] = []

  @Option(help: "Directory of the reports (default: tollgate-report).")
  var out: String?

  @Option(
    help: ArgumentHelp(
      "Formats to write, comma-separated (default: json,junit,markdown,html): \(ReportFormats.all.joined(separator: ", "))."
    ))
  var format: String?

  @Option(
    help: ArgumentHelp(
      "The CI system to write for besides: auto, github (annotations, step summary, outputs), gitlab and jenkins (the formats that they show), azure, none."
    ))
  var ci: CIPlatform = .auto

  @Option(help: "Seed of everything random.")
  var seed: UInt64?

  @Option(
    help:
      "What ends with a code other than 0: fail, inconclusive, warn or never. A run that judged nothing ends with 3 all the same."
  )
  var failOn: FailOn = .inconclusive

  @Option(
    help: ArgumentHelp("Directory of templates that replace the built-in ones.", valueName: "dir"))
  var templates: String?

  @Flag(help: "Print nothing but errors.")
  var quiet = false

  @OptionGroup var allowed: ProgramOptions

  @OptionGroup var threading: ThreadOptions

  func run() throws {
    let clock = Clock()
    let platform = ci.resolved
    let progress = Progress()
    let ending = RunEnding()
    let children = ChildProcesses(adoptsOrphans: true)
    let reports = RunReports(
      out: out, file: file, templates: templates, only: only, clock: clock)
    let early = ReportFormats.standard + platform.formats
    Signals.watch { code, text in
      ending.begin()
      children.endAll()
      progress.clear()
      reports.leave(code, text, formats: early)
      Ending(code, "tollgate: \(text)").exit()
    }

    let result = gated { () throws(GateError) in
      if let out { try reports.take(out, inputs: inputs.paths) }
      var named: [String]?
      if let format { named = try Self.known(format) }
      var gate = try ConfigurationSource(file: file, inputs: inputs).configuration()
      if let out { gate.reportDirectory = out }
      if let seed { gate.statistics.seed = seed }
      if let named { gate.reportFormats = named }
      let formats =
        gate.reportFormats + platform.formats.filter { !gate.reportFormats.contains($0) }
      try reports.take(for: gate, formats: formats)
      try allowed.check(gate)
      let run = GateRun(
        configuration: gate, parallel: threading.parallel, failOn: failOn, only: only,
        toolVersion: Version.text,
        surroundings: Surroundings(variable: { System.variable($0) }, children: children),
        progress: { progress.show($0) })
      let result = try run.result(run: clock.run())
      var report = result.report
      report.run = clock.run()
      return (report, formats, result.files)
    }
    children.endAll()
    // From here on a signal waits: the reports are written once, by one thread.
    ending.begin()
    progress.clear()
    do throws(GateError) {
      let (report, formats, others) = try result.get()
      let written = try reports.finish(report, formats: formats, beside: others)
      tell(report, written, platform)
    } catch {
      let (report, written) = reports.leave(error.exitCode, error.message, formats: early)
      platform.announce(report, written: written, templates: templates)
      throw Ending(error.exitCode, error.message)
    }
  }

  private func gated<Value>(
    _ body: () throws(GateError) -> Value
  ) -> Result<Value, GateError> {
    do throws(GateError) { return .success(try body()) } catch { return .failure(error) }
  }

  /// Tells the terminal and the platform, and ends with the verdict's code.
  private func tell(_ report: Report, _ written: [String], _ platform: CIPlatform) -> Never {
    if !quiet {
      Terminal.act(
        ConsoleReporter(color: Terminal.wantsColour, width: Terminal.width).text(
          report, paths: written))
    }
    platform.announce(report, written: written, templates: templates)
    Ending(
      Findings.ExitCode(rawValue: report.exitCode) ?? .internalError,
      line: "tollgate: \(report.verdict.rawValue) (exit code \(report.exitCode)): \(report.reason)"
    ).exit()
  }

  /// The formats of `--format`.
  private static func known(_ text: String) throws(GateError) -> [String] {
    let formats = text.split(separator: ",").map(String.init)
    for format in formats where !ReportFormats.all.contains(format) {
      throw .configuration(
        ConfigurationError(
          file: nil,
          problems: [
            ConfigurationProblem(
              place: nil,
              message: "unknown format '\(format)'"
                + Suggestion.clause(format, among: ReportFormats.all, orAll: "there are"))
          ]))
    }
    return formats
  }
}
