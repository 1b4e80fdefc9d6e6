package import Tabular

extension FeatureBinding {
  package func unknownCategories(
    in table: Table, weights: [Double]?
  ) throws(ModelError) -> [UnknownCategories] {
    guard !coders.isEmpty else { return [] }
    let columns = try matched(table)
    return features.indices.compactMap { index in
      coders[index].map {
        UnknownCategories(at: index, of: columns[index], known: $0, weights: weights)
      }
    }
  }
}
