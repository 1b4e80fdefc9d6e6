package import Models

/// What one model does not know of the categories in the evaluation rows.
package struct CategoryCounts: Sendable, Equatable {
  /// The rows that count, and the sum of their weights.
  package let rows: Int
  package let weight: Double
  /// The features that the model reads and whose categories its file lists.
  package let features: [UnknownCategories]
  /// The features that the model reads as categories and whose file does not say which it knows.
  package let untold: [String]

  package init(
    rows: Int, weight: Double, features: [UnknownCategories], untold: [String]
  ) {
    self.rows = rows
    self.weight = weight
    self.features = features
    self.untold = untold
  }

  /// The part of the rows whose category the model does not know.
  package func share(_ unknown: UnknownCategories) -> Double {
    weight > 0 ? unknown.weight / weight : 0
  }
}

extension Demand where Value == CategoryCounts {
  /// What the model of `role` does not know.
  package static func categories(_ role: Role) -> Demand {
    Demand(keys: [.categories(role)]) {
      (evidence) throws(Unavailable) -> CategoryCounts in
      guard let counts = evidence.categories[role] else {
        throw Unavailable(
          reason: "there is no \(role.rawValue) to count for", isAbsent: true)
      }
      return counts
    }
  }
}
