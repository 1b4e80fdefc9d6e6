package import Tabular

/// Which columns of a table without types are texts because a model looks them up as such.
///
/// CSV says nothing of types, so a column of `1.0` and `2.5` is read as numbers. A model that was
/// trained on these texts would then know none of them.
package struct UntypedTexts: Sendable {
  private let wanted: Set<String>

  /// - Parameter models: all that read the table; a column that one of them takes as numbers stays
  ///   what it looks like.
  package init(_ models: [ModelDescription]) {
    let texts = models.reduce(into: Set<String>()) { $0.formUnion($1.textColumns) }
    wanted = models.reduce(texts) { $0.subtracting($1.numericColumns) }
  }

  /// The columns that must be read again as texts; nil if the table is right as it is.
  package func columns(toReadAgain loaded: LoadedTable) -> Set<String>? {
    guard loaded.format == "csv" else { return nil }
    let columns = wanted.filter { name in
      guard let values = loaded.table[name]?.values else { return false }
      if case .categorical = values { return false }
      return true
    }
    return columns.isEmpty ? nil : columns
  }
}
