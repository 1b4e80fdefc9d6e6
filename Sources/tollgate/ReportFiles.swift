import Findings
import Gate
import Reports

/// The report directory of a run.
struct ReportFiles {
  let directory: String
  let templates: String?

  /// Writes the report in `formats` and gives the paths written, the most readable first.
  @discardableResult
  func write(
    _ report: Report, formats: [String] = ReportFormats.standard,
    beside: [(name: String, text: String)] = []
  ) throws(GateError) -> [String] {
    do throws(ReportError) {
      return try ReportWriter.write(
        report, to: directory, formats: formats, renderer: ReportRenderer(templates: templates),
        beside: beside)
    } catch {
      throw .unwritable(error.description)
    }
  }
}
