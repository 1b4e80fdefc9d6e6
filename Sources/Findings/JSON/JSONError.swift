/// Why a text is not the JSON that was expected.
package enum JSONError: Error, Equatable, CustomStringConvertible {
  /// The text is not JSON at all. Line and column (in bytes) count from 1.
  case syntax(line: Int, column: Int, problem: String)
  /// The text is JSON, but not the one that is expected. The path is spelled
  /// `findings[3].candidate.value`; empty for the whole document.
  case content(path: String, problem: String)

  package var description: String {
    switch self {
    case .syntax(let line, let column, let problem): "line \(line), column \(column): \(problem)"
    case .content("", let problem): problem
    case .content(let path, let problem): "'\(path)': \(problem)"
    }
  }
}
