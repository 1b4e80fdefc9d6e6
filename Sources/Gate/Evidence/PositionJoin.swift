internal import Checks
internal import Findings
internal import Models
internal import Tabular

/// Tells where predictions are joined by position though both tables name their rows.
struct PositionJoin {
  let role: Role
  /// The columns of the table of predictions that name its rows.
  let ids: [Column]

  /// - Returns: nil for a model that is no table of predictions, or has no such column.
  init?(_ role: Role, _ model: any Model) {
    guard let predictions = model as? PredictionsModel, !predictions.unusedIDs.isEmpty else {
      return nil
    }
    (self.role, ids) = (role, predictions.unusedIDs)
  }

  /// - Parameter evaluation: columns of the evaluation rows with those names.
  /// - Returns: nil where the evaluation rows have none of them.
  func note(_ evaluation: [Column]) -> Report.Note? {
    for id in ids {
      guard let other = evaluation.first(where: { $0.name == id.name }) else { continue }
      let odd = (0..<min(id.count, other.count)).first { id.text(at: $0) != other.text(at: $0) }
      let start =
        "the \(role.rawValue)'s rows are joined by position, though both tables have a column '\(id.name)'"
      let advice = "'data: {id: \(id.name)}' joins by it"
      guard let odd else {
        return Report.Note(text: "\(start), which agrees in every row; \(advice)")
      }
      return Report.Note(
        text: "\(start), which differs from row \(odd + 1) on (\(shown(id, odd)) there, "
          + "\(shown(other, odd)) in the evaluation rows): scores may belong to other rows; \(advice)",
        isMarked: true)
    }
    return nil
  }

  private func shown(_ column: Column, _ row: Int) -> String {
    column.text(at: row).map { "'\($0.prefix(40))'" } ?? "nothing"
  }
}
