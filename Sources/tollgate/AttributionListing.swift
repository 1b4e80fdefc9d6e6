import Explanations
import Findings
import Models
import Tabular

/// SHAP values as rows: the base, what each feature adds, and the score that they add up to.
struct AttributionListing {
  private let attributions: Attributions
  private let output: ScoreOutput
  /// By output, its class; empty for a model of one output.
  private let outputs: [String]

  init(_ attributions: Attributions, output: ScoreOutput, description: ModelDescription) {
    self.attributions = attributions
    self.output = output
    let count = attributions.values.count
    outputs =
      count == 1 ? [] : (0..<count).map { description.classNames?[$0] ?? String($0) }
  }

  /// The columns of the CSV: one line for each row, and of several outputs one for each of them.
  var fields: [CSVWriter.Field] {
    let count = attributions.values.count
    let lines = attributions.rowCount * count
    func field(_ name: String, _ value: (_ row: Int, _ output: Int) -> Double) -> CSVWriter.Field {
      CSVWriter.Field(
        name: name, values: .doubles((0..<lines).map { value($0 / count, $0 % count) }))
    }
    let scores = (0..<count).map(attributions.scores(output:))
    var fields = [field("row") { row, _ in Double(row + 1) }]
    if !outputs.isEmpty {
      let codes = (0..<lines).map { Int32(truncatingIfNeeded: $0 % count) }
      fields.append(
        CSVWriter.Field(
          name: "output", values: .column(.categorical(codes: codes, levels: Levels(outputs)))))
    }
    fields.append(
      CSVWriter.Field(
        name: output == .raw ? "margin" : "prediction",
        values: .scores((0..<lines).map { scores[$0 % count][$0 / count] })))
    fields.append(field("base") { attributions.bases[$1] })
    for (feature, name) in attributions.features.enumerated() {
      fields.append(field(name) { attributions.values[$1][feature][$0] })
    }
    guard !attributions.standardErrors.isEmpty else { return fields }
    for (feature, name) in attributions.features.enumerated() {
      fields.append(
        field("\(name)_error") {
          let error = attributions.standardErrors[$1][feature][$0]
          return error.isFinite ? error : .nan
        })
    }
    return fields
  }

  func json(backgroundRows: Int?, seed: UInt64) -> JSONValue {
    func numbers(_ values: [Double]) -> JSONValue {
      .array(values.map { $0.isFinite ? .number($0) : .null })
    }
    let outputs = attributions.values.indices.map { output -> JSONValue in
      var object: [String: JSONValue] = [
        "base": .number(attributions.bases[output]),
        "scores": numbers(attributions.scores(output: output)),
        "values": .object(
          Dictionary(
            zip(attributions.features, attributions.values[output].map(numbers))
          ) { first, _ in first }),
      ]
      if !self.outputs.isEmpty { object["output"] = .string(self.outputs[output]) }
      if !attributions.standardErrors.isEmpty {
        object["standard_errors"] = .object(
          Dictionary(
            zip(attributions.features, attributions.standardErrors[output].map(numbers))
          ) { first, _ in first })
      }
      return .object(object)
    }
    return .object([
      "method": .string(attributions.method.rawValue),
      "unit": .string(output == .raw ? "margin" : "prediction"),
      "rows": .number(Double(attributions.rowCount)),
      "background_rows": backgroundRows.map { .number(Double($0)) } ?? .null,
      "seed": .string(String(seed)), "outputs": .array(outputs),
    ])
  }
}
