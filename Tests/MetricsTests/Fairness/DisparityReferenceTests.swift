import Findings
import Statistics
import Testing

@testable import Metrics

/// Disparities are those of fairlearn and AIF360 wherever every group has both classes.
@Suite struct DisparityReferenceTests {
  private static func near(_ a: Double, _ b: Double) -> Bool {
    (a - b).magnitude <= 1e-9 * max(1, b.magnitude)
  }

  @Test(arguments: DisparityCatalog.ids)
  func `a disparity gives what the reference library gives`(id: String) throws {
    let disparity = try #require(DisparityCatalog.all.first { $0.id == id })
    guard !disparity.isSigned, disparity.isOfBoth else { return }
    for reference in try FairnessReference.read().cases {
      let known = (reference.expected[id] ?? nil) ?? reference.regression[id]
      // A disparity without a case would be forgotten.
      let expected = try #require(known, "no reference case names \(id)")
      let results = reference.rows.measure(disparity)
      let value = try #require(results.first?.candidate.estimate?.value)
      #expect(Self.near(value, expected), "\(reference.name): \(value), not \(expected)")
      #expect(results[0].unmeasured.isEmpty)
    }
  }

  @Test func `signed disparities are AIF360's, group by group`() throws {
    for disparity in DisparityCatalog.all where disparity.isSigned {
      for reference in try FairnessReference.read().cases {
        let results = reference.rows.measure(
          disparity, policy: .everyGroup.with(reference: reference.reference))
        #expect(results.count == reference.signed.count)
        for result in results {
          let group = try #require(result.group)
          let expected = try #require(reference.signed[group.name]?[disparity.id])
          let value = try #require(result.candidate.estimate?.value)
          #expect(Self.near(value, expected), "\(reference.name), \(group.name): \(value)")
        }
      }
    }
  }

  @Test func `the table of a rate is that of MetricFrame`() throws {
    for reference in try FairnessReference.read().cases {
      for disparity in DisparityCatalog.decisions where !disparity.isSigned {
        for statistic in disparity.statistics {
          guard let expected = reference.rates[statistic.id] else { continue }
          let rows = reference.rows
          let table = DisparityComparison(
            alpha: 0.05, policy: .everyGroup, codes: rows.codes, sums: rows.sums(disparity),
            hasBaseline: false
          ).table(statistic, of: disparity)
          #expect(table.rows.count == expected.count)
          for row in table.rows {
            let value = try #require(row.candidate?.value)
            #expect(Self.near(value, try #require(expected[row.group.label])))
          }
        }
      }
    }
  }

  @Test(arguments: [1.0, 2])
  func `generalised entropy is AIF360's`(alpha: Double) throws {
    for reference in try FairnessReference.read().cases where reference.weights == nil {
      let rows = reference.rows
      let result = Metric<BinaryOutcomes>.generalizedEntropy(alpha)
        .evaluate(rows.outcomes(rows.candidate))
      guard case .defined(let value) = result else {
        Issue.record("undefined")
        continue
      }
      let expected = try #require(reference.expected["generalized_entropy_\(Int(alpha))"] ?? nil)
      #expect(Self.near(value.value, expected))
      // The influence values are a derivative: their mean is 0.
      #expect(value.influence.reduce(0, +).magnitude < 1e-9)
    }
  }

  /// AIF360 divides by the mean once more than its docstring there; b = (1, 1, 2, 1, 2).
  @Test func `generalised entropy of alpha 0 is its definition`() {
    let rows = GroupedCase(
      groups: ["a", "a", "a", "a", "a"], labels: [0, 1, 0, 1, 0], scores: [0, 1, 1, 1, 1])
    guard
      case .defined(let value) = Metric<BinaryOutcomes>.generalizedEntropy(0)
        .evaluate(rows.outcomes(rows.candidate))
    else {
      Issue.record("undefined")
      return
    }
    #expect((value.value - 0.0592133).magnitude < 1e-6)
  }

  @Test func `intervals of two independent shares are statsmodels'`() throws {
    for pair in try FairnessReference.read().shares {
      let shares = IndependentShares(
        first: pair.first / pair.firstCount, firstCount: pair.firstCount,
        second: pair.second / pair.secondCount, secondCount: pair.secondCount)
      let difference = shares.difference(alpha: 0.05)
      #expect(Self.near(difference.low, try #require(pair.newcombe[0])))
      #expect(Self.near(difference.high, try #require(pair.newcombe[1])))
      // statsmodels finds the limits with brentq, to about 1e-7.
      let ratio = try #require(shares.ratio(alpha: 0.05))
      #expect((ratio.low - (try #require(pair.score[0]))).magnitude < 1e-6)
      if let high = pair.score[1] { #expect((ratio.high - high).magnitude < 1e-5) }
    }
  }
}
