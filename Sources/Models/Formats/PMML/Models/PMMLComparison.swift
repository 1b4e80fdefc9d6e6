import Glibc

/// How far apart, or how alike, two points are (`ComparisonMeasure`).
struct PMMLComparison: Sendable {
  enum Measure: Sendable {
    case euclidean, squaredEuclidean, chebychev, cityBlock
    case minkowski(Double)
    /// Σ numerator · count / Σ denominator · count over the four ways two truths can meet: both,
    /// first only, second only, neither.
    case binary(numerator: [Double], denominator: [Double])
  }

  enum Function: String, CaseIterable, Sendable { case absDiff, gaussSim, delta, equal, table }

  /// A coordinate of the points.
  struct Coordinate: Sendable {
    let place: Int
    let weight: Double
    let function: Function
    let scale: Double
    /// What a coordinate that is there weighs when others are missing.
    var missingWeight = 1.0
  }

  let measure: Measure
  let isDistance: Bool
  let coordinates: [Coordinate]

  /// The distance or similarity of `x` and the coordinates of a point; missing coordinates of `x`
  /// are left out and the others weigh more. NaN if all are missing.
  func value(_ x: [Double], _ point: ArraySlice<Double>) -> Double {
    if case .binary(let numerator, let denominator) = measure {
      return binary(x, point, numerator, denominator)
    }
    var sum = 0.0
    var largest = 0.0
    var present = 0.0
    var all = 0.0
    for (index, coordinate) in coordinates.enumerated() {
      all += coordinate.missingWeight
      let (own, other) = (x[index], point[point.startIndex + index])
      if own.isNaN || other.isNaN { continue }
      present += coordinate.missingWeight
      let difference = PMMLComparison.compare(own, other, coordinate)
      switch measure {
      case .euclidean, .squaredEuclidean: sum += coordinate.weight * difference * difference
      case .cityBlock: sum += coordinate.weight * difference
      case .chebychev: largest = max(largest, coordinate.weight * difference)
      case .minkowski(let p): sum += coordinate.weight * pow(difference, p)
      case .binary: break
      }
    }
    guard present > 0 else { return .nan }
    let adjustment = all / present
    return switch measure {
    case .euclidean: (adjustment * sum).squareRoot()
    case .chebychev: adjustment * largest
    case .minkowski(let p): pow(adjustment * sum, 1 / p)
    case .squaredEuclidean, .cityBlock, .binary: adjustment * sum
    }
  }

  private static func compare(_ x: Double, _ y: Double, _ coordinate: Coordinate) -> Double {
    switch coordinate.function {
    case .absDiff, .table: (x - y).magnitude
    case .gaussSim:
      exp(-Glibc.log(2) * (x - y) * (x - y) / (coordinate.scale * coordinate.scale))
    case .delta: x == y ? 0 : 1
    case .equal: x == y ? 1 : 0
    }
  }

  private func binary(
    _ x: [Double], _ point: ArraySlice<Double>, _ numerator: [Double], _ denominator: [Double]
  ) -> Double {
    var above = 0.0
    var below = 0.0
    for index in coordinates.indices {
      let (own, other) = (x[index], point[point.startIndex + index])
      if own.isNaN { continue }
      let meeting = own == 1 ? (other == 1 ? 0 : 1) : (other == 1 ? 2 : 3)
      above += numerator[meeting]
      below += denominator[meeting]
    }
    return above / below
  }
}

extension PMMLComparison {
  /// Reads the measure in `element`, for coordinates given by `fields` (`ClusteringField`,
  /// `KNNInput`).
  init(
    _ element: PMMLElement, fields: [PMMLElement], _ scope: PMMLScope
  ) throws(ModelError) {
    let own = try element.requiredChild("ComparisonMeasure")
    let common: Function = try own.choice("compareFunction", default: .absDiff)
    isDistance = try own.required("kind") == "distance"
    var measure: Measure?
    for child in own.children where measure == nil {
      measure = try PMMLComparison.measure(child)
    }
    guard let measure else { throw own.malformed("the ComparisonMeasure names no measure") }
    self.measure = measure
    var coordinates: [Coordinate] = []
    for field in fields {
      let function: Function = try field.choice("compareFunction", default: common)
      guard function != .table else {
        throw field.unsupported("a comparison by table (compareFunction=\"table\")")
      }
      let name = try field.required("field")
      let isText = function == .delta || function == .equal
      let place =
        try isText
        ? scope.field(name, at: field).place : scope.numericField(name, at: field).place
      let scale = try field.number("similarityScale")
      if function == .gaussSim, (scale ?? 0) <= 0 {
        throw field.malformed("gaussSim needs a similarityScale above 0")
      }
      coordinates.append(
        Coordinate(
          place: place,
          weight: try field.number("fieldWeight") ?? 1, function: function, scale: scale ?? 1))
    }
    self.coordinates = coordinates
  }

  private static func measure(_ element: PMMLElement) throws(ModelError) -> Measure? {
    switch element.name {
    case "euclidean": return .euclidean
    case "squaredEuclidean": return .squaredEuclidean
    case "chebychev": return .chebychev
    case "cityBlock": return .cityBlock
    case "minkowski":
      let p = try element.requiredNumber("p-parameter")
      guard p > 0 else { throw element.malformed("the p-parameter is above 0") }
      return .minkowski(p)
    case "simpleMatching": return .binary(numerator: [1, 0, 0, 1], denominator: [1, 1, 1, 1])
    case "jaccard": return .binary(numerator: [1, 0, 0, 0], denominator: [1, 1, 1, 0])
    case "tanimoto": return .binary(numerator: [1, 0, 0, 1], denominator: [1, 2, 2, 1])
    case "binarySimilarity":
      var parameters: [[Double]] = []
      for letter in ["c", "d"] {
        var numbers: [Double] = []
        for meeting in ["11", "10", "01", "00"] {
          numbers.append(try element.requiredNumber("\(letter)\(meeting)-parameter"))
        }
        parameters.append(numbers)
      }
      return .binary(numerator: parameters[0], denominator: parameters[1])
    default: return nil
    }
  }

  /// The coordinates with the weights of an Array for missing values.
  func weighing(missing weights: [Double]) -> PMMLComparison {
    PMMLComparison(
      measure: measure, isDistance: isDistance,
      coordinates: zip(coordinates, weights).map { coordinate, weight in
        var weighed = coordinate
        weighed.missingWeight = weight
        return weighed
      })
  }

  /// A row's coordinates.
  func point(_ frame: PMMLFrame, _ row: Int) -> [Double] {
    coordinates.map { frame.cell($0.place, row) }
  }
}
