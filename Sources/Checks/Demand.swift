package import Explanations
package import Kernels
package import Metrics
package import Statistics

/// A typed wish: what must be computed, and how to read it once it is. One value for both, so a
/// check cannot read what it did not declare.
package struct Demand<Value>: Sendable {
  /// All that must be computed first.
  package let keys: Set<Key>
  let read: @Sendable (Evidence) throws(Unavailable) -> Value

  init(keys: Set<Key>, read: @escaping @Sendable (Evidence) throws(Unavailable) -> Value) {
    self.keys = keys
    self.read = read
  }

  /// The same wish with its value turned into another.
  package func map<New>(
    _ transform: @escaping @Sendable (Value) throws(Unavailable) -> New
  ) -> Demand<New> {
    let read = read
    return Demand<New>(keys: keys) { (evidence) throws(Unavailable) -> New in
      try transform(try read(evidence))
    }
  }
}

extension Demand where Value == Outcomes {
  /// What a model said of the evaluation rows, and what was true.
  package static func outcomes(_ role: Role) -> Demand {
    Demand(keys: [.outcomes(role)]) { (evidence) throws(Unavailable) -> Outcomes in
      guard let result = evidence.outcomes[role] else {
        throw Unavailable(reason: "there is no \(role.rawValue)", isAbsent: true)
      }
      return try result.get()
    }
  }
}

extension Demand where Value == RowIdentity {
  /// Who the rows are: clusters and keys.
  ///
  /// - Parameter hasKeys: Whether rows are resampled, and so must be known by more than position.
  package static func rowIdentity(hasKeys: Bool) -> Demand {
    Demand(keys: hasKeys ? [.rowIdentity, .rowKeys] : [.rowIdentity]) {
      (evidence) throws(Unavailable) -> RowIdentity in
      evidence.identity
    }
  }
}

extension Demand where Value == LiteralTable {
  /// The columns of the evaluation rows as literals.
  package static func literals(_ request: LiteralRequest) -> Demand {
    Demand(keys: [.literals(request)]) { (evidence) throws(Unavailable) -> LiteralTable in
      guard let table = evidence.literals[request] else {
        throw Unavailable(reason: "the columns were not read", isAbsent: false)
      }
      return table
    }
  }
}

extension Demand {
  /// The value, or nil where it was *not given*. Given but broken stays unavailable: a corrupt
  /// baseline must not look like no baseline.
  package static func ifGiven<Wrapped>(
    _ demand: Demand<Wrapped>
  ) -> Demand<Wrapped?> where Value == Wrapped? {
    let read = demand.read
    return Demand<Wrapped?>(keys: demand.keys) { (evidence) throws(Unavailable) -> Wrapped? in
      do throws(Unavailable) {
        return try read(evidence)
      } catch {
        guard error.isAbsent else { throw error }
        return nil
      }
    }
  }

  /// Both values.
  package static func both<First, Second>(
    _ first: Demand<First>, _ second: Demand<Second>
  ) -> Demand<(First, Second)> where Value == (First, Second) {
    let (readFirst, readSecond) = (first.read, second.read)
    return Demand<(First, Second)>(keys: first.keys.union(second.keys)) {
      (evidence) throws(Unavailable) -> (First, Second) in
      (try readFirst(evidence), try readSecond(evidence))
    }
  }
}

/// A thing that can be computed once and shared.
package enum Key: Hashable, Sendable {
  case outcomes(Role)
  case rowIdentity
  /// Keys that stay with the rows whatever their order.
  case rowKeys
  case literals(LiteralRequest)
  /// The model with its rows, to be asked about changed columns.
  case scorable(Role)
  case importance(ImportanceRequest)
  case groups(GroupRequest)
  /// Sums by group, for both models.
  case groupSums(GroupSumsRequest)
  /// The categories that a model does not know, counted with its scores.
  case categories(Role)
  /// Rows of a table as they are, whatever a model says of them.
  case rows(TableRequest)
}

/// Which model.
package enum Role: String, Sendable, Hashable, CaseIterable {
  case candidate, baseline
  /// An older model that stays for many releases.
  case anchor
}

/// All that was computed, restricted to the rows of one slice.
package struct Evidence: Sendable {
  package private(set) var outcomes: [Role: Result<Outcomes, Unavailable>]
  /// Clusters and keys of the rows.
  package private(set) var identity: RowIdentity
  package private(set) var literals: [LiteralRequest: LiteralTable]
  /// The models whose changed answers some check asks for.
  package private(set) var scorables: [Role: Result<Scorable, Unavailable>]
  /// Of the whole table: a slice has none.
  package private(set) var importances:
    [ImportanceRequest: Result<PermutationImportance, Unavailable>]
  /// Which group each row is in.
  package private(set) var groups: [GroupRequest: GroupCodes]
  /// Of candidate and baseline on these very rows; see ``tabulating(_:parallel:)``.
  package var groupSums: [GroupSumsRequest: GroupSums] = [:]
  /// Of the whole table, as ``importances``.
  package var categories: [Role: CategoryCounts] = [:]
  /// The rows of the tables that some check looks at.
  package var tables: [Population: TableRows] = [:]

  package init(
    outcomes: [Role: Result<Outcomes, Unavailable>], identity: RowIdentity = RowIdentity(),
    literals: [LiteralRequest: LiteralTable] = [:],
    scorables: [Role: Result<Scorable, Unavailable>] = [:],
    importances: [ImportanceRequest: Result<PermutationImportance, Unavailable>] = [:],
    groups: [GroupRequest: GroupCodes] = [:]
  ) {
    self.outcomes = outcomes
    self.identity = identity
    self.literals = literals
    self.scorables = scorables
    self.importances = importances
    self.groups = groups
  }
}

/// Why something that was asked for is not there.
package struct Unavailable: Error, Sendable, Equatable {
  package let reason: String
  /// True when it was never given (no baseline), false when it is broken.
  package let isAbsent: Bool

  package init(reason: String, isAbsent: Bool) {
    self.reason = reason
    self.isAbsent = isAbsent
  }
}

extension Evidence {
  /// The same with the model of `role` in the baseline's place.
  package func comparing(with role: Role) -> Evidence {
    guard role != .baseline else { return self }
    var other = self
    other.outcomes[.baseline] = outcomes[role]
    other.scorables[.baseline] = scorables[role]
    let own = importances.filter { $0.key.role == role }
    other.importances = importances.filter { $0.key.role != .baseline }
      .merging(own.map { ($0.key.of(.baseline), $0.value) }) { _, other in other }
    other.categories[.baseline] = categories[role]
    // They are sums of candidate and baseline.
    other.groupSums = [:]
    return other
  }

  /// The same for the rows of `mask` alone, and of the reference rows for those of `reference`; nil leaves
  /// them whole.
  package func restricted(to mask: RowMask, reference: RowMask? = nil) -> Evidence {
    var part = self
    part.outcomes = outcomes.mapValues { $0.map { $0.restricted(to: mask) } }
    part.identity = identity.restricted(to: mask)
    part.literals = literals.mapValues { $0.restricted(to: mask) }
    part.scorables = scorables.mapValues { $0.map { $0.restricted(to: mask) } }
    part.groups = groups.mapValues { $0.restricted(to: mask) }
    part.tables[.evaluation] = tables[.evaluation]?.restricted(to: mask)
    if let reference {
      part.tables[.reference] = tables[.reference]?.restricted(to: reference)
    }
    // Of the whole table, or sums over other rows.
    part.importances = [:]
    part.groupSums = [:]
    part.categories = [:]
    return part
  }
}
