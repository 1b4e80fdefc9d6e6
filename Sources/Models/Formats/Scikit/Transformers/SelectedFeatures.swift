/// Which features a selector of scikit-learn keeps. Some store it; others follow anew from the scores
/// that they were fitted to.
enum SelectedFeatures {
  /// By input, whether it is kept.
  static func mask(of object: PythonObject) throws(ModelError) -> [Bool] {
    switch object.className {
    case "RFE", "RFECV": return try support(object, "support_")
    case "SequentialFeatureSelector": return try support(object, "support_")
    case "VarianceThreshold":
      let bound = try object.optional("threshold")?.number() ?? 0
      return try object.attribute("variances_").numbers().map { $0 > bound }
    case "SelectFromModel": return try ImportantFeatures.mask(of: object)
    case "GenericUnivariateSelect":
      return try univariate(
        object, mode: try object.attribute("mode").text(),
        setting: try object.attribute("param"))
    default:
      guard let (mode, name) = modes[object.className] else { throw object.unsupported() }
      return try univariate(object, mode: mode, setting: try object.attribute(name))
    }
  }

  /// By class, the mode of `GenericUnivariateSelect` that it is, and its setting.
  private static let modes = [
    "SelectKBest": ("k_best", "k"), "SelectPercentile": ("percentile", "percentile"),
    "SelectFpr": ("fpr", "alpha"), "SelectFdr": ("fdr", "alpha"), "SelectFwe": ("fwe", "alpha"),
  ]

  private static func support(_ object: PythonObject, _ name: String) throws(ModelError) -> [Bool] {
    let mask = try object.attribute(name)
    guard case .truths(let truths) = try mask.array().column() else {
      throw mask.malformed("holds no truth values")
    }
    return truths
  }

  private static func univariate(
    _ object: PythonObject, mode: String, setting: PythonObject
  ) throws(ModelError) -> [Bool] {
    switch mode {
    case "k_best", "percentile":
      // Of features that have no score, none goes before another.
      let scores = try object.attribute("scores_").numbers().map {
        $0.isNaN ? -Double.greatestFiniteMagnitude : $0
      }
      if mode == "percentile" {
        return try best(scores, percentile: setting.number(), setting)
      }
      if try setting.textIfAny() == "all" { return scores.map { _ in true } }
      return highest(scores, count: try setting.integer())
    case "fpr":
      let alpha = try setting.number()
      return try chances(object).map { $0 < alpha }
    case "fwe":
      let alpha = try setting.number()
      let chances = try chances(object)
      return chances.map { $0 < alpha / Double(chances.count) }
    case "fdr": return falseDiscovery(try chances(object), alpha: try setting.number())
    default: throw object.unsupported("mode='\(mode)'")
    }
  }

  private static func chances(_ object: PythonObject) throws(ModelError) -> [Double] {
    try object.attribute("pvalues_").numbers()
  }

  /// The `count` highest, of equal ones the last.
  static func highest(_ scores: [Double], count: Int) -> [Bool] {
    var mask = scores.map { _ in false }
    let order = scores.indices.sorted { (scores[$0], $0) < (scores[$1], $1) }
    for index in order.suffix(max(0, count)) { mask[index] = true }
    return mask
  }

  /// Those above the percentile, and as many at it, from the first, as the share leaves room for.
  private static func best(
    _ scores: [Double], percentile: Double, _ setting: PythonObject
  ) throws(ModelError) -> [Bool] {
    guard percentile >= 0, percentile <= 100 else { throw setting.malformed("is no percentage") }
    if percentile == 100 || scores.isEmpty { return scores.map { _ in true } }
    if percentile == 0 { return scores.map { _ in false } }
    let bound = quantile(scores.sorted(), (100 - percentile) / 100)
    var mask = scores.map { $0 > bound }
    let ties = scores.indices.filter { scores[$0] == bound }
    let room =
      Int(Double(scores.count) * percentile / 100) - mask.reduce(0) { $0 + ($1 ? 1 : 0) }
    // A negative end counts from the back, as in Python.
    let kept = room >= 0 ? ties.prefix(room) : ties.dropLast(-room)
    for index in kept { mask[index] = true }
    return mask
  }

  /// Between neighbours linear, in the order of operations that NumPy has.
  private static func quantile(_ sorted: [Double], _ share: Double) -> Double {
    let place = share * Double(sorted.count - 1)
    let lower = min(max(0, Int(place.rounded(.down))), sorted.count - 1)
    let (low, high) = (sorted[lower], sorted[min(lower + 1, sorted.count - 1)])
    let part = place - Double(lower)
    let step = high - low
    return part >= 0.5 ? high - step * (1 - part) : low + step * part
  }

  /// Benjamini and Hochberg: up to the largest that is below its share of alpha.
  private static func falseDiscovery(_ chances: [Double], alpha: Double) -> [Bool] {
    let sorted = chances.filter { !$0.isNaN }.sorted()
    let step = alpha / Double(chances.count)
    let last = sorted.indices.last { sorted[$0] <= step * Double($0 + 1) }
    guard let last else { return chances.map { _ in false } }
    return chances.map { $0 <= sorted[last] }
  }
}
