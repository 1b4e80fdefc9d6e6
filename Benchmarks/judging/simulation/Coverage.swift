import Findings
import Kernels
import Metrics
import Statistics

/// How often the product's intervals hold the truth.
enum Coverage {
  /// Two-sided 95%.
  static let alpha = 0.025

  /// One metric's counts over the repeats.
  struct Tally {
    var value = Hits()
    var difference = Hits()
    /// The methods that difference intervals were made by, with how often.
    var methods: [String: Int] = [:]
  }

  struct Hits {
    var defined = 0
    var covered = 0

    mutating func add(_ low: Double?, _ high: Double?, truth: Double) {
      guard let low, let high else { return }
      defined += 1
      if low <= truth, truth <= high { covered += 1 }
    }

    var share: Double { Double(covered) / Double(max(1, defined)) }
  }

  typealias Draw<Outcomes> =
    @Sendable (_ rows: Int, _ stream: String) -> (
      candidate: Outcomes, baseline: Outcomes?, identity: RowIdentity
    )

  /// The values of tables so long that their own error does not matter: candidate and baseline.
  static func truths<Outcomes: RowOutcomes>(
    _ metrics: [Metric<Outcomes>], parallel: Parallel, draw: @escaping Draw<Outcomes>
  ) -> [(Double, Double)] {
    let pieces = 8
    let parts = parallel.map(count: pieces) { piece -> [(Double, Double)] in
      let table = draw(100_000, "truth \(piece)")
      return metrics.map { metric in
        (
          metric.evaluate(table.candidate).number ?? .nan,
          table.baseline.flatMap { metric.evaluate($0).number } ?? .nan
        )
      }
    }
    return metrics.indices.map { index in
      (
        parts.reduce(0) { $0 + $1[index].0 } / Double(pieces),
        parts.reduce(0) { $0 + $1[index].1 } / Double(pieces)
      )
    }
  }

  /// - Parameter draw: A table of that many rows; the same numbers for the same stream.
  static func of<Outcomes: RowOutcomes>(
    _ metrics: [Metric<Outcomes>], _ truths: [(Double, Double)], rows: Int, repeats: Int,
    parallel: Parallel, draw: @escaping Draw<Outcomes>
  ) -> [Tally] {
    let tallies = parallel.map(count: repeats) { number -> [Tally] in
      let table = draw(rows, "table \(number)")
      let comparison = MetricComparison(
        alpha: alpha, seed: UInt64(number), identity: table.identity)
      return metrics.indices.map { index in
        var tally = Tally()
        let result = comparison.measure(
          metrics[index], candidate: table.candidate, baseline: table.baseline)
        let (new, old) = truths[index]
        if let value = result.candidate.estimate {
          tally.value.add(value.low, value.high, truth: new)
        }
        if let difference = result.difference {
          tally.difference.add(difference.low, difference.high, truth: new - old)
          tally.methods[difference.method, default: 0] += 1
        }
        return tally
      }
    }
    return metrics.indices.map { index in
      tallies.reduce(into: Tally()) { sum, tally in
        sum.value.defined += tally[index].value.defined
        sum.value.covered += tally[index].value.covered
        sum.difference.defined += tally[index].difference.defined
        sum.difference.covered += tally[index].difference.covered
        sum.methods.merge(tally[index].methods) { $0 + $1 }
      }
    }
  }
}

extension MetricResult {
  var number: Double? {
    if case .defined(let value) = self { value.value } else { nil }
  }
}
