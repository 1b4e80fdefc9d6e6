import Kernels

extension TableOptions {
  /// Whether the column of that name is kept.
  func keeps(_ name: String) -> Bool { columns?.contains(name) ?? true }

  /// What is kept as a value in each of the columns; empty where that is nothing anywhere.
  func kept(in names: [String]) -> [KeptTexts?] {
    // Some libraries know a column by its name with `_` for blanks.
    keptTexts.isEmpty
      ? [] : names.map { keptTexts[$0] ?? keptTexts[$0.replacing(" ", with: "_")] }
  }

  /// Refuses options that name columns which are not among `names`, all that the table has.
  func check(_ names: [String]) throws(TableError) {
    let known = Set(names)
    let named = allowsAbsentColumns ? textColumns : textColumns.union(columns ?? [])
    for name in named.sorted() where !known.contains(name) {
      throw .unknownColumn(name: name, nearest: NearestName.of(name, in: names))
    }
  }
}
