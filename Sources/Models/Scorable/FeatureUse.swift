/// What a model file says about whether a feature is read.
package enum FeatureUse: Sendable, Equatable {
  /// No answer of the model can depend on it: no split tests it, its coefficient is zero, or the model
  /// does not have it.
  case unread
  /// A split tests it, or its coefficient is not zero.
  case read
  /// The file does not tell: only answers can show it.
  case unknown
}

extension Model {
  /// Whether the column called `name` is read, by the model file alone.
  ///
  /// - Parameter column: The feature that the column of that name stands for, as
  ///   ``ModelDescription/columns(in:)`` has it; nil where it stands for none.
  package func use(ofFeature feature: Int?) -> FeatureUse {
    guard let feature else { return .unread }
    let uses = featureUses
    return uses.indices.contains(feature) ? uses[feature] : .unknown
  }
}

extension ModelDescription {
  /// By feature, the position of its column among a table's columns: by name where the model has names
  /// (LightGBM writes `_` for blanks), else by position; nil where the table has none.
  package func columns(in names: [String]) -> [Int?] {
    guard namesFeatures else {
      return features.indices.map { names.indices.contains($0) ? $0 : nil }
    }
    var positions: [String: Int] = [:]
    for (position, name) in names.enumerated().reversed() {
      positions[String(name.map { $0 == " " ? "_" : $0 })] = position
    }
    for (position, name) in names.enumerated() { positions[name] = position }
    return features.map { positions[$0.name] }
  }
}

extension TreeEnsemble {
  /// By input, whether a test or a linear leaf reads it.
  var readInputs: [Bool] {
    var isRead = [Bool](repeating: false, count: featureCount)
    for node in nodes where !node.isLeaf { isRead[Int(node.feature)] = true }
    for leaf in linearLeaves {
      for (feature, coefficient) in zip(leaf.features, leaf.coefficients) where coefficient != 0 {
        isRead[Int(feature)] = true
      }
    }
    return isRead
  }
}

extension FeatureUse {
  /// The use of each of `featureCount` features, from that of the inputs that are made of them.
  ///
  /// - Parameters:
  ///   - sources: By input, the one feature that it is made of; nil where that is not known.
  static func of(_ isRead: [Bool], sources: [Int?], featureCount: Int) -> [FeatureUse] {
    guard sources.count == isRead.count else {
      return Array(repeating: .unknown, count: featureCount)
    }
    // An input of unknown making may be made of any feature.
    let hidden = zip(isRead, sources).contains { $0 && $1 == nil }
    var uses = [FeatureUse](repeating: hidden ? .unknown : .unread, count: featureCount)
    for (isRead, source) in zip(isRead, sources) where isRead {
      if let source, uses.indices.contains(source) { uses[source] = .read }
    }
    return uses
  }
}
