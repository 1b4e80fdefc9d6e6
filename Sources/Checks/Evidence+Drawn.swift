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
    case (.ranking(let own), .ranking(let other)) where own.queries == other.queries:
      own.drawn(draw, exchangedWith: other).map { .ranking($0) }
    default: nil
    }
  }

  /// Whether no metric can tell the two apart.
  package func areAlike(_ other: Outcomes) -> Bool {
    switch (self, other) {
    case (.binary(let own), .binary(let other)): own.areAlike(other, seeing: .values)
    case (.multiclass(let own), .multiclass(let other)): own.areAlike(other, seeing: .values)
    case (.regression(let own), .regression(let other)): own.areAlike(other, seeing: .values)
    case (.ranking(let own), .ranking(let other)): own.areAlike(other, seeing: .values)
    default: false
    }
  }

  /// The same model with the answers of some rows made worse.
  package func damaged(at isHit: [Bool]) -> Outcomes {
    switch self {
    case .binary(let own): .binary(own.damaged(at: isHit))
    case .multiclass(let own): .multiclass(own.damaged(at: isHit))
    case .regression(let own): .regression(own.damaged(at: isHit))
    case .ranking(let own): .ranking(own.damaged(at: isHit))
    }
  }

  /// Draws the independent observations: rows, the queries of a ranking, or clusters of either. Nil where
  /// there are too many.
  package func sampler(_ identity: RowIdentity, seed: UInt64) -> PairedSampler? {
    guard case .ranking(let own) = self else {
      return PairedSampler(sample(identity), rowCount: rowCount, seed: seed)
    }
    let counts = identity.clusters == nil && own.weightMeaning == .frequency
    return PairedSampler(
      groups: identity.clusters ?? own.queries.codes, frequencies: counts ? own.weights : nil,
      rowCount: rowCount, seed: seed)
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

extension Key {
  /// Whether ``Evidence/drawn(_:)`` has it.
  package var isDrawable: Bool {
    switch self {
    case .outcomes, .rowIdentity, .rowKeys, .literals, .groups, .groupSums: true
    case .scorable, .importance, .categories, .rows: false
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
      // The queries of a ranking are drawn as groups, and are independent all the same.
      identity: RowIdentity(clusters: identity.clusters == nil ? nil : draw.clusters),
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
