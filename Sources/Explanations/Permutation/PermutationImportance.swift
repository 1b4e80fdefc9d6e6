package import Findings
internal import Statistics

/// The permutation importance of a model's features under one metric, on the same rows throughout.
///
/// importance(j) = mean over repeats of (metric after exchanging the values of j between rows, less the
/// metric before), with the sign that makes worse positive (Breiman 2001; Fisher, Rudin and Dominici
/// 2019). The labels and the weights stay with the rows.
package struct PermutationImportance: Sendable {
  package let metric: String
  package let direction: Direction
  package let unit: String
  /// The metric on the rows as they are.
  package let base: Double
  package let rowCount: Int
  /// The independent observations that the metric rests on.
  package let limitingRows: Int
  /// In the order in which they were asked for.
  package let features: [FeatureImportance]
  let sample: RowSample
  let strata: [UInt8]?

  /// Those with a number, the most important first; equal ones by name.
  package var ranked: [FeatureImportance] {
    features.filter { $0.undefined == nil }.sorted {
      ($1.importance, $0.group.name) < ($0.importance, $1.group.name)
    }
  }

  /// The sampling error of a statistic with these influence values, one a row; nil with fewer than two
  /// independent rows.
  package func standardError(of influence: [Double]) -> Double? {
    InfluenceError.standardError(influence, sample: sample, strata: strata)
  }

  /// The feature of that name.
  package subscript(name: String) -> FeatureImportance? {
    features.first { $0.group.name == name }
  }
}
