import Tabular

/// A fitted step in front of an estimator: columns in, columns out.
///
/// A new transformer is one file in `Transformers/` and one line in ``TransformerCatalog``.
protocol Transformer: Sendable {
  /// The classes that it rebuilds, without their modules.
  static var classNames: Set<String> { get }

  init(_ object: PythonObject) throws(ModelError)

  /// The number of columns it was fitted on, nil if it takes any.
  var inputCount: Int? { get }

  /// Whether output `i` comes from input `i` alone, for every input.
  var keepsColumns: Bool { get }

  /// By output, the one of `count` inputs that it comes from alone; nil where outputs come from several.
  func origins(count: Int) -> [Int]?

  /// Whether scikit-learn hands its output on as a sparse matrix, given that its input is one or not.
  /// The cells are the same; XGBoost takes those that such a matrix leaves out as missing.
  func givesSparse(from isSparse: Bool) -> Bool

  /// What it does with each of `count` inputs.
  func inputUses(count: Int) -> [InputUse]

  /// The columns that it makes of a table's columns.
  ///
  /// - Throws: ``ModelError`` if a cell is refused, as scikit-learn refuses it.
  func transformed(_ columns: [Column], rowCount: Int) throws(ModelError) -> [Column]
}

extension Transformer {
  var keepsColumns: Bool { false }

  func origins(count: Int) -> [Int]? { keepsColumns ? Array(0..<count) : nil }

  /// What maps column by column leaves a matrix as it is.
  func givesSparse(from isSparse: Bool) -> Bool { isSparse && keepsColumns }

  func inputUses(count: Int) -> [InputUse] { Array(repeating: .numeric, count: count) }
}

/// Every transformer that can be rebuilt.
enum TransformerCatalog {
  static let all: [any Transformer.Type] = [
    Scaler.self, SimpleImputer.self, OneHotEncoder.self, OrdinalEncoder.self,
    IdentityTransformer.self, Normalizer.self, PolynomialFeatures.self, BinsDiscretizer.self,
    ColumnTransformer.self, FeatureUnion.self, LinearProjection.self, TargetEncoder.self,
    FeatureSelector.self, PowerTransformer.self, QuantileTransformer.self,
  ]

  /// - Throws: ``ModelError/unsupported(feature:advice:)`` naming a class that cannot be rebuilt.
  static func transformer(_ object: PythonObject) throws(ModelError) -> any Transformer {
    guard object.loader == "ObjectNode", object.package == "sklearn",
      let type = all.first(where: { $0.classNames.contains(object.className) })
    else { throw object.unsupported() }
    return try type.init(object)
  }
}
