/// What a CatBoost model says, whichever of its two forms it was read from.
struct CatBoostContents {
  /// A number that trees test against borders.
  struct FloatFeature {
    /// The column in training order.
    let position: Int
    let name: String
    let borders: [Float]
    /// Whether a missing value is above every border; it is below them otherwise.
    let missingIsHigh: Bool
  }

  /// A text that is hashed.
  struct CategoricalFeature {
    /// The column in training order.
    let position: Int
    let name: String
  }

  /// The hashes of one categorical feature that trees test for equality.
  struct OneHotFeature {
    /// An index of ``categoricalFeatures``.
    let feature: Int
    let values: [Int32]
  }

  var floatFeatures: [FloatFeature] = []
  var categoricalFeatures: [CategoricalFeature] = []
  var oneHotFeatures: [OneHotFeature] = []
  var statistics: [CatBoostStatistic] = []
  /// By what each is about.
  var tables: [CatBoostStatistic.Source: CatBoostStatisticTable] = [:]
  var trees: [CatBoostTree] = []
  var scale = 1.0
  /// One per output.
  var biases: [Double] = []
  /// Hashes of all categories, of any feature, where the file lists them.
  var knownHashes: Set<Int32> = []
  var loss = CatBoostLoss(name: "")
  var classNames: [String]?
  /// The chance of the second of two classes from which on it is predicted, where the file says so.
  var threshold: Double?
  /// `CatBoost 1.2.10`, or nothing.
  var producer = ""
}

/// One tree. Splits are numbered through: first every border of every float feature, then every
/// one-hot value, then every border of every statistic.
struct CatBoostTree {
  /// A node of a tree that is not symmetric.
  enum Node {
    case test(split: Int, left: Int, right: Int)
    /// The position of the leaf's first value.
    case leaf(value: Int)
  }

  enum Shape {
    /// Split `d` decides bit `d` of the leaf's number.
    case symmetric(splits: [Int])
    /// The root stands first; children are positions.
    case nodes([Node])
  }

  let shape: Shape
  /// One value per output for each leaf, in order of leaves.
  let leafValues: [Double]
  /// The training rows of each leaf, by weight; empty where the file has none.
  var leafWeights: [Double] = []
}

/// A number made from categories: what the target was, or how many rows there were, where they
/// occurred in training (CatBoost's CTR).
struct CatBoostStatistic {
  /// How counts become a number.
  enum Kind: Int, Hashable, Sendable, CaseIterable {
    // The order is that of the binary form.
    case borders, buckets, binarizedMean, floatMean, counter, frequency

    /// CatBoost's name.
    var name: String {
      switch self {
      case .borders: "Borders"
      case .buckets: "Buckets"
      case .binarizedMean: "BinarizedTargetMeanValue"
      case .floatMean: "FloatTargetMeanValue"
      case .counter: "Counter"
      case .frequency: "FeatureFreq"
      }
    }
  }

  /// A float feature's test as a part of a combination.
  struct FloatTest: Hashable, Sendable {
    /// An index of ``CatBoostContents/floatFeatures``.
    let feature: Int
    let border: Float
  }

  /// A category's test as a part of a combination.
  struct CategoryTest: Hashable, Sendable {
    /// An index of ``CatBoostContents/categoricalFeatures``.
    let feature: Int
    let value: Int32
  }

  /// What a statistic is about: a combination, whose parts are hashed in this order.
  struct Source: Hashable, Sendable {
    var categories: [Int] = []
    var floatTests: [FloatTest] = []
    var categoryTests: [CategoryTest] = []
    var kind = Kind.borders
  }

  let source: Source
  let targetBorder: Int
  let priorNumerator: Float
  let priorDenominator: Float
  let shift: Float
  let scale: Float
  let borders: [Float]

  /// `((count + prior) / (total + prior) + shift) * scale`, in Float.
  func value(count: Float, total: Float) -> Float {
    ((count + priorNumerator) / (total + priorDenominator) + shift) * scale
  }
}
