import Explanations
import Findings
import Tabular

/// Curves of features as rows: one line for each point.
struct CurveListing {
  /// One feature's curve of one output.
  struct Curve {
    let feature: String
    let output: Int
    let points: [(place: String, value: Double)]
    /// How far the rows' own curves are from parallel; nil for accumulated effects.
    let heterogeneity: Double?
  }

  let method: String
  var curves: [Curve] = []

  /// The text of a place on a feature's axis.
  static func text(_ point: FeatureGrid.Point) -> String {
    switch point {
    case .number(let number): CSVWriter.text(of: number)
    case .truth(let truth): truth ? "true" : "false"
    case .level(let level): level
    }
  }

  /// The columns of the CSV.
  var fields: [CSVWriter.Field] {
    let lines = curves.flatMap { curve in curve.points.map { (curve, $0) } }
    func texts(_ name: String, _ values: [String]) -> CSVWriter.Field {
      CSVWriter.Field(
        name: name,
        values: .column(
          .categorical(
            codes: values.indices.map { Int32(truncatingIfNeeded: $0) }, levels: Levels(values))))
    }
    var fields = [
      texts("feature", lines.map(\.0.feature)), texts("value", lines.map(\.1.place)),
    ]
    if curves.contains(where: { $0.output > 0 }) {
      fields.append(
        CSVWriter.Field(name: "output", values: .doubles(lines.map { Double($0.0.output) })))
    }
    fields.append(CSVWriter.Field(name: method, values: .scores(lines.map(\.1.value))))
    if curves.contains(where: { $0.heterogeneity != nil }) {
      fields.append(
        CSVWriter.Field(
          name: "heterogeneity", values: .doubles(lines.map { $0.0.heterogeneity ?? .nan })))
    }
    return fields
  }

  var json: JSONValue {
    .object([
      "method": .string(method),
      "curves": .array(
        curves.map { curve in
          var object: [String: JSONValue] = [
            "feature": .string(curve.feature), "output": .number(Double(curve.output)),
            "points": .array(
              curve.points.map {
                .object(["value": .string($0.place), method: .number($0.value)])
              }),
          ]
          if let heterogeneity = curve.heterogeneity {
            object["heterogeneity"] = .number(heterogeneity)
          }
          return .object(object)
        }),
    ])
  }
}
