package import Kernels
package import Models
package import Statistics

/// A model that can be asked again about the evaluation rows with changed columns, and what comes of
/// its new scores.
package struct Scorable: Sendable {
  package let rows: ScorableRows
  /// What the model said of the rows as they are, and what was true.
  package let outcomes: Outcomes
  /// Columns of the data that no model gets to see: label, id, weight and excluded ones.
  package let hidden: [String]
  /// Who the rows are; its keys stay with them whatever their order.
  package let identity: RowIdentity
  /// How the model's scores answer the gate's question, for any number of rows.
  package let read: @Sendable (Scores) throws(Unavailable) -> Answers

  package init(
    rows: ScorableRows, outcomes: Outcomes, hidden: [String] = [], identity: RowIdentity,
    read: @escaping @Sendable (Scores) throws(Unavailable) -> Answers
  ) {
    self.rows = rows
    self.outcomes = outcomes
    self.hidden = hidden
    self.identity = identity
    self.read = read
  }

  /// The outcomes of other scores of the same rows: labels, weights and the decision's threshold stay.
  package func outcomes(of scores: Scores) throws(Unavailable) -> Outcomes {
    guard let result = outcomes.answering(try read(scores)) else {
      throw Unavailable(reason: "the model answers another question than before", isAbsent: false)
    }
    return result
  }

  /// The same for the rows of `mask` alone.
  package func restricted(to mask: RowMask) -> Scorable {
    Scorable(
      rows: rows.selecting(mask.rows), outcomes: outcomes.restricted(to: mask), hidden: hidden,
      identity: identity.restricted(to: mask), read: read)
  }
}

extension Demand where Value == Scorable {
  /// A model that can be asked again about the evaluation rows.
  package static func scorable(_ role: Role) -> Demand {
    Demand(keys: [.outcomes(role), .rowKeys, .scorable(role)]) {
      (evidence) throws(Unavailable) -> Scorable in
      guard let result = evidence.scorables[role] else {
        throw Unavailable(reason: "there is no \(role.rawValue)", isAbsent: true)
      }
      return try result.get()
    }
  }
}

extension Demand where Value == (candidate: Scorable, baseline: Scorable?) {
  /// Models that can be asked again, with a baseline where one is given.
  static var models: Demand {
    Demand<(Scorable, Scorable?)>.both(.scorable(.candidate), .ifGiven(.scorable(.baseline)))
      .map { (candidate: $0, baseline: $1) }
  }
}

extension Demand where Value == (candidate: Scorable, baseline: Scorable) {
  /// Two models that can be asked again.
  static var bothModels: Demand {
    Demand<(Scorable, Scorable)>.both(.scorable(.candidate), .scorable(.baseline))
      .map { (candidate: $0, baseline: $1) }
  }
}
