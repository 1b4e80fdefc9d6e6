internal import Kernels

/// What a message says about a check that the catalogue does not know.
///
/// A name that another library gives a number leads to the id of that number, and to no other: a typo counts
/// as one only where nothing else can be meant.
package struct CheckSuggestion: Sendable {
  /// The ids and presets that may be proposed, in order.
  private let ids: [String]
  /// The ids behind each name that other libraries use, folded.
  private let foreign: [String: [String]]

  /// - Parameters:
  ///   - ids: those that fit where the name stands; nil takes the whole catalogue with its presets.
  package init(among ids: [String]? = nil) {
    self.ids = ids ?? CheckCatalog.ids + FairnessPreset.all.map(\.id)
    foreign = Self.foreign()
  }

  /// `did you mean 'f1', 'macro_f1' or 'weighted_f1'?`, what comes near, or where all are listed.
  package func text(_ name: String) -> String {
    let key = Self.folded(name)
    if let near = CheckNames.strangers[key] {
      return near.isEmpty ? Self.list : "\(near); \(Self.list)"
    }
    let meant = meant(by: key)
    return Suggestion.question(meant) ?? Self.list
  }

  /// `; did you mean 'f1'?`, or nothing.
  package func clause(_ name: String) -> String {
    let key = Self.folded(name)
    guard CheckNames.strangers[key] == nil else { return "" }
    return Suggestion.question(meant(by: key)).map { "; \($0)" } ?? ""
  }

  private static let list = "'tollgate checks' lists them"

  /// The ids that a name means: its own, those of its name elsewhere, or those that it is a typo of.
  func meant(by name: String) -> [String] {
    let key = Self.folded(name)
    let known = exact(key)
    if !known.isEmpty { return known }
    // Names are short and many: a letter more may be another number.
    let names = ids + foreign.keys.sorted() + CheckNames.strangers.keys.sorted()
    let near = NearestName.typo(of: key, in: names) { length in
      length < 6 ? 0 : length < 10 ? 1 : length < 18 ? 2 : 3
    }
    let swapped = near.isEmpty ? names.filter { Self.isSwap(key, Self.folded($0)) } : near
    let digits = key.filter(\.isNumber)
    guard !swapped.contains(where: { CheckNames.strangers[$0] != nil }) else { return [] }
    var meant: [String] = []
    for candidate in swapped where candidate.filter(\.isNumber) == digits {
      for id in exact(Self.folded(candidate)) where !meant.contains(id) { meant.append(id) }
    }
    return meant.count <= 4 ? meant : []
  }

  private func exact(_ key: String) -> [String] {
    if let id = ids.first(where: { Self.folded($0) == key }) { return [id] }
    if let found = foreign[key]?.filter(ids.contains), !found.isEmpty { return found }
    if key.hasPrefix("neg_") { return exact(String(key.dropFirst(4))) }
    // `f1_macro` of scikit-learn's scorers is `macro_f1` here.
    for average in ["macro", "micro", "weighted"] where key.hasSuffix("_\(average)") {
      let id = "\(average)_\(key.dropLast(average.count + 1))"
      if ids.contains(id) { return [id] }
    }
    // `ndcg@10`, `precision_at_5`: the cut-off is an option here.
    let digits = key.reversed().prefix { $0.isNumber }.count
    if digits > 0 {
      let base = String(key.dropLast(digits))
      for ending in ["@", "_at_", "_"] where base.hasSuffix(ending) {
        let name = String(base.dropLast(ending.count))
        for id in [name + "_at", name] where ids.contains(id) && Self.takesCutoff(id) {
          return [id]
        }
      }
    }
    if key.hasSuffix("_at_k") { return exact(String(key.dropLast(5)) + "_at_1") }
    for ending in ["_difference", "_ratio"] where key.hasSuffix(ending) {
      let id = exact(String(key.dropLast(ending.count))).first.map { "\($0)_group\(ending)" }
      if let id, ids.contains(id) { return [id] }
    }
    return []
  }

  private static func takesCutoff(_ id: String) -> Bool {
    CheckCatalog.kinds(id).contains { kind in kind.options.contains { $0.name == "k" } }
  }

  /// Whether two neighbours changed places, which no two names of numbers have in common.
  private static func isSwap(_ a: String, _ b: String) -> Bool {
    guard a.count == b.count, a.count > 2, a.sorted() == b.sorted() else { return false }
    return zip(a, b).count { $0 != $1 } == 2
      && NearestName.typo(of: a, in: [b]) { _ in 1 } == [b]
  }

  private static func folded(_ name: String) -> String {
    String(name.lowercased().prefix(100).map { "- .".contains($0) ? "_" : $0 })
  }

  private static func foreign() -> [String: [String]] {
    var plain: [String: [CheckKind]] = [:]
    var special: [String: [CheckKind]] = [:]
    for kind in CheckCatalog.all {
      guard let function = CheckNames.function(of: kind.reference) else { continue }
      if function.needsArguments {
        special[function.name, default: []].append(kind)
      } else {
        plain[function.name, default: []].append(kind)
      }
    }
    var foreign: [String: [String]] = [:]
    for name in Set(plain.keys).union(special.keys).sorted() {
      let own = plain[name] ?? []
      // A number that needs arguments is meant only for a task that has no other of that name.
      let others = (special[name] ?? []).filter { kind in !own.contains { $0.task == kind.task } }
      for kind in own + others where foreign[name]?.contains(kind.id) != true {
        foreign[name, default: []].append(kind.id)
      }
    }
    for name in CheckNames.aliases.keys.sorted() {
      foreign[name] = (CheckNames.aliases[name] ?? []).flatMap { target in
        CheckNames.aliases[target]
          ?? (CheckCatalog.kinds(target).isEmpty ? foreign[target] : nil) ?? [target]
      }
    }
    return foreign
  }
}
