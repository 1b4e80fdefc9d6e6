import Findings

/// A line that the GitHub Actions runner takes for a command.
///
/// Escaping follows the runner: `%`, CR and LF everywhere, `:` and `,` in properties.
struct WorkflowCommand {
  let name: String
  let properties: [(name: String, value: String)]
  let message: String

  /// The runner cuts longer messages.
  static let messageLimit = 4_096

  var text: String {
    let list = properties.map { "\($0.name)=\(Self.property($0.value))" }.joined(separator: ",")
    return "::\(name)\(list.isEmpty ? "" : " ")\(list)::"
      + Self.data(VisibleText.cut(message, Self.messageLimit - 1)) + "\n"
  }

  static func data(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  static func property(_ text: String) -> String {
    data(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}
