/// Some columns of one of the gate's tables.
package struct TableRequest: Sendable, Hashable {
  package let population: Population
  package let columns: ColumnPattern

  package init(_ population: Population, _ columns: ColumnPattern) {
    self.population = population
    self.columns = columns
  }
}

/// Which columns are asked for, before anybody has seen a table.
package enum ColumnPattern: Sendable, Hashable {
  /// These, which the table must have.
  case named([String])
  /// What models read: the inputs of candidate and baseline as their files name them. Without a model, or
  /// where one does not name its inputs, all columns to which the configuration gives no other part.
  ///
  /// - Parameter withLabel: Whether the label is one of them, where the configuration names it.
  case features(withLabel: Bool)
  /// What the model of that role reads.
  case inputs(Role)
  /// All that there are.
  case all
}
