import Tabular

extension ScikitFeatures {
  /// Of the columns that an encoder looks up, and of codes that the trees' own bins list.
  package func unknownCategories(
    in table: Table, weights: [Double]?
  ) throws(ModelError) -> [UnknownCategories] {
    let codes = codesByFeature
    let isEncoded = features.indices.map { categories(of: $0, codes) != nil }
    guard isEncoded.contains(true) else { return [] }
    let columns = try found(in: table)
    return features.indices.compactMap { index in
      categories(of: index, codes).map {
        UnknownCategories(
          at: index, of: columns[index],
          known: CategoryCoder(names: $0, refusesUnknown: false), weights: weights)
      }
    }
  }

  private func categories(of index: Int, _ codes: [Int: [String]]) -> [String]? {
    if case .categorical(let names?) = features[index].kind { return names }
    return codes[index]
  }

  /// The codes that the trees know, of features that reach them as they are.
  private var codesByFeature: [Int: [String]] {
    guard let trees, transformers.steps.isEmpty, trees.steps.steps.isEmpty else { return [:] }
    var codes: [Int: [String]] = [:]
    for (input, place) in places.enumerated() {
      guard let place, let known = trees.knownCodes[input] else { continue }
      codes[place] = known.sorted().map(String.init)
    }
    return codes
  }
}
