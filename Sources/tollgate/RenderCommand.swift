import ArgumentParser
import Findings
import Gate
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

  @Option(help: "Directory of templates that replace the built-in ones.")
  var templates: String?

  func run() throws {
    guard let text = TextFile.read(report) else {
      throw Ending(.unloadable, "\(report): cannot be read")
    }
    let decoded: Report
    do throws(JSONError) {
      decoded = try Report.read(Array(text.utf8))
    } catch {
      throw Ending(.unloadable, "\(report): \(error.description)")
    }
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
    do throws(ReportError) {
      let files = try ReportRenderer(templates: templates).files(decoded, formats: formats)
      Terminal.write(files.first?.text ?? "")
    } catch {
      throw Ending(.unloadable, error.description)
    }
  }
}
