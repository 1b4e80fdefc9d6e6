package import Findings

/// One statistic of every group, for both models: what every disparity is made of and shown with.
package struct GroupTable: Sendable, Equatable {
  /// One group.
  package struct Row: Sendable, Equatable {
    package let group: GroupCodes.Group
    package let standing: GroupPolicy.Standing
    /// Rows of positive weight in the group; with frequencies the rows that they stand for.
    package let rows: Int
    /// Rows of the statistic's denominator, for the candidate.
    package let denominator: Int
    /// Nil where the denominator has no row.
    package let candidate: Estimate?
    package let baseline: Estimate?
    /// The candidate's value against ``GroupTable/reference``, as the disparity compares; nil for the
    /// reference itself and where either has no value.
    package let toReference: Double?
  }

  /// Of the statistic: `selection_rate`.
  package let id: String
  package let name: String
  /// What denominators count, after a number.
  package let counted: String
  /// Whether values are shares of rows.
  package let isShare: Bool
  package let rows: [Row]
  /// The place of the group that others are compared with: the configured one, or the one with the
  /// highest value.
  package let reference: Int?
}
