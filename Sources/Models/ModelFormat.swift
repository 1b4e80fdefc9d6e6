import Kernels
package import Tabular

/// One kind of model file.
package protocol ModelFormat: Sendable {
  /// Short stable id, for example `lightgbm-text`.
  static var id: String { get }
  /// What people call it, for example `LightGBM text`.
  static var title: String { get }
  /// One line for `--help` and the README.
  static var summary: String { get }

  /// Whether the bytes look like this format. Sees the first 4,096 bytes; never the name.
  static func recognizes(prefix: ArraySlice<UInt8>) -> Bool

  /// Reads a model from the whole file.
  static func read(_ source: ModelSource, options: ModelOptions) throws(ModelError) -> any Model
}

/// What a user may say about how a model is read.
package struct ModelOptions: Sendable {
  /// Which trees count when the file knows a best iteration.
  package enum Rounds: Sendable, Equatable {
    /// The best iteration where the library's own scikit-learn wrapper would stop there, else all.
    case automatic
    case all
    /// The first `count` rounds.
    case first(Int)
  }
  package var rounds: Rounds = .automatic
  /// The most bytes of a file that is read.
  package var fileBytes = Kernels.Limits.Models.fileBytes
  package var limits = Limits()
  /// How a table of predictions is read: its limits, and what its numbers look like.
  package var table = TableOptions()
  /// Names of integer codes, for models trained on them: position = code.
  package var categories: [String: [String]] = [:]

  /// Which of the model's outputs is the score: its name, or its number where outputs have none.
  package var output: String?
  /// Whether the model is looked at only: outputs among which none is plainly the score are then no
  /// error.
  package var isInspected = false

  /// What becomes of a cell whose category the model does not know.
  package enum UnknownCategories: Sendable, Equatable {
    /// What the model's own library does: XGBoost refuses, LightGBM takes it as missing, CatBoost has
    /// statistics of the unseen.
    case asLibrary
    /// It counts as missing.
    case missing
  }
  package var unknownCategories: UnknownCategories = .asLibrary
  /// The text that a missing category was in training, for models that hash texts (CatBoost); nil
  /// to take `nan`, or the text for missing that the model knows.
  package var missingCategory: String?
  /// How a table of predictions is read.
  package var predictions = PredictionOptions()
  /// Where ONNX Runtime is looked for, for ONNX graphs that the native reader does not know whole;
  /// nowhere unless it is said.
  package var runtime = ONNXRuntimeSearch()

  package init() {}

  /// Bounds on what a model may ask for that are too large for a test to reach.
  package struct Limits: Sendable {
    package var pmmlFields = Kernels.Limits.Models.pmmlFields
    package var pmmlExpressions = Kernels.Limits.Models.pmmlExpressions
    package var pmmlElements = Kernels.Limits.Models.pmmlElements

    package init() {}
  }
}
