package import Kernels
package import Tabular

/// A fitted model: rows in, scores out.
package protocol Model: Sendable {
  /// What `inspect` and the report say about the model.
  var description: ModelDescription { get }

  /// The model's scores of every row of `table`, features matched by name.
  ///
  /// - Parameter output: predictions as the model's own library gives them, or raw margins.
  /// - Throws: ``ModelError`` if a feature is absent, of the wrong type, or holds a category that the
  ///   model does not know.
  func scores(
    for table: Table, output: ScoreOutput, parallel: Parallel
  ) throws(ModelError) -> Scores

  /// By feature of ``description``, whether the model reads it, as far as the file tells; without a say
  /// of its own all are ``FeatureUse/unknown``.
  var featureUses: [FeatureUse] { get }

  /// For each feature whose categories the file lists: the cells of `table` that are none of them.
  ///
  /// - Parameter weights: by row; nil counts rows.
  /// - Throws: ``ModelError`` if the table lacks a feature.
  func unknownCategories(
    in table: Table, weights: [Double]?
  ) throws(ModelError) -> [UnknownCategories]

  /// Says that nothing more is asked: only a model that a program answers for has an end.
  ///
  /// - Throws: ``ModelError/unanswered(problem:)`` if it does not end well.
  func finish() throws(ModelError)

  /// The rows as the inputs of the model's trees; nil, which is the default, for a model that is not
  /// trees alone.
  ///
  /// - Throws: ``ModelError`` as ``scores(for:output:parallel:)`` does.
  func treeRows(
    of table: Table, output: ScoreOutput, parallel: Parallel
  ) throws(ModelError) -> TreeRows?
}

extension Model {
  package var featureUses: [FeatureUse] { description.features.map { _ in .unknown } }

  package func unknownCategories(
    in table: Table, weights: [Double]?
  ) throws(ModelError) -> [UnknownCategories] { [] }

  package func finish() throws(ModelError) {}

  package func treeRows(
    of table: Table, output: ScoreOutput, parallel: Parallel
  ) throws(ModelError) -> TreeRows? { nil }
}

/// What is wanted from a model.
package enum ScoreOutput: Sendable {
  /// After the link: probabilities, or values on the label's scale.
  case prediction
  /// Before the link: margins (log-odds and the like).
  case raw
}

/// What a model predicts.
package enum ModelTask: Sendable, Equatable {
  case regression
  /// One score per row: the probability (or a margin) of the positive class.
  case binary
  /// One score per class and row.
  case multiclass(classCount: Int)
  case ranking
}

/// One feature as the model wants it.
package struct Feature: Sendable, Equatable {
  /// How the model reads the column.
  package enum Kind: Sendable, Equatable {
    case numeric
    /// Codes. `names` are the texts the model itself holds, code = position; nil when the model was
    /// trained on bare integer codes.
    case categorical(names: [String]?)
    /// Any text, read as it is: hashed, compared or looked up by the model itself.
    case text
  }
  package let name: String
  package let kind: Kind
  /// Whether its values were texts in training, however much they look like numbers.
  package let isOfTexts: Bool

  /// - Parameter isOfTexts: nil where the kind tells.
  package init(name: String, kind: Kind, isOfTexts: Bool? = nil) {
    self.name = name
    self.kind = kind
    self.isOfTexts = isOfTexts ?? (kind == .text)
  }
}

/// Facts about a model file, for people and for the report.
package struct ModelDescription: Sendable {
  /// The format's id, for example `xgboost-json`.
  package let format: String
  /// Who wrote it, for example `XGBoost 3.2.0`; empty if the file does not say.
  package let producer: String
  package let task: ModelTask
  /// The objective or loss as the file names it.
  package let objective: String
  package let features: [Feature]
  /// False when the file holds no names and ``features`` are made-up ones (`f0`, `f1`, …).
  package let namesFeatures: Bool
  /// Columns that a table must have besides the features: an MLflow signature may name some.
  package var furtherColumns: [String] = []
  /// Class names when the file holds them.
  package let classNames: [String]?
  /// Further facts, in display order: trees, depth, leaves, rounds used.
  package let facts: [(name: String, value: String)]

  package init(
    format: String, producer: String, task: ModelTask, objective: String, features: [Feature],
    namesFeatures: Bool, classNames: [String]? = nil, facts: [(name: String, value: String)] = []
  ) {
    self.format = format
    self.producer = producer
    self.task = task
    self.objective = objective
    self.features = features
    self.namesFeatures = namesFeatures
    self.classNames = classNames
    self.facts = facts
  }
}

/// The scores of a table's rows.
package struct Scores: Sendable {
  /// What a score means, so that nothing takes a margin for a probability.
  package enum Kind: Sendable, Equatable {
    /// In 0…1; over the outputs of a multiclass model they sum to 1.
    case probability
    /// A margin, a decision value or a rank score: only order means something.
    case margin
    /// A number on the label's own scale.
    case value
    /// The index of a predicted class, without scores (`multi:softmax`, `binary:hinge`).
    case label
  }
  package let kind: Kind
  package let rowCount: Int
  /// `outputs[k][row]`: one column per output.
  package let outputs: [[Double]]

  package init(kind: Kind, outputs: [[Double]]) {
    self.kind = kind
    self.outputs = outputs
    rowCount = outputs.first?.count ?? 0
  }
}
