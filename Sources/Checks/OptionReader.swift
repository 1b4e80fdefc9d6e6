import Kernels

/// The options of one entry, taken by name. What nobody takes is an error.
package struct OptionReader {
  /// An option as it stands in the configuration.
  package struct Entry: Sendable {
    package let name: String
    package let text: String
    package let line: Int
    package let column: Int

    package init(name: String, text: String, line: Int, column: Int) {
      self.name = name
      self.text = text
      self.line = line
      self.column = column
    }
  }

  private var entries: [Entry]
  private var known: [String] = []

  package init(_ entries: [Entry]) { self.entries = entries }

  /// A number in `range`, or `fallback` when absent; without a fallback it is required.
  package mutating func number(
    _ name: String, in range: ClosedRange<Double>, default fallback: Double? = nil
  ) throws(OptionError) -> Double {
    guard let entry = take(name) else {
      if let fallback { return fallback }
      throw OptionError(line: nil, column: nil, message: "lacks the option '\(name)'")
    }
    guard let value = Double(entry.text), range.contains(value) else {
      throw OptionError(
        line: entry.line, column: entry.column,
        message: "'\(name)' must be a number from \(range.lowerBound) to \(range.upperBound), "
          + "not '\(entry.text)'")
    }
    return value
  }

  /// Refuses what nobody took.
  ///
  /// - Parameter common: the keys that any entry may hold, for the hint.
  package func finish(check: String, common: [String]) throws(OptionError) {
    guard let entry = entries.first else { return }
    let names = known + common
    let hint =
      NearestName.of(entry.name, in: names).map { "did you mean '\($0)'?" }
      ?? "it reads \(names.joined(separator: ", "))"
    throw OptionError(
      line: entry.line, column: entry.column,
      message: "unknown key '\(entry.name)' of check '\(check)'; \(hint)")
  }

  private mutating func take(_ name: String) -> Entry? {
    known.append(name)
    guard let index = entries.firstIndex(where: { $0.name == name }) else { return nil }
    return entries.remove(at: index)
  }
}

/// An option that a check cannot take.
package struct OptionError: Error, Sendable, Equatable {
  package let line: Int?
  package let column: Int?
  package let message: String
}
