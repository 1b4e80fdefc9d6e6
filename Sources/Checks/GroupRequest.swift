package import Metrics

/// Which columns make groups, and how.
package struct GroupRequest: Sendable, Hashable {
  /// How numbers become groups.
  package enum Cut: Sendable, Hashable {
    /// About so many bins of equally many rows, of the reference data where there are any; numbers of few
    /// distinct values are taken by value.
    case quantiles(Int)
    /// Bins between these edges, which are finite and ascend.
    case edges([Double])
  }

  /// Taken together: one column, or an intersection.
  package let columns: [String]
  package let cut: Cut
  /// Intersections of fewer rows are joined into `(other)`.
  package let leastRows: Int
  /// Names or labels of groups that stay whatever their size.
  package let kept: [String]

  package init(columns: [String], cut: Cut, leastRows: Int, kept: [String]) {
    self.columns = columns
    self.cut = cut
    self.leastRows = leastRows
    self.kept = kept
  }
}

/// The sums that disparities are made of.
package struct GroupSumsRequest: Sendable, Hashable {
  package let groups: GroupRequest
  /// What each group is cut by.
  package let strata: GroupRequest?
  package let source: GroupStatistic.Source
  /// Of several classes: the one that is told from the rest.
  package let target: Int?
  /// The metric of ``GroupStatistic/Source/metric``.
  package let metric: String?

  package init(
    groups: GroupRequest, strata: GroupRequest? = nil, source: GroupStatistic.Source,
    target: Int? = nil, metric: String? = nil
  ) {
    self.metric = metric
    self.groups = groups
    self.strata = strata
    self.source = source
    self.target = target
  }
}

extension Demand where Value == GroupCodes {
  /// The group of each row.
  package static func groups(_ request: GroupRequest) -> Demand {
    Demand(keys: [.groups(request)]) { (evidence) throws(Unavailable) -> GroupCodes in
      guard let codes = evidence.groups[request] else {
        throw Unavailable(reason: "the groups were not read", isAbsent: false)
      }
      return codes
    }
  }
}

extension Demand where Value == GroupSums {
  /// The sums of each group, for both models.
  package static func groupSums(_ request: GroupSumsRequest) -> Demand {
    let keys: [Key] = [.groups(request.groups), .groupSums(request)]
    return Demand(keys: Set(keys + (request.strata.map { [.groups($0)] } ?? []))) {
      (evidence) throws(Unavailable) -> GroupSums in
      guard let sums = evidence.groupSums[request] ?? evidence.sums(request) else {
        throw Unavailable(reason: "the models give no such numbers", isAbsent: false)
      }
      return sums
    }
  }
}
