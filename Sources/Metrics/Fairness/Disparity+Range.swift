internal import Findings

extension Disparity {
  /// The theoretical limits of its number; infinite where there are none.
  package var range: ClosedRange<Double> {
    let widths = statistics.map { $0.range.upperBound - $0.range.lowerBound }
    let width = widths.max() ?? .infinity
    let sizes = statistics.map { max($0.range.lowerBound.magnitude, $0.range.upperBound.magnitude) }
    return switch contrast {
    case .difference: isSigned ? -width...width : 0...width
    case .ratio: 0...(isSigned ? Double.infinity : 1)
    case .largest: statistics[0].range
    // One with a direction is the distance to 0.
    case .farthest where direction == .none: statistics[0].range
    case .farthest: 0...(sizes.max() ?? .infinity)
    }
  }
}

extension GroupStatistic {
  /// The theoretical limits of the number of a group.
  var range: ClosedRange<Double> {
    if let metric { return metric.range }
    if case .share = scale { return 0...1 }
    guard source != .probabilities else {
      return switch id {
      case GroupStatistic.meanScore.id, GroupStatistic.brier.id: 0...1
      case GroupStatistic.calibrationError.id: -1...1
      default: 0...Double.infinity
      }
    }
    if case .positive = scale { return 0...Double.infinity }
    return -Double.infinity...Double.infinity
  }
}
