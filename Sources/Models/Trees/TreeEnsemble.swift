/// Decision trees whose leaves add up: what XGBoost, LightGBM and most other tree formats become.
///
/// A value of this type is valid by construction (``TreeEnsembleBuilder`` checks): children are in
/// range, every walk ends, feature and output indices exist. What differs between libraries
/// (comparison, missing rule, precision) is data.
package struct TreeEnsemble: Sendable {
  /// When a numeric test sends a row left.
  package enum Comparison: Sendable, Equatable {
    /// `x < threshold` (XGBoost)
    case less
    /// `x <= threshold` (LightGBM, scikit-learn)
    case lessOrEqual
  }

  /// In which width inputs and thresholds are compared and leaves are summed.
  package enum Precision: Sendable, Equatable {
    /// Inputs are rounded to Float first; sums are Float, in tree order (XGBoost).
    case float32
    /// Everything in Double, in tree order (LightGBM).
    case float64
    /// Inputs are rounded to Float first; thresholds and sums are Double, in tree order (CatBoost,
    /// scikit-learn).
    case float32Inputs
  }

  /// Which inputs a node counts as missing.
  package enum MissingRule: UInt8, Sendable {
    /// NaN is read as 0, nothing is missing (LightGBM `missing_type` none).
    case none = 0
    /// NaN and |x| <= 1.0000000180025095e-35 are missing (LightGBM `zero_as_missing`).
    case zero = 1
    /// NaN is missing.
    case nan = 2
  }

  /// How a categorical test reads its input: rows in the set go left, all others right.
  package enum CategoryRule: Sendable, Equatable {
    /// NaN goes to the default side; x < 0 or x >= 2^24 is in no set; else x is truncated.
    case xgboost
    /// NaN goes right; x is truncated; negative is in no set.
    case lightgbm
    /// NaN goes to the default side; only a whole number is a category (ONNX tests of equality).
    case exact
  }

  /// A node of the arena ``nodes``.
  package struct Node: Sendable, Equatable {
    /// The feature that is tested; −1 for a leaf.
    package var feature: Int32
    /// Left child, as an index of ``nodes``; for a leaf, the leaf's index.
    package var left: Int32
    /// Right child, as an index of ``nodes``; unused for a leaf.
    package var right: Int32
    /// Index of a set in ``categorySets``; −1 for a numeric test.
    package var categorySet: Int32
    /// The threshold of a numeric test. May be ±infinity, never NaN.
    package var threshold: Double
    package var missing: MissingRule
    /// Where missing goes.
    package var defaultLeft: Bool

    /// Whether ``left`` is a leaf's index and the threshold means nothing.
    package var isLeaf: Bool { feature < 0 }

    /// A leaf for ``TreeEnsembleBuilder/Tree``, its first value at `position` of the tree's values.
    static func leaf(at position: Int) -> Node {
      Node(
        feature: -1, left: Int32(clamping: position), right: -1, categorySet: -1, threshold: 0,
        missing: .nan, defaultLeft: false)
    }
  }

  /// A linear leaf (LightGBM `linear_tree`): `constant + Σ coefficient · x`, in order; if any of its
  /// features is NaN, the plain leaf value instead.
  package struct LinearLeaf: Sendable, Equatable {
    package var constant: Double
    package var features: [Int32]
    package var coefficients: [Double]
  }

  package let featureCount: Int
  package let outputCount: Int
  package let comparison: Comparison
  package let precision: Precision
  package let categoryRule: CategoryRule
  /// The roots, in the library's order of trees.
  package let roots: [Int32]
  /// The output each tree adds to; −1 when its leaves are vectors over all outputs.
  package let treeOutputs: [Int32]
  package let nodes: [Node]
  /// Leaf `l` of a scalar tree is `leafValues[l]`; a vector leaf is the `outputCount` values from
  /// `leafValues[l]` on, `l` being a position in this array in both cases.
  package let leafValues: [Double]
  /// Bit sets of category codes, as words of 64 bits, by ``Node/categorySet``.
  package let categorySets: [[UInt64]]
  /// Empty, or one per leaf of `leafValues` (scalar trees only).
  package let linearLeaves: [LinearLeaf]
  /// The training rows that reached each of ``nodes``, where the file says it.
  package let covers: NodeCovers
  /// What each output starts from (already in margin space).
  package let baseScores: [Double]
  /// Outputs are divided by this at the end; 1 except for averaged forests.
  package let divisor: Double
  /// Outputs are multiplied by this after that, in Double; 1 except for CatBoost.
  package let scale: Double
  /// What is added to each output at last, in Double; 0 except for CatBoost.
  package let biases: [Double]

  /// Only ``TreeEnsembleBuilder`` makes ensembles.
  init(
    validated builder: TreeEnsembleBuilder, roots: [Int32], treeOutputs: [Int32], nodes: [Node],
    leafValues: [Double], covers: NodeCovers
  ) {
    featureCount = builder.featureCount
    outputCount = builder.outputCount
    comparison = builder.comparison
    precision = builder.precision
    categoryRule = builder.categoryRule
    categorySets = builder.categorySets
    linearLeaves = builder.linearLeaves
    baseScores = builder.baseScores
    divisor = builder.divisor
    scale = builder.scale
    biases = builder.biases
    self.roots = roots
    self.treeOutputs = treeOutputs
    self.nodes = nodes
    self.leafValues = leafValues
    self.covers = covers
  }
}
