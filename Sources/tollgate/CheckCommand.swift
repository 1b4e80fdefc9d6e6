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
    let ending = RunEnding(directory: out ?? "tollgate-report")
    let children = ChildProcesses(adoptsOrphans: true)
    Signals.watch { code, text in
      ending.begin()
      children.endAll()
      progress.clear()
      _ = try? ReportFiles(directory: ending.directory, templates: templates).write(
        unfinished(code, text, clock), formats: ReportFormats.standard + platform.formats)
      Ending(code, "tollgate: \(text)").exit()
    }
    let formats = try format.map(formats) ?? nil

    let result = gated { () throws(GateError) in
      var gate = try ConfigurationSource(file: file, inputs: inputs).configuration()
      if let out { gate.reportDirectory = out }
      if let seed { gate.statistics.seed = seed }
      if let formats { gate.reportFormats = formats }
      ending.directory = gate.reportDirectory
      try allowed.check(gate, on: platform)
      let run = GateRun(
        configuration: gate, parallel: threading.parallel, failOn: failOn, only: only,
        toolVersion: Version.text,
        surroundings: Surroundings(variable: { System.variable($0) }, children: children),
        progress: { progress.show($0) })
      let result = try run.result(run: clock.run())
      var report = result.report
      report.run = clock.run()
      let further = platform.formats.filter { !gate.reportFormats.contains($0) }
      return (report, gate.reportFormats + further, result.files)
    }
    children.endAll()
    // From here on a signal waits: the reports are written once, by one thread.
    ending.begin()
    progress.clear()
    do throws(GateError) {
      let (report, formats, others) = try result.get()
      try finish(report, in: ending.directory, formats, others, platform)
    } catch {
      if case .unwritable = error { throw Ending(error.exitCode, error.message) }
      let report = unfinished(error.exitCode, error.message, clock)
      let written = try? ReportFiles(directory: ending.directory, templates: templates).write(
        report, formats: ReportFormats.standard + platform.formats)
      platform.announce(report, written: written ?? [], templates: templates)
      throw Ending(error.exitCode, error.message)
    }
  }

  private func gated<Value>(
    _ body: () throws(GateError) -> Value
  ) -> Result<Value, GateError> {
    do throws(GateError) { return .success(try body()) } catch { return .failure(error) }
  }

  /// Writes the reports, tells the terminal, and ends with the verdict's code.
  private func finish(
    _ report: Report, in directory: String, _ formats: [String],
    _ others: [(name: String, text: String)], _ platform: CIPlatform
  ) throws(GateError) -> Never {
    let files = ReportFiles(directory: directory, templates: templates)
    let written = try files.write(report, formats: formats, beside: others)
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

  /// The report of a run that could not finish.
  private func unfinished(
    _ code: Findings.ExitCode, _ reason: String, _ clock: Clock
  ) -> Report {
    Report.unfinished(
      gate: file ?? "gate", toolVersion: Version.text, exitCode: code, reason: reason,
      run: clock.run())
  }

  private func formats(_ text: String) throws -> [String] {
    let formats = text.split(separator: ",").map(String.init)
    for format in formats where !ReportFormats.all.contains(format) {
      throw ValidationError(
        "unknown format '\(format)'; there are \(ReportFormats.all.joined(separator: ", "))")
    }
    return formats
  }
}
