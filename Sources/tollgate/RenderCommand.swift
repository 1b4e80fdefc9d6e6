import ArgumentParser
import Findings
import Gate
import Glibc
import Judging
import Kernels
import Reports

/// `tollgate render`: any report format again from the JSON.
struct RenderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render",
    abstract: "Write report formats again from a report.json.",
    discussion: """
      EXAMPLES
        tollgate render tollgate-report/report.json --format markdown
        tollgate render report.json --out again --templates my-templates
        tollgate render report.json --judge --format markdown
      """)

  @Argument(help: "A report.json.")
  var report: String

  @Option(
    help: ArgumentHelp(
      "Formats, comma-separated (default: json,junit,markdown,html, to --out): \(ReportFormats.all.joined(separator: ", "))."
    ))
  var format: String?

  @Option(help: "Directory to write to; without it, one --format goes to standard output.")
  var out: String?

  @Flag(
    help:
      "Judge the numbers of the report again by the rules that it holds, and write nothing of one that says otherwise (4)."
  )
  var judge = false

  @Option(help: "Directory of templates that replace the built-in ones.")
  var templates: String?

  func run() throws {
    let stored: String
    do throws(TextFile.Failure) {
      stored = try TextFile.read(report, limit: Limits.Configuration.reportBytes)
    } catch {
      throw Ending(.unloadable, line: "\(report): \(error.words)")
    }
    let decoded: Report
    do throws(JSONError) {
      decoded = try Report.read(
        Array(stored.utf8), values: Limits.Configuration.reportValues)
    } catch {
      throw Ending(.unloadable, line: "\(report): \(error.description)")
    }
    if judge { try judgeAgain(decoded) }
    let formats = (format ?? ReportFormats.standard.joined(separator: ",")).split(separator: ",")
      .map(
        String.init)
    for format in formats where !ReportFormats.all.contains(format) {
      throw ValidationError(
        "unknown format '\(format)'"
          + Suggestion.clause(format, among: ReportFormats.all, orAll: "there are"))
    }
    if let out {
      do throws(GateError) {
        let written = try ReportFiles.write(
          decoded, into: ReportFiles.folder(out), formats: formats, templates: templates)
        Terminal.write(written.joined(separator: "\n") + "\n")
      } catch {
        throw Ending(error.exitCode, error.message)
      }
      return
    }
    guard formats.count == 1 else {
      throw ValidationError("name one --format for standard output, or a directory with --out")
    }
    let text: String
    do throws(ReportError) {
      text =
        try ReportRenderer(templates: templates).files(decoded, formats: formats).first?.text ?? ""
    } catch {
      throw Ending(.unloadable, line: error.description)
    }
    try show(text)
  }

  /// - Throws: Why the report cannot be judged again, or what in it does not follow from its numbers.
  private func judgeAgain(_ report: Report) throws(Ending) {
    let contradiction: String?
    do throws(Rejudgement.Refusal) {
      contradiction = try Rejudgement(report).contradiction
    } catch {
      throw Ending(.unloadable, line: "\(self.report): \(error.description)")
    }
    if let contradiction {
      throw Ending(.unloadable, line: "\(self.report): judged again, \(contradiction)")
    }
  }

  /// A report is for the program that reads its format, and a log is none: where a text of it would act on
  /// one, it is shown with escapes, or not at all.
  private func show(_ text: String) throws(Ending) {
    if System.isRegularFile(STDOUT_FILENO) || !LogText.acts(text) { return Terminal.act(text) }
    guard let document = try? JSONParser.parse(Array(text.utf8)) else {
      throw Ending(
        .usage,
        line:
          "a text of this report would act on a terminal or a log; '--out DIR' writes it as it is")
    }
    Terminal.write(document)
  }
}
