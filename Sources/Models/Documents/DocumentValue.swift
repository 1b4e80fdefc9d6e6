import Kernels

/// A value of a JSON or UBJSON document, with arrays of numbers unboxed.
enum DocumentValue: Sendable, Equatable {
  case null
  case boolean(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  /// A non-empty array of integers.
  case integers([Int])
  /// A non-empty array of numbers, each the nearest Float of its text.
  case floats([Float])
  /// The same, each the nearest Double, where ``DocumentReading/keepsDoubles`` asks for them.
  case doubles([Double])
  /// Any other array, also an empty one.
  case array([DocumentValue])
  case object([String: DocumentValue])

  /// A number, whole or not; nil for any other value.
  var number: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .number(let number): number
    default: nil
    }
  }

  /// The word for the value's type in messages.
  var typeName: String {
    switch self {
    case .null: "null"
    case .boolean: "a truth value"
    case .integer, .number: "a number"
    case .string: "a string"
    case .integers, .floats, .doubles, .array: "an array"
    case .object: "an object"
    }
  }
}

/// What a document reader keeps.
struct DocumentReading: Sendable {
  /// Values of these keys are passed over, wherever they are.
  var skippedKeys: Set<String> = []
  /// Whether arrays of numbers become ``DocumentValue/integers(_:)`` and
  /// ``DocumentValue/floats(_:)``.
  var unboxesNumbers = true
  /// Whether JSON's unboxed fractions are ``DocumentValue/doubles(_:)`` instead.
  var keepsDoubles = false
  /// The most values that are made, unboxed numbers aside: each takes many times the bytes it is written
  /// in.
  var mostValues = Limits.Models.values
  /// How deep arrays and objects may be nested: the readers recurse.
  static let depthLimit = Limits.Models.levels

  /// Holds the number of values so far against the limit.
  func check(_ count: Int, at position: Int) throws(ModelError) {
    guard count <= mostValues else {
      throw .tooLarge(what: "the number of values at byte \(position)", limit: "\(mostValues)")
    }
  }
}

/// Where a value stands in its document: `learner.gradient_booster.model.trees[3]`.
indirect enum DocumentPath: Sendable, CustomStringConvertible {
  case root
  case key(String, of: DocumentPath)
  case index(Int, of: DocumentPath)

  var description: String {
    switch self {
    case .root: "document"
    case .key(let key, .root): key
    case .key(let key, let parent): "\(parent).\(key)"
    case .index(let index, let parent): "\(parent)[\(index)]"
    }
  }
}
