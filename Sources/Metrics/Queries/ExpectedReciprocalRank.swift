import Findings
import Glibc

extension Metric<RankingOutcomes> {
  /// The expected reciprocal rank at which a reader who goes down the list stops.
  ///
  /// A row of grade g satisfies with probability R = (2^g - 1) / 2^highest, and a satisfied reader reads no
  /// further (Chapelle, Metzler, Zhang and Grinspan, "Expected reciprocal rank for graded relevance", 2009).
  /// Ties: the mean over all orders of tied rows.
  ///
  /// - Parameter highest: The highest grade that is given: 4 in TREC's web tracks and in `gdeval`. A
  ///   higher one in the rows leaves the metric undefined.
  package static func expectedReciprocalRank(
    _ cutoff: RankCutoff = .first(10), highest: Double = 4, empty: EmptyQueries = .skip
  ) -> Metric {
    .queryMean(
      id: "err", name: "expected reciprocal rank",
      summary:
        "One by the rank at which a reader is expected to be satisfied, graded by relevance.",
      formula:
        "mean over queries of the sum over the first k of R(rank) / rank * product over higher "
        + "ranks of (1 - R), R = (2^grade - 1) / 2^max_grade",
      reference: "catboost.utils.eval_metric(R, scores, 'ERR:top=k', group_id=query)",
      empty: empty,
      check: { outcomes throws(Undefined) in
        if let grade = outcomes.relevance.max(), grade > highest {
          let (found, most) = (NumberStyle.ascii.short(grade), NumberStyle.ascii.short(highest))
          throw Undefined(
            "a relevance is \(found), above 'max_grade', which is \(most); 'max_grade: \(found)' fits"
          )
        }
        guard outcomes.mostWorkOnTies(cutoff: cutoff.ranks) <= ExpectedRank.mostWork else {
          throw Undefined(
            "so many rows of one query have the same score that the mean over their orders takes too "
              + "long for 'k: all'; 'k: 10' fits")
        }
      }
    ) { query in
      guard query.relevantCount(from: .leastNonzeroMagnitude) > 0 else { return nil }
      return query.expectedReciprocalRank(cutoff: cutoff.ranks) {
        (exp2($0) - 1) / exp2(highest)
      }
    }
  }
}

/// Limits of the expectation over tied rows.
private enum ExpectedRank {
  /// Steps for one group of tied rows.
  static let mostWork = 200_000_000
}

extension RankingOutcomes {
  /// The most steps that a group of tied rows takes: its rows times those of them that are looked at.
  fileprivate func mostWorkOnTies(cutoff: Int) -> Int {
    var most = 0
    for query in 0..<queries.count {
      ranking(ofQuery: query).forEachTie { above, grades in
        let taken = min(grades.count, cutoff - above)
        most = max(most, grades.count.multipliedReportingOverflow(by: taken).partialValue)
        return above + grades.count < cutoff
      }
    }
    return most
  }
}

extension QueryRanking {
  /// - Parameter satisfied: The probability that a row of some grade satisfies.
  func expectedReciprocalRank(cutoff: Int, satisfied: (Double) -> Double) -> Double {
    var sum = 0.0
    // The probability that nobody above was satisfied.
    var reading = 1.0
    forEachTie { above, grades in
      let taken = min(grades.count, cutoff - above)
      // Sorted, so that rounding does not depend on how the table is.
      let after = Self.unsatisfied(grades.sorted().map { 1 - satisfied($0) }, most: taken)
      for place in 1...taken {
        sum += reading * (after[place - 1] - after[place]) / Double(above + place)
      }
      reading *= after[taken]
      return above + grades.count < cutoff && reading > 0
    }
    return sum
  }

  /// The probability that the first 0, 1, …, `most` of some rows in random order satisfy nobody: the mean,
  /// over all choices of that many rows, of the product of their probabilities.
  ///
  /// Row by row: of the choices of j among m rows, a share of j / m holds the last one.
  private static func unsatisfied(_ misses: [Double], most: Int) -> [Double] {
    var means = [1.0] + [Double](repeating: 0, count: most)
    for (earlier, miss) in misses.enumerated() {
      let rows = Double(earlier + 1)
      for chosen in stride(from: min(most, earlier + 1), to: 0, by: -1) {
        let share = Double(chosen) / rows
        means[chosen] = (1 - share) * means[chosen] + share * miss * means[chosen - 1]
      }
    }
    return means
  }
}
