internal import Metrics
package import Statistics
internal import Tabular

extension Outcomes {
  /// The drawn rows; where a row is exchanged, `other` answers. Nil for models of two tasks, and for
  /// answers of two kinds.
  package func drawn(_ draw: PairedDraw, exchangedWith other: Outcomes) -> Outcomes? {
    switch (self, other) {
    case (.binary(let own), .binary(let other)) where own.isExchangeable(with: other):
      .binary(own.drawn(draw, exchangedWith: other))
    case (.multiclass(let own), .multiclass(let other)) where own.isExchangeable(with: other):
      .multiclass(own.drawn(draw, exchangedWith: other))
    case (.regression(let own), .regression(let other)) where own.count == other.count:
      .regression(own.drawn(draw, exchangedWith: other))
    default: nil
    }
  }

  /// Whether no metric can tell the two apart.
  package func areAlike(_ other: Outcomes) -> Bool {
    switch (self, other) {
    case (.binary(let own), .binary(let other)): own.areAlike(other)
    case (.multiclass(let own), .multiclass(let other)): own.areAlike(other)
    case (.regression(let own), .regression(let other)): own.areAlike(other)
    default: false
    }
  }

  /// The same model with the answers of some rows made worse.
  package func damaged(at isHit: [Bool]) -> Outcomes {
    switch self {
    case .binary(let own): .binary(own.damaged(at: isHit))
    case .multiclass(let own): .multiclass(own.damaged(at: isHit))
    case .regression(let own): .regression(own.damaged(at: isHit))
    // Rankings are not drawn: the unit would be the query, not the row.
    case .ranking: self
    }
  }

  /// The rows as a sample.
  package func sample(_ identity: RowIdentity) -> RowSample {
    switch self {
    case .binary(let own): own.sample(identity)
    case .multiclass(let own): own.sample(identity)
    case .regression(let own): own.sample(identity)
    case .ranking(let own): own.sample(identity)
    }
  }
}

extension Evidence {
  /// The evidence of drawn rows on two models that are equally good; nil where their answers cannot be
  /// exchanged, or there is no baseline.
  ///
  /// Drawn rows have no keys: two copies of a row are two observations.
  package func drawn(_ draw: PairedDraw) -> Evidence? {
    guard case .success(let candidate)? = outcomes[.candidate],
      case .success(let baseline)? = outcomes[.baseline],
      let first = candidate.drawn(draw, exchangedWith: baseline),
      let second = baseline.drawn(draw, exchangedWith: candidate)
    else { return nil }
    return Evidence(
      outcomes: [.candidate: .success(first), .baseline: .success(second)],
      identity: RowIdentity(clusters: draw.clusters),
      literals: literals.mapValues { table in
        LiteralTable(
          columns: table.columns.map { $0.selecting(draw.rows) }, keys: draw.rows(of: table.keys))
      }, groups: groups.mapValues { $0.selecting(draw.rows) })
  }

  /// The same with a candidate whose answers are worse in some rows.
  package func damagingCandidate(at isHit: [Bool]) -> Evidence {
    var outcomes = outcomes
    outcomes[.candidate] = outcomes[.candidate]?.map { $0.damaged(at: isHit) }
    return Evidence(outcomes: outcomes, identity: identity, literals: literals, groups: groups)
  }

  /// The same without the models that the candidate is compared with.
  package var candidateAlone: Evidence {
    Evidence(
      outcomes: outcomes.filter { $0.key == .candidate }, identity: identity, literals: literals,
      groups: groups)
  }
}
