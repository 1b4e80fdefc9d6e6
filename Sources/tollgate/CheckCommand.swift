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
        tollgate check --candidate new.json --baseline old.json --data test.csv --label y
      """)

  @Argument(help: "The configuration (default: tollgate.yml, when no --candidate is given).")
  var file: String?

  @OptionGroup var inputs: InputOptions

  @Option(help: ArgumentHelp("Run only these entries: a suite, suite/check, or check; may be repeated."))
  var only: [String] = []

  @Option(help: "Directory of the reports (default: tollgate-report).")
  var out: String?

  @Option(help: "Formats to write: json, junit, markdown, html; comma-separated.")
  var format: String?

  @Option(help: "Seed of everything random.")
  var seed: UInt64?

  @Option(help: "What ends with a code other than 0: fail, inconclusive, warn or never.")
  var failOn: FailOn = .inconclusive

  @Option(help: ArgumentHelp("Directory of templates that replace the built-in ones.", valueName: "dir"))
  var templates: String?

  @Flag(help: "Print nothing but errors.")
  var quiet = false

  @OptionGroup var threading: ThreadOptions

  func run() throws {
    let clock = Clock()
    let progress = Progress()
    let once = Once()
    let fallbackDirectory = out ?? "tollgate-report"
    let signals = Signals { code, text in
      guard once.claim() else { return }
      progress.clear()
      let report = Report.unfinished(
        gate: file ?? "gate", toolVersion: Version.text, exitCode: code, reason: text,
        run: clock.run())
      _ = try? ReportFiles(directory: fallbackDirectory, templates: templates).write(report)
      Ending(code, "tollgate: \(text)").exit()
    }
    defer { withExtendedLifetime(signals) {} }

    var directory = fallbackDirectory
    do {
      var gate = try ConfigurationSource(file: file, inputs: inputs).configuration()
      if let out { gate.reportDirectory = out }
      if let seed { gate.statistics.seed = seed }
      if let format { gate.reportFormats = try formats(format) }
      directory = gate.reportDirectory
      let run = GateRun(
        configuration: gate, parallel: threading.parallel, failOn: failOn, only: only,
        toolVersion: Version.text, progress: { progress.show($0) })
      var report = try run.report(run: clock.run())
      report.run = clock.run()
      progress.clear()
      guard once.claim() else { return }
      try finish(report, gate)
    } catch let error as GateError {
      progress.clear()
      guard once.claim() else { return }
      try fail(error, directory, clock)
    }
  }

  private func finish(_ report: Report, _ gate: GateConfiguration) throws {
    let files = ReportFiles(directory: gate.reportDirectory, templates: templates)
    let written = try files.write(report, formats: gate.reportFormats)
    if !quiet {
      Terminal.write(
        ConsoleReporter(color: Terminal.wantsColour, width: Terminal.width).text(
          report, paths: written))
    }
    throw Ending(
      Findings.ExitCode(rawValue: report.exitCode) ?? .internalError,
      "tollgate: \(report.verdict.rawValue) (exit code \(report.exitCode)): \(report.reason)")
  }

  /// A run that could not finish leaves reports that say so.
  private func fail(_ error: GateError, _ directory: String, _ clock: Clock) throws -> Never {
    let report = Report.unfinished(
      gate: file ?? "gate", toolVersion: Version.text, exitCode: error.exitCode,
      reason: error.message, run: clock.run())
    if case .unwritable = error {
    } else {
      _ = try? ReportFiles(directory: directory, templates: templates).write(report)
    }
    throw Ending(error.exitCode, error.message)
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
