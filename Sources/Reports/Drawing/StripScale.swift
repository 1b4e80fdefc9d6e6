/// Where the numbers of a strip stand.
struct StripScale {
  private let middle: Double
  /// The number at `middle`.
  private let center: Double
  /// Pixels for one unit; negative where more is worse.
  private let slope: Double
  private let width: Double
  /// Shaded parts, as pairs of places.
  private(set) var forbidden: [(Double, Double)] = []

  init(_ plot: IntervalPlot, width: Double) {
    self.width = width
    let bounds = plot.bounds.map(\.value)
    let twoSided = plot.forbidsBelow && plot.forbidsAbove
    let (first, last) = (bounds.first ?? plot.value, bounds.last ?? plot.value)
    center = twoSided ? (first + last) / 2 : first
    middle = twoSided ? width / 2 : width * 0.4
    let shown = [plot.value, plot.low, plot.high, plot.origin?.value].compactMap(\.self) + bounds
    let sign: Double = plot.forbidsAbove && !twoSided ? -1 : 1
    let zero = center
    let offsets = shown.map { ($0 - zero) * sign }.filter(\.isFinite)
    let (most, least) = (offsets.max() ?? 0, offsets.min() ?? 0)
    var size = Double.infinity
    if most > 0 { size = min(size, (width - middle - 6) / most) }
    if least < 0 { size = min(size, (middle - 6) / -least) }
    // A margin takes a third of the width, as long as everything else fits then.
    let margin = twoSided ? (last - first) / 2 : abs((plot.origin?.value ?? first) - first)
    if margin > 0 { size = min(size, width / 3 / margin) }
    slope = sign * (size.isFinite ? size : 0)
    if plot.forbidsBelow || plot.forbidsAbove { forbidden.append((0, place(first))) }
    if twoSided { forbidden.append((place(last), width)) }
  }

  func place(_ value: Double) -> Double {
    let x = middle + (value - center) * slope
    return x.isFinite ? min(max(x, 4), width - 4) : middle
  }
}
