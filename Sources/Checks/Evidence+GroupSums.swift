package import Kernels
internal import Metrics
internal import Statistics

extension Evidence {
  /// The same with the sums that `keys` ask for, each made once: checks that share them do not make
  /// them again.
  package func tabulating(_ keys: Set<Key>, parallel: Parallel) -> Evidence {
    var wanted: [GroupSumsRequest] = []
    // In any order: the sums are found by their request.
    for case .groupSums(let request) in keys where groupSums[request] == nil {
      wanted.append(request)
    }
    guard !wanted.isEmpty else { return self }
    var result = self
    for request in wanted {
      result.groupSums[request] = sums(request, parallel: parallel)
    }
    return result
  }

  /// Nil where the models give no such numbers, or the groups were not read.
  func sums(
    _ request: GroupSumsRequest, parallel: Parallel = Parallel(threads: 1)
  ) -> GroupSums? {
    guard let groups = groups[request.groups], case .success(let candidate)? = outcomes[.candidate]
    else { return nil }
    var (codes, count) = (groups.codes, groups.groups.count)
    if let strata = request.strata {
      guard let strata = self.groups[strata] else { return nil }
      codes = groups.crossed(with: strata)
      count *= strata.groups.count
    }
    var baseline: Outcomes?
    if case .success(let outcomes)? = outcomes[.baseline] { baseline = outcomes }
    let sample = candidate.sample(identity)
    switch request.source {
    case .decisions, .medians:
      let cells =
        request.source == .medians
        ? candidate.medianCells(with: baseline)
        : candidate.jointCells(with: baseline, target: request.target)
      return cells.map {
        GroupSums(cells: $0, codes: codes, count: count, sample: sample, parallel: parallel)
      }
    case .probabilities, .errors:
      return candidate.lanes(request.source, with: baseline).map {
        GroupSums(codes: codes, count: count, sample: sample, parallel: parallel, lanes: $0)
      }
    case .metric:
      guard case .binary(let own) = candidate, let metric = DisparityCatalog.metric(request.metric)
      else { return nil }
      var other: BinaryOutcomes?
      if case .binary(let outcomes)? = baseline { other = outcomes }
      return GroupSums(
        metric, candidate: own, baseline: other, codes: codes, count: count, identity: identity,
        parallel: parallel)
    }
  }
}

extension Outcomes {
  /// The numbers of each row that means are made of; nil where a model does not give them.
  fileprivate func lanes(
    _ source: GroupStatistic.Source, with baseline: Outcomes?
  ) -> (@Sendable (Int) -> SIMD8<Double>)? {
    switch (self, baseline) {
    case (.regression(let own), nil) where source == .errors:
      return { row in
        GroupStatistic.lanes(label: own.labels[row], candidate: own.predictions[row], baseline: 0)
      }
    case (.regression(let own), .regression(let other)?) where source == .errors:
      return { row in
        GroupStatistic.lanes(
          label: own.labels[row], candidate: own.predictions[row],
          baseline: other.predictions[row])
      }
    case (.binary(let own), nil) where source == .probabilities && own.givesProbabilities:
      return { row in
        GroupStatistic.lanes(label: own.labels[row], probability: own.scores[row], baseline: 0)
      }
    case (.binary(let own), .binary(let other)?)
    where source == .probabilities && own.givesProbabilities && other.givesProbabilities:
      return { row in
        GroupStatistic.lanes(
          label: own.labels[row], probability: own.scores[row], baseline: other.scores[row])
      }
    default: return nil
    }
  }

  /// The cells of each row where a score above its model's median is the decision; nil without scores.
  fileprivate func medianCells(with baseline: Outcomes?) -> [UInt8]? {
    guard case .binary(let own) = self, let above = own.scoresAboveMedian else { return nil }
    guard let baseline else {
      return own.labels.indices.map { own.labels[$0] << 2 | above[$0] << 1 }
    }
    guard case .binary(let other) = baseline, let old = other.scoresAboveMedian else { return nil }
    return own.labels.indices.map { own.labels[$0] << 2 | above[$0] << 1 | old[$0] }
  }

  /// The cell of each row: label · 4 + candidate's decision · 2 + baseline's decision.
  ///
  /// - Parameter target: Of several classes the one that counts as positive.
  fileprivate func jointCells(with baseline: Outcomes?, target: Int?) -> [UInt8]? {
    switch (self, baseline) {
    case (.binary(let own), nil):
      return own.labels.indices.map { own.labels[$0] << 2 | own.decisions[$0] << 1 }
    case (.binary(let own), .binary(let other)?):
      return own.labels.indices.map {
        own.labels[$0] << 2 | own.decisions[$0] << 1 | other.decisions[$0]
      }
    case (.multiclass(let own), nil):
      guard let target = target.map(Int32.init) else { return nil }
      return own.labels.indices.map { row in
        (own.labels[row] == target ? 4 : 0) | (own.decisions[row] == target ? 2 : 0)
      }
    case (.multiclass(let own), .multiclass(let other)?):
      guard let target = target.map(Int32.init) else { return nil }
      return own.labels.indices.map { row in
        (own.labels[row] == target ? 4 : 0) | (own.decisions[row] == target ? 2 : 0)
          | (other.decisions[row] == target ? 1 : 0)
      }
    default: return nil
    }
  }
}

extension BinaryOutcomes {
  fileprivate var givesProbabilities: Bool { scoresAreProbabilities && !scores.isEmpty }
}
