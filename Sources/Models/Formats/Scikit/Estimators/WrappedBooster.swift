import Kernels
import Tabular

/// The scikit-learn classes of LightGBM and XGBoost: the whole model of the library's own format is
/// inside, and its reader reads it.
struct WrappedBooster: FittedEstimator {
  static let classNames: Set<String> = [
    "LGBMClassifier", "LGBMRegressor", "LGBMRanker", "XGBClassifier", "XGBRegressor", "XGBRanker",
    "XGBRFClassifier", "XGBRFRegressor",
  ]

  let target: EstimatorTarget
  /// The model inside.
  let model: BoostedModel
  /// Whether a cell that a sparse matrix leaves out, which is a zero to everyone else, is missing to
  /// the library: so it is for XGBoost.
  private let takesAbsentAsMissing: Bool
  private var takesZerosAsMissing = false

  init(_ object: PythonObject) throws(ModelError) {
    takesAbsentAsMissing = object.package != "lightgbm"
    let booster = try object.attribute("_Booster")
    var options = ModelOptions()
    let bytes: [UInt8]
    let format: any ModelFormat.Type
    if object.package == "lightgbm" {
      bytes = Array(try booster.attribute("_handle").text().utf8)
      format = LightGBMFormat.self
      // The wrapper predicts with the best round where training stopped early.
      let best = try object.optional("_best_iteration")?.integer() ?? 0
      if best > 0 { options.rounds = .first(best) }
    } else {
      bytes = try booster.attribute("handle").bytes()
      format = XGBoostUBJSONFormat.self
    }
    guard format.recognizes(prefix: bytes.prefix(4096)) else {
      throw booster.unsupported("a model that is no \(format.title)")
    }
    let read: any Model
    do throws(ModelError) {
      read = try format.read(ModelSource(bytes: bytes), options: options)
    } catch {
      throw error.at(booster.path)
    }
    guard let model = read as? BoostedModel else { throw booster.unsupported() }
    self.model = model
    switch model.description.task {
    case .regression, .ranking: target = .numbers
    case .binary, .multiclass:
      if try object.optional("_classes") != nil {
        target = try EstimatorTarget(classesOf: object, attribute: "_classes")
      } else {
        // XGBoost's wrapper takes only classes 0, 1, 2, ….
        let outputs = model.description.task.classCount
        target = .classes((0..<max(2, outputs)).map(String.init))
      }
      guard target.task == model.description.task else {
        throw object.malformed("names other classes than the model inside has")
      }
    }
  }

  var link: any Link { model.link }

  var facts: [(name: String, value: String)] { model.description.facts }

  /// Whether the inputs must stand in a table under the model's own names.
  var readsCategories: Bool {
    model.description.features.contains { $0.kind != .numeric }
  }

  func onSparseInput() -> WrappedBooster {
    var booster = self
    booster.takesZerosAsMissing = takesAbsentAsMissing
    return booster
  }

  /// The columns as the library reads them.
  func inputs(of columns: [Column]) throws(ModelError) -> [[Double]] {
    let inputs = try InputNumbers(allowsMissing: true, allowsInfinite: true).numbers(of: columns)
    guard takesZerosAsMissing else { return inputs }
    return inputs.map { $0.map { $0 == 0 ? .nan : $0 } }
  }

  func margins(
    of columns: [Column], rowCount: Int, parallel: Parallel
  ) throws(ModelError) -> [[Double]] {
    guard columns.count == model.description.features.count else {
      throw .wrongFeatureCount(
        model: model.description.features.count, table: columns.count)
    }
    guard !readsCategories else {
      throw .unsupported(
        feature: "categories behind a transformer",
        advice: "save the booster in its own format and prepare the table yourself")
    }
    return model.scores(
      ofFeatures: try inputs(of: columns), rowCount: rowCount, output: .raw, parallel: parallel
    ).outputs
  }
}

extension ModelTask {
  /// The classes that are told apart; 0 for numbers.
  fileprivate var classCount: Int {
    switch self {
    case .regression, .ranking: 0
    case .binary: 2
    case .multiclass(let count): count
    }
  }
}
