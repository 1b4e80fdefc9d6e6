internal import Checks
internal import Findings
internal import Kernels
internal import Statistics

/// Finds the share of rows to damage so that a metric falls by a stated amount on average.
struct RegressionPlanter {
  let worlds: SelftestWorlds
  let entry: PlannedEntry

  /// Draws that a share is tried on, and how often it is halved: exact to a few parts in a thousand of
  /// the loss, and the report says what was achieved in all runs.
  private static let draws = 16
  private static let steps = 14

  /// Why no share gives the loss.
  enum Obstacle: Error {
    case undefined(String)
    /// The loss with every right answer made wrong.
    case tooLarge(most: Double)
  }

  /// - Parameter target: The loss, positive for worse.
  func share(for target: Double) -> Result<Double, Obstacle> {
    let parts = (0..<min(Self.draws, worlds.runs)).compactMap { number in
      let draw = worlds.sampler.draw(number)
      return worlds.evidence.drawn(draw).map { Part(number: number, draw: draw, evidence: $0) }
    }
    guard let start = mean(parts, share: 0) else {
      return .failure(.undefined("'\(entry.configuration.id)' is undefined on the drawn rows"))
    }
    // Above 9 in 10, few metrics are monotone any more: what is worse than chance ranks well backwards.
    var (low, high) = (0.0, 0.9)
    guard let end = mean(parts, share: high), loss(start, end) >= target else {
      return .failure(.tooLarge(most: mean(parts, share: high).map { loss(start, $0) } ?? 0))
    }
    for _ in 0..<Self.steps {
      let middle = (low + high) / 2
      guard let value = mean(parts, share: middle) else { break }
      if loss(start, value) < target { low = middle } else { high = middle }
    }
    return .success((low + high) / 2)
  }

  /// Positive for worse.
  func loss(_ before: Double, _ after: Double) -> Double {
    entry.kind.direction == .lower ? after - before : before - after
  }

  private struct Part: Sendable {
    let number: Int
    let draw: PairedDraw
    let evidence: Evidence
  }

  /// The candidate's mean value over the parts; nil where it is undefined in one.
  private func mean(_ parts: [Part], share: Double) -> Double? {
    let statistics = worlds.configuration.statistics
    let settings = MeasureSettings(alpha: statistics.alpha, seed: statistics.seed)
    let values = worlds.parallel.map(count: parts.count) { index -> Double? in
      let part = parts[index]
      let damaged = part.evidence
        .damagingCandidate(at: worlds.hits(part.draw, part.number, share: share))
        .candidateAlone
      let measured = try? entry.check.measure(on: damaged, settings: settings)
      return measured?.first?.candidate.estimate?.value
    }
    guard !values.isEmpty, !values.contains(nil) else { return nil }
    return values.compactMap { $0 }.reduce(0, +) / Double(values.count)
  }
}
