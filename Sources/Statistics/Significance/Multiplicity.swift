/// Corrections of the p-values of a family of tests.
///
/// Adjusted values come back in the order of the given ones: test i is rejected at a family level
/// of q exactly when adjusted value i is at most q. The values must be in 0…1.
package enum Multiplicity {
  /// Holm's step-down procedure (1979): bounds the chance of any false rejection, whatever the
  /// dependence.
  package static func holm(_ values: [Double]) -> [Double] {
    var adjusted = values
    var largest = 0.0
    for (place, index) in ascending(values).enumerated() {
      largest = max(largest, min(1, Double(values.count - place) * values[index]))
      adjusted[index] = largest
    }
    return adjusted
  }

  /// The step-up procedure of Benjamini and Hochberg (1995): bounds the expected share of false
  /// rejections among all rejections, for independent or positively dependent tests.
  package static func benjaminiHochberg(_ values: [Double]) -> [Double] {
    var adjusted = values
    var smallest = 1.0
    for (place, index) in ascending(values).enumerated().reversed() {
      smallest = min(smallest, Double(values.count) * values[index] / Double(place + 1))
      adjusted[index] = smallest
    }
    return adjusted
  }

  /// Positions by value; equal values in order of position.
  private static func ascending(_ values: [Double]) -> [Int] {
    values.indices.sorted { values[$0] == values[$1] ? $0 < $1 : values[$0] < values[$1] }
  }
}
