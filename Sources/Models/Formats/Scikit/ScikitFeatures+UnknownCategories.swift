import Tabular

extension ScikitFeatures {
  /// Of the columns that an encoder looks up, and of codes that the trees' own bins list.
  package func unknownCategories(
    in table: Table, weights: [Double]?
  ) throws(ModelError) -> [UnknownCategories] {
    let codes = codesByFeature
    var found: [Column]?
    var unknown: [UnknownCategories] = []
    for (index, feature) in features.enumerated() {
      let names: [String]? =
        if case .categorical(let names) = feature.kind { names } else { nil }
      guard names != nil || codes[index] != nil else { continue }
      let columns = if let found { found } else { try self.found(in: table) }
      found = columns
      if let names {
        unknown.append(
          UnknownCategories(
            at: index, of: columns[index],
            known: CategoryCoder(names: names, refusesUnknown: false), weights: weights))
      } else if let codes = codes[index] {
        unknown.append(
          UnknownCategories(
            at: index, of: columns[index], known: ListedCodes(codes: codes), weights: weights))
      }
    }
    return unknown
  }

  /// The codes that the trees know, of features that reach them as they are.
  private var codesByFeature: [Int: Set<Int>] {
    guard let trees, transformers.steps.isEmpty, trees.steps.steps.isEmpty else { return [:] }
    var codes: [Int: Set<Int>] = [:]
    for (input, place) in places.enumerated() {
      if let place, let known = trees.knownCodes[input] { codes[place] = known }
    }
    return codes
  }
}
