internal import Checks
internal import Kernels

/// Reads the keys of one mapping and collects everything that is wrong with it.
///
/// A reader takes only keys that its table declares; ``finish()`` reports the keys that the table
/// does not know, with the nearest name, and the required ones that are absent.
struct MappingReader {
  private let keys: [ConfigurationKey]
  private let section: String
  private var entries: [String: ConfigurationNode.Entry] = [:]
  private var order: [ConfigurationNode.Entry] = []
  let place: ConfigurationNode.Place
  private(set) var problems: [ConfigurationProblem] = []

  /// - Parameter section: the mapping's name in messages: `data`.
  init(_ node: ConfigurationNode, keys: [ConfigurationKey], section: String) {
    self.keys = keys
    self.section = section
    place = node.place
    guard case .mapping(let all) = node.content else {
      problems.append(
        .init(place: node.place, message: "\(section) must be a mapping of keys, not \(node.kind)"))
      return
    }
    order = all
    for entry in all { entries[entry.key] = entry }
  }

  /// The node behind `key`, or nil when absent or empty.
  func node(_ key: String) -> ConfigurationNode? {
    precondition(keys.contains { $0.name == key }, "'\(key)' is not in the table of \(section)")
    guard let value = entries[key]?.value else { return nil }
    if case .scalar("", isQuoted: false) = value.content { return nil }
    return value
  }

  mutating func text(_ key: String) -> String? {
    guard let node = node(key) else { return nil }
    guard case .scalar(let text, _) = node.content else {
      return fail(node, "'\(key)' must be a text, not \(node.kind)")
    }
    return text
  }

  mutating func located(_ key: String) -> Located<String>? {
    guard let node = node(key), let text = text(key) else { return nil }
    return Located(text, at: node.place)
  }

  mutating func number(_ key: String, in range: ClosedRange<Double>? = nil) -> Double? {
    guard let node = node(key), let text = text(key) else { return nil }
    guard let number = Double(text), number.isFinite else {
      return fail(node, "'\(key)' must be a number, not \(node.kind)")
    }
    if let range, !range.contains(number) {
      return fail(
        node,
        "'\(key)' must be between \(range.lowerBound.plain) and \(range.upperBound.plain), not \(text)"
      )
    }
    return number
  }

  mutating func integer(_ key: String, atLeast minimum: Int) -> Int? {
    guard let node = node(key), let text = text(key) else { return nil }
    guard let number = Int(text), number >= minimum else {
      return fail(node, "'\(key)' must be a whole number from \(minimum) on, not \(node.kind)")
    }
    return number
  }

  mutating func choice(_ key: String, of choices: [String]) -> String? {
    guard let node = node(key), let text = text(key) else { return nil }
    guard choices.contains(text) else {
      let nearest = Suggestion.clause(text, among: choices)
      return fail(
        node, "'\(key)' is \(node.kind); it may be \(choices.joined(separator: ", "))\(nearest)")
    }
    return text
  }

  /// A list of texts; a single text counts as a list of one.
  mutating func texts(_ key: String) -> [Located<String>]? {
    guard let node = node(key) else { return nil }
    switch node.content {
    case .scalar(let text, _): return [Located(text, at: node.place)]
    case .mapping: return fail(node, "'\(key)' must be a list, not a mapping")
    case .sequence(let items):
      var texts: [Located<String>] = []
      for item in items {
        guard case .scalar(let text, _) = item.content else {
          return fail(item, "'\(key)' must be a list of texts; one item is \(item.kind)")
        }
        texts.append(Located(text, at: item.place))
      }
      return texts
    }
  }

  /// Notes a problem at `node`; the nil lets callers return it.
  @discardableResult
  mutating func fail<Value>(_ node: ConfigurationNode, _ message: String) -> Value? {
    problems.append(.init(place: node.place, message: message))
    return nil
  }

  mutating func add(_ more: [ConfigurationProblem]) { problems.append(contentsOf: more) }

  /// All problems, with unknown and missing keys. Call it last.
  func finish() -> [ConfigurationProblem] {
    var all = problems
    let names = keys.map(\.name)
    let strange = order.filter { !names.contains($0.key) }
    // The nearest name of each is looked for, and nobody reads a thousand.
    for entry in strange.prefix(Self.mostUnknown) {
      all.append(Self.unknown(entry, in: section, known: names))
    }
    if strange.count > Self.mostUnknown {
      let more = strange.count - Self.mostUnknown
      all.append(
        .init(
          place: strange[Self.mostUnknown].keyPlace,
          message: "\(more) more unknown key\(more == 1 ? "" : "s") in \(section)"))
    }
    if problems.isEmpty || !order.isEmpty {
      for key in keys where key.isRequired && node(key.name) == nil {
        all.append(lacking(key.name))
      }
    }
    return all
  }

  /// That a key is absent, one that only some configurations need among them.
  func lacking(_ key: String) -> ConfigurationProblem {
    let summary = keys.first { $0.name == key }?.summary ?? ""
    return .init(place: place, message: "\(section) lacks '\(key)': \(summary)")
  }

  private static let mostUnknown = 20

  static func unknown(
    _ entry: ConfigurationNode.Entry, in section: String, known: [String]
  ) -> ConfigurationProblem {
    let hint =
      KeySynonyms.key(for: entry.key, among: known).flatMap { Suggestion.question([$0]) }
      ?? ConfigurationKeys.sections(of: entry.key).map { "it belongs in \($0)" }
      ?? Suggestion.question(entry.key, among: known)
      ?? "\(section) may hold \(known.joined(separator: ", "))"
    return .init(
      place: entry.keyPlace, message: "unknown key '\(entry.key)' in \(section); \(hint)")
  }
}

/// A value and the place in the configuration it came from; no place for flags.
package struct Located<Value: Sendable>: Sendable {
  package let value: Value
  package let place: ConfigurationNode.Place?

  package init(_ value: Value, at place: ConfigurationNode.Place?) {
    self.value = value
    self.place = place
  }
}

extension Located: Equatable where Value: Equatable {}

extension Double {
  /// `5` instead of `5.0`, for messages.
  var plain: String { self == rounded() && abs(self) < 1e15 ? String(Int(self)) : String(self) }
}
