/// A linear scale from numbers to places in a drawing.
struct Axis {
  let low: Double
  let high: Double
  /// Places of `low` and `high`.
  let start: Double
  let end: Double

  /// A scale that shows all of `values`, with some room around them.
  init(showing values: [Double], from start: Double, to end: Double, room: Double = 0.1) {
    let finite = values.filter { $0.isFinite && $0.magnitude < 1e300 }
    let least = finite.min() ?? 0
    let most = finite.max() ?? 1
    let width = most - least
    let margin = width > 0 ? width * room : max(most.magnitude * 0.1, 1e-9)
    self.init(low: least - margin, high: most + margin, start: start, end: end)
  }

  init(low: Double, high: Double, start: Double, end: Double) {
    self.low = low
    self.high = high > low ? high : low + 1
    self.start = start
    self.end = end
  }

  /// Values outside of the scale are drawn at its ends.
  func place(_ value: Double) -> Double {
    let share = (value - low) / (high - low)
    return start + min(max(share.isFinite ? share : 0, 0), 1) * (end - start)
  }

  /// Round numbers on the scale, about so many.
  func ticks(_ wanted: Int) -> [Double] {
    let rough = (high - low) / Double(max(wanted, 1))
    guard rough > 0, rough.isFinite else { return [] }
    var power = 1.0
    while power > rough { power /= 10 }
    while power * 10 <= rough { power *= 10 }
    let step = [1.0, 2, 5, 10].map { $0 * power }.first { $0 >= rough } ?? rough
    let first = (low / step).rounded(.up)
    let last = (high / step).rounded(.down)
    guard last >= first, last - first < 100 else { return [] }
    // A whole number times the step: adding the step again and again would drift.
    return stride(from: first, through: last, by: 1).map { tick in
      step < 1 ? tick / (1 / step).rounded() : tick * step
    }
  }
}
