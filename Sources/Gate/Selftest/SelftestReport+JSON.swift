package import Findings
internal import Statistics

extension SelftestReport {
  /// How often something happened, with Wilson's interval at 95%.
  package struct Rate: Sendable, Equatable {
    package let count: Int
    package let share: Double
    package let low: Double
    package let high: Double

    /// - Parameter runs: 0 gives the rate of nothing, with an interval that knows nothing.
    package init(_ count: Int, of runs: Int) {
      self.count = count
      guard runs > 0 else {
        (share, low, high) = (0, 0, 1)
        return
      }
      share = Double(count) / Double(runs)
      let interval = ProportionInterval.wilson(share: share, count: Double(runs), alpha: 0.025)
      (low, high) = (interval.low, interval.high)
    }
  }

  /// The report for other programs; sorted keys, no NaN.
  package var json: JSONValue {
    .object([
      "schema": .string("tollgate-selftest/1"), "gate": .string(gate), "task": .text(task),
      "rows": .number(Double(rows)), "units": .number(Double(units)),
      "runs": .number(Double(runs)), "seed": .string(String(seed)),
      "obstacle": obstacle.map { .string($0) } ?? .null,
      "held_aside": .array(
        heldAside.map {
          .object([
            "entry": .string($0.entry), "condition": .string($0.condition.kind.rawValue),
            "bound": .string($0.condition.bound.text), "reason": .string($0.reason),
          ])
        }),
      "equal": equal?.json ?? .null, "worse": worse?.json ?? .null,
    ])
  }
}

extension SelftestReport.World {
  /// In how many runs the verdict was this one.
  package func rate(_ verdict: Verdict) -> SelftestReport.Rate { .init(count(verdict), of: runs) }

  fileprivate var json: JSONValue {
    var verdicts: [String: JSONValue] = [:]
    for verdict in Verdict.allCases {
      let rate = rate(verdict)
      verdicts[verdict.rawValue] = .object([
        "runs": .number(Double(rate.count)), "share": .number(rate.share),
        "low": .number(rate.low), "high": .number(rate.high),
      ])
    }
    return .object([
      "verdicts": .object(verdicts),
      "alarms": .array(
        alarms.map {
          .object([
            "finding": .string($0.finding), "failed": .number(Double($0.failed)),
            "warned": .number(Double($0.warned)),
          ])
        }),
    ])
  }
}

extension SelftestReport.Regression {
  fileprivate var json: JSONValue {
    func number(_ value: Double?) -> JSONValue {
      guard let value, value.isFinite else { return .null }
      return .number(value)
    }
    return .object([
      "entry": .string(entry), "unit": .string(unit),
      "stated": text.map { .string($0) } ?? .null, "target": number(target),
      "achieved": number(achieved), "margin": number(margin), "damaged_share": number(share),
      "obstacle": obstacle.map { .string($0) } ?? .null, "world": world?.json ?? .null,
    ])
  }
}
