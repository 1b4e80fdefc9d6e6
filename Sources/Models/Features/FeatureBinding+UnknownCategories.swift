package import Tabular

extension FeatureBinding {
  package func unknownCategories(
    in table: Table, weights: [Double]?
  ) throws(ModelError) -> [UnknownCategories] {
    guard !coders.isEmpty || !listedCodes.isEmpty else { return [] }
    let columns = try matched(table)
    return features.indices.compactMap { index in
      if let coder = coders[index] {
        return UnknownCategories(at: index, of: columns[index], known: coder, weights: weights)
      }
      guard features[index].kind == .categorical(names: nil), let codes = listedCodes[index],
        !codes.isEmpty
      else { return nil }
      return UnknownCategories(
        at: index, of: columns[index], known: ListedCodes(codes: codes), weights: weights)
    }
  }
}

/// Categories that are whole numbers, as boosters read them: without a fraction, negative ones missing.
struct ListedCodes: KnownCategories {
  let codes: Set<Int>

  func knows(text utf8: ArraySlice<UInt8>) -> Bool { false }

  func knows(number: Double) -> Bool {
    guard number >= 0 else { return true }
    return number < 9_007_199_254_740_992 && codes.contains(Int(number))
  }

  func knows(truth isTrue: Bool) -> Bool { codes.contains(isTrue ? 1 : 0) }
}
