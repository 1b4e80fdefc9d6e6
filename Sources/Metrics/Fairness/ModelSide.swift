/// Which of the two models a number is about, where both are in one table.
package enum ModelSide: Sendable, CaseIterable {
  case candidate, baseline
}

extension CellSet {
  /// The lanes of ``GroupSums`` that hold these cells of one model: lane `label · 4 + candidate's
  /// decision · 2 + baseline's decision`.
  func lanes(_ side: ModelSide) -> SIMD8<Double> {
    var lanes = SIMD8<Double>()
    for lane in 0..<8 {
      let decision = side == .candidate ? lane >> 1 & 1 : lane & 1
      if rawValue >> UInt8((lane >> 2) << 1 | decision) & 1 == 1 { lanes[lane] = 1 }
    }
    return lanes
  }
}
