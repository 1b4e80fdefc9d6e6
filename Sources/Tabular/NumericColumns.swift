/// Columns that somebody takes as numbers, so that a text in them is a mistake.
package enum NumericColumns: Sendable, Equatable {
  case named(Set<String>)
  /// All but these: a model without names for its features reads whatever columns there are.
  case allBut(Set<String>)

  /// Whether the column of that name is one.
  package func contains(_ name: String) -> Bool {
    switch self {
    case .named(let names):
      // LightGBM writes '_' for blanks in the names of its features.
      names.contains(name)
        || name.contains(" ") && names.contains(String(name.map { $0 == " " ? "_" : $0 }))
    case .allBut(let names): !names.contains(name)
    }
  }
}
