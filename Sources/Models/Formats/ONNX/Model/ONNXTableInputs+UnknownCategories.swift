import Tabular

extension ONNXTableInputs {
  /// Of the features whose cells an encoder of the graph looks up as they are.
  func unknownCategories(
    in table: Table, weights: [Double]?
  ) throws(ModelError) -> [UnknownCategories] {
    guard !categories.isEmpty else { return [] }
    let columns = try binding.matched(table)
    return features.indices.compactMap { index in
      categories[index].map {
        UnknownCategories(
          at: index, of: columns[index],
          known: CategoryCoder(names: $0, refusesUnknown: false), weights: weights)
      }
    }
  }
}
