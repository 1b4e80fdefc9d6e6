/// Clusters by their centres (`ClusteringModel`): the nearest one, or the most alike.
struct PMMLClustering: PMMLScorer {
  var hasProbabilities: Bool { false }

  let comparison: PMMLComparison
  /// Centres one behind the other.
  let centres: [Double]
  let count: Int
  /// The code of each cluster's id.
  let ids: [Double]

  func score(_ frame: PMMLFrame) -> PMMLResult {
    var result = PMMLResult(predictions: frame.constant(.nan))
    result.affinities = Array(repeating: frame.constant(.nan), count: count)
    result.entities = [frame.constant(.nan)]
    let width = comparison.coordinates.count
    for row in 0..<frame.rowCount {
      let x = comparison.point(frame, row)
      var best = -1
      var nearest = 0.0
      for cluster in 0..<count {
        let value = comparison.value(x, centres[cluster * width..<(cluster + 1) * width])
        result.affinities[cluster][row] = value
        if value.isNaN { continue }
        let isBetter = comparison.isDistance ? value < nearest : value > nearest
        if best < 0 || isBetter {
          best = cluster
          nearest = value
        }
      }
      guard best >= 0 else { continue }
      result.predictions[row] = Double(best)
      result.entities[0][row] = ids[best]
    }
    return result
  }
}

extension PMMLClustering {
  static func compile(_ context: PMMLModelContext) throws(ModelError) -> PMMLModelCatalog.Compiled {
    let element = context.element
    guard element["modelClass"] != "distributionBased" else {
      throw element.unsupported("clusters by distribution")
    }
    let fields = element.children("ClusteringField").filter { $0["isCenterField"] != "false" }
    guard !fields.isEmpty else { throw element.malformed("the model has no ClusteringField") }
    var comparison = try PMMLComparison(element, fields: fields, context.scope)
    if let weights = element.child("MissingValueWeights") {
      let array = try PMMLArray.first(in: weights)
      comparison = comparison.weighing(missing: try PMMLArray.numbers(array, count: fields.count))
    }
    var centres: [Double] = []
    var texts: [String] = []
    for (number, cluster) in element.children("Cluster").enumerated() {
      let array = try PMMLArray.first(in: cluster)
      // What is written out takes its own bytes.
      if array.name != "Array" { try context.compiler.spend(cells: fields.count, at: cluster) }
      centres += try PMMLArray.numbers(array, count: fields.count)
      texts.append(cluster["id"] ?? "\(number + 1)")
    }
    guard !texts.isEmpty else { throw element.malformed("the model has no Cluster") }
    let classes = try PMMLClasses.of(texts, context)
    guard classes.texts == texts else {
      throw element.malformed("two clusters have the same id")
    }
    return (
      PMMLClustering(
        comparison: comparison, centres: centres, count: texts.count,
        ids: texts.map { Double(context.compiler.symbols.code(of: $0)) }), classes
    )
  }
}
