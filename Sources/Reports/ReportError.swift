/// Why a report cannot be written.
package enum ReportError: Error, Equatable, CustomStringConvertible {
  /// A place in a template; line and column count from 1.
  case template(file: String, line: Int, column: Int, problem: String)
  /// A file or folder, and what the system says.
  case file(path: String, problem: String)
  case unknownFormat(String)
  case xml(String)

  package var description: String {
    switch self {
    case .template(let file, let line, let column, let problem):
      "\(file):\(line):\(column): \(problem)"
    case .file(let path, let problem): "'\(path)': \(problem)"
    case .unknownFormat(let format):
      "'\(format)' is not a report format; known are "
        + ReporterCatalog.all.map { $0.id }.joined(separator: ", ")
    case .xml(let problem): problem
    }
  }
}
