import Kernels

/// The options of one entry, taken by name. What nobody takes is an error.
package struct OptionReader {
  /// An option as it stands in the configuration.
  package struct Entry: Sendable {
    package let name: String
    /// The value; empty for a list.
    package let text: String
    /// The texts of a list; nil for a single value.
    package let items: [String]?
    /// The texts of a list of lists; nil for anything else.
    package let lists: [[String]]?
    package let line: Int
    package let column: Int

    package init(
      name: String, text: String, items: [String]? = nil, lists: [[String]]? = nil, line: Int,
      column: Int
    ) {
      self.name = name
      self.text = text
      self.items = items
      self.lists = lists
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
    if let value = try numberIfGiven(name, in: range) ?? fallback { return value }
    throw OptionError(line: nil, column: nil, message: "lacks the option '\(name)'")
  }

  /// A number in `range`, or nil when absent.
  package mutating func numberIfGiven(
    _ name: String, in range: ClosedRange<Double>
  ) throws(OptionError) -> Double? {
    guard let entry = take(name) else { return nil }
    guard let value = Double(entry.text), range.contains(value) else {
      throw OptionError(
        line: entry.line, column: entry.column,
        message: "'\(name)' must be a number from \(range.lowerBound) to \(range.upperBound), "
          + "not '\(entry.text)'")
    }
    return value
  }

  /// A whole number in `range`, or nil when absent.
  package mutating func integer(
    _ name: String, in range: ClosedRange<Int>
  ) throws(OptionError) -> Int? {
    guard let entry = take(name) else { return nil }
    guard let value = Int(entry.text), range.contains(value) else {
      throw OptionError(
        line: entry.line, column: entry.column,
        message:
          "'\(name)' must be a whole number from \(range.lowerBound) to \(range.upperBound), "
          + "not '\(entry.text)'")
    }
    return value
  }

  /// One of `choices`, or nil when absent.
  package mutating func choice(
    _ name: String, of choices: [String]
  ) throws(OptionError) -> String? {
    guard let entry = take(name) else { return nil }
    guard choices.contains(entry.text) else {
      let hint = Suggestion.clause(entry.text, among: choices)
      throw OptionError(
        line: entry.line, column: entry.column,
        message: "'\(name)' is '\(entry.text)'; it may be \(choices.joined(separator: ", "))\(hint)"
      )
    }
    return entry.text
  }

  /// Distinct texts, one or more, or nil when absent; a single text counts as a list of one.
  package mutating func texts(_ name: String) throws(OptionError) -> [String]? {
    guard let entry = take(name) else { return nil }
    let texts = entry.items ?? [entry.text]
    guard !texts.isEmpty, !texts.contains(""), Set(texts).count == texts.count else {
      throw OptionError(
        line: entry.line, column: entry.column,
        message: "'\(name)' must be a list of distinct texts")
    }
    return texts
  }

  /// Lists of distinct texts: a text or a list is one of them. Nil when absent.
  package mutating func lists(_ name: String) throws(OptionError) -> [[String]]? {
    guard let entry = take(name) else { return nil }
    let lists = entry.lists ?? [entry.items ?? [entry.text]]
    let areDistinct = Set(lists).count == lists.count
    guard areDistinct, !lists.isEmpty,
      lists.allSatisfy({ !$0.isEmpty && !$0.contains("") && Set($0).count == $0.count })
    else {
      throw OptionError(
        line: entry.line, column: entry.column,
        message: "'\(name)' must be a list of distinct texts, or a list of such lists")
    }
    return lists
  }

  /// A whole number in `range`, or a list of numbers that ascend; nil when absent.
  package mutating func cut(
    _ name: String, in range: ClosedRange<Int>
  ) throws(OptionError) -> GroupRequest.Cut? {
    guard let entry = take(name) else { return nil }
    if let items = entry.items {
      let edges = items.compactMap(Double.init)
      if edges.count == items.count, !edges.isEmpty, edges.allSatisfy(\.isFinite),
        zip(edges, edges.dropFirst()).allSatisfy({ $0 < $1 })
      {
        return .edges(edges)
      }
    } else if let count = Int(entry.text), range.contains(count) {
      return .quantiles(count)
    }
    throw OptionError(
      line: entry.line, column: entry.column,
      message:
        "'\(name)' must be a number of bins from \(range.lowerBound) to \(range.upperBound), "
        + "or a list of edges in ascending order")
  }

  /// Refuses what nobody took.
  ///
  /// - Parameters:
  ///   - common: the keys that any entry may hold, for the hint.
  ///   - elsewhere: the section that a key belongs in, if it is known in another one.
  package func finish(
    check: String, common: [String], elsewhere: (String) -> String? = { _ in nil }
  ) throws(OptionError) {
    guard let entry = entries.first else { return }
    let names = known + common
    let hint =
      KeySynonyms.key(for: entry.name, among: names).flatMap { Suggestion.question([$0]) }
      ?? elsewhere(entry.name).map { "it belongs in \($0)" }
      ?? Suggestion.question(entry.name, among: names)
      ?? "it reads \(names.joined(separator: ", "))"
    throw OptionError(
      line: entry.line, column: entry.column,
      message: "unknown key '\(entry.name)' of check '\(check)'; \(hint)")
  }

  /// What ``countOrAll(_:)`` gives.
  package enum Count: Sendable, Equatable {
    case all
    case count(Int)
  }

  /// A number from 1 on or the word `all`, or nil when absent.
  package mutating func countOrAll(_ name: String) throws(OptionError) -> Count? {
    guard let entry = take(name) else { return nil }
    if entry.text == "all" { return .all }
    guard let count = Int(entry.text), count >= 1 else {
      throw OptionError(
        line: entry.line, column: entry.column,
        message: "'\(name)' must be a whole number from 1 on, or all, not '\(entry.text)'")
    }
    return .count(count)
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
