package import Models

/// Why a model cannot be explained the way that was asked for.
package enum ExplanationError: Error, Sendable, Equatable {
  /// The model could not score the rows.
  case model(ModelError)
  /// The way does not fit the model or the rows: what is wrong and what would be right.
  case unfit(String)

  /// One sentence for people.
  package var description: String {
    switch self {
    case .model(let error): error.description
    case .unfit(let reason): reason
    }
  }
}
