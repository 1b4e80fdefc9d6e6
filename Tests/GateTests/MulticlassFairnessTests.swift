import Checks
import Findings
import FoundationEssentials
import Kernels
import Metrics
import Statistics
import Testing

/// Disparities of several classes: each class against the rest as fairlearn has it, and the worst class.
@Suite struct MulticlassFairnessTests {
  private struct Reference: Decodable {
    struct Expected: Decodable {
      let value: Double
      let worst: String
    }
    struct Case: Decodable {
      let name: String
      let groups: [String]
      let classes: [String]
      let labels: [Int32]
      let decisions: [Int32]
      let weights: [Double]?
      let expected: [String: Expected]
    }
    let multiclass: [Case]

    static func cases() throws -> [Case] {
      let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "MetricsTests/Reference/fairness.json")
      return try JSONDecoder().decode(Reference.self, from: Data(contentsOf: file)).multiclass
    }
  }

  private func measure(
    _ id: String, _ rows: Reference.Case, threads: Int = 1
  ) throws -> Findings.Measurement {
    let kind = try #require(CheckCatalog.kinds(id).first { $0.task == .multiclass }, "\(id)")
    let check = try kind.groupedExample()
    let names = Set(rows.groups).sorted()
    let outcomes = Outcomes.multiclass(
      MulticlassOutcomes(
        classes: rows.classes, labels: rows.labels, probabilities: [], decisions: rows.decisions,
        weights: rows.weights))
    let groups = check.keys.compactMap { key -> (GroupRequest, GroupCodes)? in
      guard case .groups(let request) = key else { return nil }
      let codes = GroupCodes(
        attributes: request.columns,
        groups: names.map { GroupCodes.Group(name: "g=\($0)", label: $0) },
        codes: rows.groups.map { UInt16(names.firstIndex(of: $0) ?? 0) })
      return (request, codes)
    }
    let evidence = Evidence(
      outcomes: [.candidate: .success(outcomes)],
      groups: Dictionary(groups) { first, _ in first })
    return try #require(
      try check.measure(
        on: evidence,
        settings: MeasureSettings(alpha: 0.05, seed: 1, parallel: Parallel(threads: threads))
      ).first)
  }

  @Test func `the worst class of each disparity is fairlearn's`() throws {
    for rows in try Reference.cases() {
      #expect(rows.expected.count >= 20)
      for (id, expected) in rows.expected.sorted(by: { $0.key < $1.key }) {
        let measured = try measure(id, rows)
        let own = try #require(measured.candidate.estimate, "\(rows.name): \(id)")
        #expect((own.value - expected.value).magnitude < 1e-12, "\(rows.name): \(id) \(own.value)")
        #expect(measured.detail["class"] == .string(expected.worst), "\(rows.name): \(id)")
        #expect(measured.statement?.hasPrefix("for class \(expected.worst), ") == true)
        let (low, high) = (try #require(own.low), try #require(own.high))
        #expect(low <= own.value && own.value <= high, "\(rows.name): \(id)")
        #expect(measured.gap == nil)
      }
    }
  }

  @Test func `a class that a group lacks leaves the finding open`() throws {
    let rows = try #require(try Reference.cases().first)
    // Nobody of c is high, and nobody is called so.
    let parts = rows.groups.indices.map { place -> (Int32, Int32) in
      guard rows.groups[place] == "c" else { return (rows.labels[place], rows.decisions[place]) }
      return (min(rows.labels[place], 1), min(rows.decisions[place], 1))
    }
    let lacking = Reference.Case(
      name: rows.name, groups: rows.groups, classes: rows.classes, labels: parts.map(\.0),
      decisions: parts.map(\.1), weights: nil, expected: [:])
    let measured = try measure("equal_opportunity_difference", lacking)
    #expect(measured.candidate.estimate != nil)
    #expect(
      measured.gap == "class high: c has no positives, too few for a true positive rate")
  }
}
