import Findings
import Kernels
import Statistics
import Testing

@testable import Metrics

/// What holds for every line of the catalogue.
@Suite struct DisparityPropertyTests {
  private static let rows: GroupedCase = {
    var generator = SeededGenerator(seed: 20_261_126)
    func unit() -> Double { Double.random(in: 0..<1, using: &generator) }
    var (groups, labels, candidate, baseline): ([String], [UInt8], [Double], [Double]) =
      ([], [], [], [])
    for _ in 0..<900 {
      let group = ["a", "b", "c"][Int(unit() * 3)]
      let label: UInt8 = unit() < (group == "a" ? 0.4 : 0.55) ? 1 : 0
      let signal = 0.3 + 0.35 * Double(label) + (group == "c" ? 0.05 : 0)
      groups.append(group)
      labels.append(label)
      let noise = 0.5 * (unit() - 0.5)
      candidate.append(((signal + noise) * 50).rounded() / 50)
      baseline.append(((signal + noise + 0.05 * (unit() - 0.5)) * 50).rounded() / 50)
    }
    return GroupedCase(
      groups: groups, labels: labels, scores: candidate, baseline: baseline)
  }()

  private static func policy(_ disparity: Disparity) -> GroupPolicy {
    disparity.isSigned ? .everyGroup.with(reference: "a") : .everyGroup
  }

  private static func expectEqual(
    _ a: [DisparityComparison.Result], _ b: [DisparityComparison.Result], _ what: String
  ) {
    #expect(a.count == b.count)
    for (x, y) in zip(a, b) {
      let pairs: [(Double?, Double?)] = [
        (x.candidate.estimate?.value, y.candidate.estimate?.value),
        (x.candidate.estimate?.low, y.candidate.estimate?.low),
        (x.candidate.estimate?.high, y.candidate.estimate?.high),
        (x.baseline?.estimate?.value, y.baseline?.estimate?.value),
        (x.difference?.value, y.difference?.value), (x.difference?.low, y.difference?.low),
        (x.difference?.high, y.difference?.high),
      ]
      for (first, second) in pairs {
        guard let first, let second else {
          #expect(first == nil && second == nil, "\(what)")
          continue
        }
        #expect((first - second).magnitude <= 1e-9 * max(1, first.magnitude), "\(what)")
      }
    }
  }

  @Test(arguments: DisparityCatalog.ids)
  func `order of rows, copies and threads change nothing`(id: String) throws {
    let disparity = try #require(DisparityCatalog.all.first { $0.id == id })
    let policy = Self.policy(disparity)
    let plain = Self.rows.measure(disparity, policy: policy)
    var order = Array(Self.rows.labels.indices)
    var generator = SeededGenerator(seed: 5)
    order.shuffle(using: &generator)
    Self.expectEqual(
      plain, Self.rows.selecting(order).measure(disparity, policy: policy), "order of rows")
    Self.expectEqual(
      plain, Self.rows.measure(disparity, policy: policy, threads: 3), "threads")

    var counted = Self.rows
    counted.weights = Self.rows.labels.indices.map { Double($0 % 3 + 1) }
    counted.meaning = .frequency
    let copies = Self.rows.selecting(
      Self.rows.labels.indices.flatMap { Array(repeating: $0, count: $0 % 3 + 1) })
    Self.expectEqual(
      copies.measure(disparity, policy: policy), counted.measure(disparity, policy: policy),
      "copies")
  }

  @Test(arguments: DisparityCatalog.ids)
  func `the value lies inside its limits, and the change too`(id: String) throws {
    let disparity = try #require(DisparityCatalog.all.first { $0.id == id })
    for result in Self.rows.measure(disparity, policy: Self.policy(disparity)) {
      let estimate = try #require(result.candidate.estimate)
      let (low, high) = (try #require(estimate.low), try #require(estimate.high))
      #expect(low <= estimate.value && estimate.value <= high && low < high)
      guard disparity.isOfBoth else { continue }
      let change = try #require(result.difference)
      let (from, to) = (try #require(change.low), try #require(change.high))
      #expect(from <= change.value && change.value <= to && from < to)
      // A paired interval is narrower than the two intervals together; a ratio's is linear, and where it
      // rests on few rows no narrower.
      guard !id.hasSuffix("_ratio") else { continue }
      let old = try #require(result.baseline?.estimate)
      let apart = high - low + (try #require(old.high)) - (try #require(old.low))
      #expect(to - from < apart, "\(to - from), not below \(apart)")
    }
  }

  @Test(arguments: DisparityCatalog.ids)
  func `a model compared with itself has not changed`(id: String) throws {
    let disparity = try #require(DisparityCatalog.all.first { $0.id == id })
    guard disparity.isOfBoth else { return }
    var rows = Self.rows
    rows.baseline = rows.candidate
    rows.oldPredictions = rows.predictions
    for result in rows.measure(disparity, policy: Self.policy(disparity)) {
      #expect(result.difference == .identical)
    }
  }

  @Test(arguments: DisparityCatalog.ids)
  func `one row a cluster is no cluster`(id: String) throws {
    let disparity = try #require(DisparityCatalog.all.first { $0.id == id })
    var rows = Self.rows
    rows.clusters = rows.labels.indices.map { Int32($0) }
    let plain = Self.rows.measure(disparity, policy: Self.policy(disparity))
    for (own, other) in zip(rows.measure(disparity, policy: Self.policy(disparity)), plain) {
      #expect(own.candidate.estimate?.value == other.candidate.estimate?.value)
      let width = try #require(own.candidate.estimate?.high) - #require(own.candidate.estimate?.low)
      let old =
        try #require(other.candidate.estimate?.high) - #require(other.candidate.estimate?.low)
      #expect((width / old - 1).magnitude < 0.1, "\(width), \(old)")
    }
  }
}
