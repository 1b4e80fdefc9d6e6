/// A compiled predicate: true, false or unknown for a row.
enum PMMLPredicate: Sendable {
  enum Truth: Sendable { case no, yes, unknown }
  enum Comparison: Sendable {
    case equal, notEqual, lessThan, lessOrEqual, greaterThan, greaterOrEqual
  }
  enum Operator: String, CaseIterable, Sendable { case and, or, xor, surrogate }

  case constant(Bool)
  case compare(place: Int, Comparison, Double)
  /// Whether the value is missing, or is not.
  case presence(place: Int, isMissing: Bool)
  case member(place: Int, Set<Double>, isIn: Bool)
  case compound(Operator, [PMMLPredicate])

  /// The truth for a row; a missing operand makes it unknown.
  func truth(_ frame: PMMLFrame, _ row: Int) -> Truth {
    switch self {
    case .constant(let truth): return truth ? .yes : .no
    case .compare(let place, let comparison, let value):
      let cell = frame.cell(place, row)
      if cell.isNaN { return .unknown }
      return PMMLPredicate.holds(comparison, cell, value) ? .yes : .no
    case .presence(let place, let isMissing):
      return frame.cell(place, row).isNaN == isMissing ? .yes : .no
    case .member(let place, let set, let isIn):
      let cell = frame.cell(place, row)
      if cell.isNaN { return .unknown }
      return set.contains(cell) == isIn ? .yes : .no
    case .compound(let combination, let parts):
      return PMMLPredicate.truth(combination, parts, frame, row)
    }
  }

  static func holds(_ comparison: Comparison, _ cell: Double, _ value: Double) -> Bool {
    switch comparison {
    case .equal: cell == value
    // A value that is none of the type (NaN) equals nothing.
    case .notEqual: cell != value
    case .lessThan: cell < value
    case .lessOrEqual: cell <= value
    case .greaterThan: cell > value
    case .greaterOrEqual: cell >= value
    }
  }

  private static func truth(
    _ combination: Operator, _ parts: [PMMLPredicate], _ frame: PMMLFrame, _ row: Int
  ) -> Truth {
    switch combination {
    case .and, .or:
      let decisive: Truth = combination == .and ? .no : .yes
      var result: Truth = combination == .and ? .yes : .no
      for part in parts {
        let truth = part.truth(frame, row)
        if truth == decisive { return decisive }
        if truth == .unknown { result = .unknown }
      }
      return result
    case .xor:
      var isTrue = false
      for part in parts {
        switch part.truth(frame, row) {
        case .unknown: return .unknown
        case .yes: isTrue.toggle()
        case .no: break
        }
      }
      return isTrue ? .yes : .no
    case .surrogate:
      for part in parts {
        let truth = part.truth(frame, row)
        if truth != .unknown { return truth }
      }
      return .unknown
    }
  }
}
