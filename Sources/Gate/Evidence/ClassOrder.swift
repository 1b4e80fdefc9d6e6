/// Where the classes that a model names stand in the gate's own order.
///
/// A model that names its classes is read by the names: the order of a table's columns, or of the
/// predicted texts, says nothing about what a class means.
struct ClassOrder {
  /// The model's class `k` is the gate's class `places[k]`.
  let places: [Int]

  /// - Parameters:
  ///   - named: the model's names; nil says that it goes by position.
  ///   - classes: the gate's classes.
  ///   - isComplete: whether the model must name every class (a score for each), or only some (the
  ///     classes that it happened to predict).
  /// - Returns: nil with the name that is unknown, or absent, to be put into a message.
  static func match(
    _ named: [String]?, to classes: [String], isComplete: Bool
  ) -> Result<ClassOrder, Mismatch> {
    let positions = (0..<classes.count).map(String.init)
    guard let named, !(isComplete && named == positions) else {
      return .success(ClassOrder(places: Array(classes.indices)))
    }
    var places: [Int] = []
    for name in named {
      guard let place = classes.firstIndex(of: name) else { return .failure(.unknown(name)) }
      guard !places.contains(place) else { return .failure(.twice(name)) }
      places.append(place)
    }
    if isComplete, let absent = classes.indices.first(where: { !places.contains($0) }) {
      return .failure(.absent(classes[absent]))
    }
    return .success(ClassOrder(places: places))
  }

  enum Mismatch: Error, Equatable {
    case unknown(String)
    case twice(String)
    case absent(String)
  }
}

extension ClassOrder.Mismatch {
  /// As the rest of a sentence that begins with the model's path.
  func message(_ classes: [String]) -> String {
    let known = classes.prefix(10).map { "'\($0)'" }.joined(separator: ", ")
    return switch self {
    case .unknown(let name):
      "names the class '\(name)', which is none of the gate's classes \(known)"
    case .twice(let name): "names the class '\(name)' twice"
    case .absent(let name): "has no score for the class '\(name)'; the gate's classes are \(known)"
    }
  }
}
