/// What a message says about a name that nobody knows: the one that was most likely meant. Every "did you
/// mean" of the program is made here.
package enum Suggestion {
  /// `did you mean 'label'?`; nil where no name is near.
  package static func question(_ name: String, among names: [String]) -> String? {
    NearestName.of(name, in: names).flatMap { question([$0]) }
  }

  /// `; did you mean 'label'?`, or nothing.
  package static func clause(_ name: String, among names: [String]) -> String {
    clause(NearestName.of(name, in: names))
  }

  /// The same for a name that was looked for already.
  package static func clause(_ nearest: String?) -> String {
    nearest.flatMap { question([$0]) }.map { "; \($0)" } ?? ""
  }

  /// `; did you mean 'label'?`, or what there is: `; it has age, sex, …`.
  package static func clause(_ name: String, among names: [String], orAll lead: String) -> String {
    if let question = question(name, among: names) { return "; \(question)" }
    guard !names.isEmpty else { return "" }
    let shown = names.prefix(20).joined(separator: ", ")
    return "; \(lead) \(shown)" + (names.count > 20 ? ", …" : "")
  }

  /// The same for the columns of a file that may be any file: its names are shown only where it has a
  /// column that was asked for, which a secret file has not.
  ///
  /// - Parameter isMeant: Whether it has one.
  package static func column(_ name: String, of names: [String], isMeant: Bool) -> String {
    if isMeant { return clause(name, among: names, orAll: "it has") }
    return "; "
      + (question(name, among: names) ?? "'tollgate inspect' lists the columns of a table")
  }

  /// The question about names that somebody chose: `did you mean 'a' or 'b'?`; nil for none.
  package static func question(_ names: [String]) -> String? {
    guard let last = names.last else { return nil }
    let others = names.dropLast().map { "'\($0)'" }.joined(separator: ", ")
    return "did you mean \(others.isEmpty ? "" : others + " or ")'\(last)'?"
  }
}
