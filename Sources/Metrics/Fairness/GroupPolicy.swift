/// Which groups are judged, and what a report may show of the others.
///
/// The thresholds are about the number's own denominator, not about the size of the group: a group of
/// thousands of rows with five positives has no true positive rate to speak of.
package struct GroupPolicy: Sendable, Equatable {
  /// Groups of fewer rows are shown and not judged: a rare value must not block every gate.
  package var leastRows = 30
  /// A group that is judged and has fewer rows in a denominator is not measured: nothing can be shown to
  /// hold without it.
  package var leastDenominator = 10
  /// Groups of a smaller share of all rows are shown and not judged.
  package var leastShare = 0.0
  /// Under this many rows nothing is published: the numbers would be about persons.
  package var publishedRows = 5
  /// Whether rows without a value of the attribute are judged as a group.
  package var judgesUnknown = false
  /// The names or labels of groups that must be judged.
  package var required: [String] = []
  /// The name or label of the group that others are compared with; nil compares every pair.
  package var reference: String?

  package init() {}

  /// Why a group is shown and not judged.
  package enum Standing: Sendable, Equatable {
    case judged
    /// The attribute's value is missing.
    case unknown
    /// Too few rows to judge, or too small a share.
    case small
    case empty
  }

  /// Whether a group of so many rows is judged.
  package func standing(
    _ group: GroupCodes.Group, rows: Int, of all: Int
  ) -> Standing {
    if rows == 0 { return .empty }
    if group.isUnknown, !judgesUnknown { return .unknown }
    if required.contains(group.name) || required.contains(group.label) { return .judged }
    if rows < leastRows || Double(rows) < leastShare * Double(all) { return .small }
    return .judged
  }
}
