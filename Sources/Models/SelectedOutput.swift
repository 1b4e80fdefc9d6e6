import Kernels
import Tabular

/// A model of several numbers a row, as the model of one of them.
struct SelectedOutput: Model {
  let description: ModelDescription
  private let inner: any Model
  private let output: Int

  /// Objectives of several labels a row: each number is the probability of one.
  private static let labelling: Set<String> = [
    "binary:logistic", "MultiLogloss", "MultiCrossEntropy",
  ]

  /// The model as one of its outputs, where the options name one by its number.
  static func of(_ model: any Model, _ options: ModelOptions) throws(ModelError) -> any Model {
    // A graph's reader knows its outputs by name.
    guard let text = options.output, model.description.format != ONNXFormat.id else { return model }
    if model.description.format == PredictionsModel.formatID {
      throw .badOption(
        option: "output",
        problem: "is for model files; 'score' names the column of a table of predictions")
    }
    guard let output = Int(text), output >= 0 else {
      throw .badOption(
        option: "output",
        problem: "names '\(text)'; the outputs of this model have no names but numbers, from 0 on")
    }
    return try SelectedOutput(model, output)
  }

  init(_ model: any Model, _ output: Int) throws(ModelError) {
    let own = model.description
    guard own.task == .regression || model.outputCount ?? 2 == 1 else {
      throw .badOption(
        option: "output",
        problem:
          "is for models of several numbers a row; the numbers of this one are the scores of "
          + "its classes")
    }
    if let count = model.outputCount, output >= count {
      throw SelectedOutput.absent(output, of: count)
    }
    inner = model
    self.output = output
    let isLabel = SelectedOutput.labelling.contains(own.objective) && model.outputCount ?? 1 > 1
    var description = ModelDescription(
      format: own.format, producer: own.producer, task: isLabel ? .binary : own.task,
      objective: own.objective, features: own.features, namesFeatures: own.namesFeatures,
      classNames: own.classNames, facts: own.facts + [("output", "\(output)")])
    description.furtherColumns = own.furtherColumns
    description.outputs = own.outputs
    self.description = description
  }

  var outputCount: Int? { 1 }
  var featureUses: [FeatureUse] { inner.featureUses }

  func scores(
    for table: Table, output: ScoreOutput, parallel: Parallel
  ) throws(ModelError) -> Scores {
    let scores = try inner.scores(for: table, output: output, parallel: parallel)
    guard scores.outputs.indices.contains(self.output) else {
      throw SelectedOutput.absent(self.output, of: scores.outputs.count)
    }
    let kind = description.task == .binary && scores.kind == .value ? .probability : scores.kind
    return Scores(kind: kind, outputs: [scores.outputs[self.output]])
  }

  func unknownCategories(
    in table: Table, weights: [Double]?
  ) throws(ModelError) -> [UnknownCategories] {
    try inner.unknownCategories(in: table, weights: weights)
  }

  private static func absent(_ output: Int, of count: Int) -> ModelError {
    .badOption(
      option: "output",
      problem:
        "asks for number \(output); the model gives \(count) number\(count == 1 ? "" : "s") a row"
        + (count > 1 ? ", 0 to \(count - 1)" : ", which is number 0"))
  }
}
