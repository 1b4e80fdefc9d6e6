import ArgumentParser
import Kernels

/// What standard error says of arguments that nobody can read: the library's words, with names proposed by
/// ``Suggestion`` alone, since the library proposes one however far it is.
struct UsageText {
  /// The arguments of the process.
  let arguments: [String]
  /// The library's words.
  let message: String

  var text: String {
    var lines = message.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let first = lines.first else { return message }
    lines[0] = mended(first)
    return lines.joined(separator: "\n")
  }

  private func mended(_ line: String) -> String {
    if let own = line.firstRange(of: " Did you mean '") {
      let said = line[..<own.lowerBound]
      guard let name = quoted(said), let question = Suggestion.question(name, among: options) else {
        return String(said)
      }
      return "\(said.hasSuffix(".") ? String(said.dropLast()) : String(said)); \(question)"
    }
    if let name = quoted(line[...]), name == arguments.first, !commands.contains(name),
      line.contains("Unexpected argument")
    {
      return line + Suggestion.clause(name, among: commands)
    }
    return line
  }

  /// The first text in quotes.
  private func quoted(_ line: Substring) -> String? {
    let parts = line.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
    return parts.count == 3 ? String(parts[1]) : nil
  }

  private var commands: [String] {
    Tollgate.configuration.subcommands.compactMap { $0.configuration.commandName }
  }

  /// The options of the command that is called, as its help names them.
  private var options: [String] {
    let command = Tollgate.configuration.subcommands.first {
      $0.configuration.commandName == arguments.first
    }
    let words = (command ?? Tollgate.self).helpMessage()
      .split { !($0.isLetter || $0.isNumber || $0 == "-") }
    var names: [String] = []
    for word in words where word.hasPrefix("--") && !names.contains(String(word)) {
      names.append(String(word))
    }
    return names
  }
}
