import Kernels

extension ModelError {
  /// A table without some features, with the column that one of them may be called there: none that the model
  /// reads as another feature.
  ///
  /// - Parameters:
  ///   - missing: The features that are not there; the first one that has a likely name comes first.
  ///   - features: All that the model reads.
  ///   - columns: The table's columns.
  static func lacking(
    _ missing: [String], of features: [String], in columns: [String]
  ) -> ModelError {
    let known = Set(features)
    let free = columns.filter { !known.contains($0) }
    for (place, name) in missing.prefix(20).enumerated() {
      guard let nearest = NearestName.of(name, in: free) else { continue }
      let others = missing.prefix(place) + missing.dropFirst(place + 1)
      return .missingColumns(names: [name] + others, nearest: nearest)
    }
    return .missingColumns(names: missing, nearest: nil)
  }
}
