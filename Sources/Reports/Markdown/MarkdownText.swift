import Findings

/// Text from data inside Markdown that GitHub, GitLab and Azure all render.
enum MarkdownText {
  /// Plain text in a line or a table cell. Nothing in it can begin markup, a mention or an issue link.
  static func escape(_ text: String, limit: Int) -> String {
    var result = String.UnicodeScalarView()
    for scalar in VisibleText.line(text, limit: limit).unicodeScalars {
      switch scalar {
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      // Escaped by backslash, these two still notify people and link issues.
      case "@", "#": result.append(contentsOf: [scalar, "\u{200B}"])
      case "\\", "|", "`", "*", "_", "[", "]", "~", "$", "!":
        result.append(contentsOf: ["\\", scalar])
      default: result.append(scalar)
      }
    }
    // An address would become a link to wherever the data says.
    return String(result).replacing("://", with: ":\u{2060}//")
      .replacing("www.", with: "www\u{2060}.")
  }

  /// A code span. A pipe would end the cell even here, so it is replaced by its look-alike.
  static func code(_ text: String, limit: Int) -> String {
    let line = VisibleText.line(text, limit: limit).replacing("|", with: "\u{2223}")
    var run = 0
    var longest = 0
    for scalar in line.unicodeScalars {
      run = scalar == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    if longest == 0 { return line.isEmpty ? "" : "`\(line)`" }
    let fence = String(repeating: "`", count: longest + 1)
    return "\(fence) \(line) \(fence)"
  }
}
