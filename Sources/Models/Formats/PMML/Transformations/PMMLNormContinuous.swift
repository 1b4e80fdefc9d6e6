/// 1 where a field has a value, else 0 (`NormDiscrete`).
struct PMMLNormDiscrete: PMMLExpression {
  let place: Int
  let value: Double
  /// For a missing value.
  let missing: Double
  let type = PMMLFieldType.number

  func cells(in frame: PMMLFrame) -> [Double] {
    frame[place].map { $0.isNaN ? missing : $0 == value ? 1 : 0 }
  }
}

/// A piecewise linear function of a field (`NormContinuous`).
struct PMMLNormContinuous: PMMLExpression {
  let base: any PMMLExpression
  let knots: PMMLKnots
  let outliers: PMMLMiningField.Outliers
  let missing: Double
  let type = PMMLFieldType.number

  init(_ element: PMMLElement, _ scope: PMMLScope) throws(ModelError) {
    let field = try scope.field(try element.required("field"), at: element)
    base = PMMLCast.to(.number, PMMLFieldValue(place: field.place, type: field.type))
    knots = try PMMLKnots(element)
    outliers = try element.choice("outliers", default: .asIs)
    missing = try element.number("mapMissingTo") ?? .nan
  }

  func cells(in frame: PMMLFrame) -> [Double] {
    base.cells(in: frame).map { cell in
      if cell.isNaN { return missing }
      if knots.contains(cell) { return knots.value(at: cell) }
      switch outliers {
      case .asIs: return knots.value(at: cell)
      case .asMissingValues: return missing
      case .asExtremeValues: return knots.value(at: knots.nearest(to: cell))
      }
    }
  }
}

/// The points of a piecewise linear function, in ascending order of their place.
struct PMMLKnots: Sendable {
  private let origins: [Double]
  private let norms: [Double]

  /// The `LinearNorm` elements in `element`.
  init(_ element: PMMLElement) throws(ModelError) {
    var origins: [Double] = []
    var norms: [Double] = []
    for knot in element.children("LinearNorm") {
      let origin = try knot.requiredNumber("orig")
      if let last = origins.last, origin <= last {
        throw knot.malformed("the 'orig' of LinearNorm elements must ascend")
      }
      origins.append(origin)
      norms.append(try knot.requiredNumber("norm"))
    }
    guard origins.count > 1 else {
      throw element.malformed("\(element.name) needs two LinearNorm elements at least")
    }
    self.origins = origins
    self.norms = norms
  }

  private init(origins: [Double], norms: [Double]) {
    self.origins = origins
    self.norms = norms
  }

  func contains(_ place: Double) -> Bool {
    place >= origins[0] && place <= origins[origins.count - 1]
  }

  func nearest(to place: Double) -> Double {
    min(max(place, origins[0]), origins[origins.count - 1])
  }

  /// The value at a place, extrapolated along the first or last piece outside the points.
  func value(at place: Double) -> Double {
    var piece = 0
    while piece + 2 < origins.count, place > origins[piece + 1] { piece += 1 }
    let (left, right) = (origins[piece], origins[piece + 1])
    return norms[piece] + (place - left) / (right - left) * (norms[piece + 1] - norms[piece])
  }

  /// The function read the other way: from values to places. Nil if the values do not ascend or
  /// descend.
  var inverse: PMMLKnots? {
    let pairs = zip(norms, norms.dropFirst())
    if pairs.allSatisfy({ $0 < $1 }) { return PMMLKnots(origins: norms, norms: origins) }
    guard pairs.allSatisfy({ $0 > $1 }) else { return nil }
    return PMMLKnots(origins: norms.reversed(), norms: origins.reversed())
  }
}
