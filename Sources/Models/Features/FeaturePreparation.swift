package import Kernels
package import Tabular

/// Brings a table's columns into the numbers that a booster reads.
///
/// Most formats bind columns to features one by one (``FeatureBinding``). A format whose features
/// are made of columns (hashed categories, target statistics, scaling and imputing in front of the
/// trees) has a type of its own.
package protocol FeaturePreparation: Sendable {
  /// One column of `table.rowCount` numbers per input of the booster, in its order: NaN where
  /// missing, categories as codes.
  ///
  /// - Throws: ``ModelError`` if a feature is absent, of the wrong type, or holds a category that
  ///   the model refuses.
  func inputs(of table: Table, parallel: Parallel) throws(ModelError) -> [[Double]]

  /// What ``Model/unknownCategories(in:weights:)`` says; nothing, which is the default, where no
  /// categories are known.
  func unknownCategories(
    in table: Table, weights: [Double]?
  ) throws(ModelError) -> [UnknownCategories]

  /// By input, the one feature that it is read from, cell by cell; nil for an input that is made of
  /// several. Empty, which is the default, where nothing is known.
  var sources: [Int?] { get }
}

extension FeaturePreparation {
  package var sources: [Int?] { [] }

  package func unknownCategories(
    in table: Table, weights: [Double]?
  ) throws(ModelError) -> [UnknownCategories] { [] }
}

extension FeatureBinding: FeaturePreparation {
  package func inputs(of table: Table, parallel: Parallel) throws(ModelError) -> [[Double]] {
    try columns(of: table)
  }

  package var sources: [Int?] { Array(features.indices) }
}
