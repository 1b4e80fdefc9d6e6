package import Kernels
package import Tabular

/// The columns of the evaluation rows as what slices are made of.
package struct LiteralTable: Sendable {
  package let columns: [LiteralColumn]
  /// A number a row that its cells alone decide; see ``Table/rowKeys(id:parallel:)``.
  package let keys: [UInt64]

  package init(columns: [LiteralColumn], keys: [UInt64]) {
    self.columns = columns
    self.keys = keys
  }

  /// The same literals for the rows of `mask` alone.
  package func restricted(to mask: RowMask) -> LiteralTable {
    let rows = mask.rows
    return LiteralTable(
      columns: columns.map { $0.selecting(rows) }, keys: mask.selected(of: keys))
  }
}

/// Which columns, and how they are cut into literals.
package struct LiteralRequest: Sendable, Hashable {
  /// Nil takes all features and protected attributes.
  package let columns: [String]?
  /// How many bins a column of numbers gets.
  package let bins: Int
  /// How many values of a text column are kept.
  package let levels: Int

  package init(columns: [String]?, bins: Int, levels: Int) {
    self.columns = columns
    self.bins = bins
    self.levels = levels
  }
}
