extension Measurement {
  /// The same with no limit of an interval beyond what its number can be.
  ///
  /// An interval of Student's knows nothing of a range. What it says beyond is known to be wrong, and cutting it
  /// off leaves out no value that could be true. A value that is itself beyond keeps its interval: then the range
  /// is not that of this number.
  package func within(_ range: ClosedRange<Double>) -> Measurement {
    var measurement = self
    measurement.candidate = candidate.within(range)
    measurement.baseline = baseline?.within(range)
    let width = range.upperBound - range.lowerBound
    if width.isFinite, let change = difference, change.value.magnitude <= width {
      measurement.difference?.low = change.low.map { max($0, -width) }
      measurement.difference?.high = change.high.map { min($0, width) }
    }
    return measurement
  }
}

extension Value {
  fileprivate func within(_ range: ClosedRange<Double>) -> Value {
    guard case .number(var estimate) = self, range.contains(estimate.value) else { return self }
    estimate.low = estimate.low.map { max($0, range.lowerBound) }
    estimate.high = estimate.high.map { min($0, range.upperBound) }
    return .number(estimate)
  }
}
