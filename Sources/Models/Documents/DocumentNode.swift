/// A value of a document together with its place, so that every complaint names the path of keys.
struct DocumentNode: Sendable {
  let value: DocumentValue
  let path: DocumentPath

  init(_ value: DocumentValue, path: DocumentPath = .root) {
    self.value = value
    self.path = path
  }

  func malformed(_ problem: String) -> ModelError {
    .malformed(place: path.description, problem: problem)
  }

  private func mismatch(_ wanted: String) -> ModelError {
    malformed("is \(value.typeName); \(wanted) is expected")
  }

  /// The value of `key`; nil if the object lacks it or holds null there.
  func optional(_ key: String) throws(ModelError) -> DocumentNode? {
    guard case .object(let members) = value else { throw mismatch("an object") }
    guard let member = members[key], member != .null else { return nil }
    return DocumentNode(member, path: .key(key, of: path))
  }

  /// The value of `key`, which must be there.
  func member(_ key: String) throws(ModelError) -> DocumentNode {
    guard let member = try optional(key) else { throw malformed("the key '\(key)' is missing") }
    return member
  }

  /// All keys of an object, sorted.
  func keys() throws(ModelError) -> [String] {
    guard case .object(let members) = value else { throw mismatch("an object") }
    return members.keys.sorted()
  }

  func string() throws(ModelError) -> String {
    guard case .string(let text) = value else { throw mismatch("a string") }
    return text
  }

  /// An integer, or a string that holds one: XGBoost writes parameters as strings.
  func integer() throws(ModelError) -> Int {
    switch value {
    case .integer(let number): return number
    case .string(let text):
      guard let number = Int(text) else { throw malformed("'\(text)' is not a whole number") }
      return number
    default: throw mismatch("a whole number")
    }
  }

  /// An array of any kind, boxed; for arrays that are short by nature.
  func elements() throws(ModelError) -> [DocumentNode] {
    let values: [DocumentValue] =
      switch value {
      case .integers(let numbers): numbers.map { .integer($0) }
      case .floats(let numbers): numbers.map { .number(Double($0)) }
      case .doubles(let numbers): numbers.map { .number($0) }
      case .array(let values): values
      default: throw mismatch("an array")
      }
    return values.enumerated().map { DocumentNode($1, path: .index($0, of: path)) }
  }

  /// An array of integers; truth values count as 0 and 1.
  func integers() throws(ModelError) -> [Int] {
    switch value {
    case .integers(let numbers): return numbers
    case .array(let values):
      var numbers: [Int] = []
      for value in values {
        guard case .boolean(let isTrue) = value else { throw mismatch("an array of whole numbers") }
        numbers.append(isTrue ? 1 : 0)
      }
      return numbers
    case .floats, .doubles:
      throw malformed("holds fractions; an array of whole numbers is expected")
    default: throw mismatch("an array of whole numbers")
    }
  }

  /// An array of numbers, as Floats.
  func floats() throws(ModelError) -> [Float] {
    switch value {
    case .floats(let numbers): return numbers
    case .doubles(let numbers): return numbers.map { Float($0) }
    case .integers(let numbers): return numbers.map { Float($0) }
    case .array(let values):
      var numbers: [Float] = []
      for value in values {
        switch value {
        case .integer(let number): numbers.append(Float(number))
        case .number(let number): numbers.append(Float(number))
        default: throw mismatch("an array of numbers")
        }
      }
      return numbers
    default: throw mismatch("an array of numbers")
    }
  }

  /// An array of numbers, as Doubles.
  func doubles() throws(ModelError) -> [Double] {
    switch value {
    case .doubles(let numbers): return numbers
    case .integers(let numbers): return numbers.map { Double($0) }
    case .floats(let numbers): return numbers.map { Double($0) }
    case .array(let values):
      var numbers: [Double] = []
      for value in values {
        guard let number = value.number else { throw mismatch("an array of numbers") }
        numbers.append(number)
      }
      return numbers
    default: throw mismatch("an array of numbers")
    }
  }

  /// A number, whole or not.
  func number() throws(ModelError) -> Double {
    guard let number = value.number else { throw mismatch("a number") }
    return number
  }

  func strings() throws(ModelError) -> [String] {
    var texts: [String] = []
    for element in try elements() { texts.append(try element.string()) }
    return texts
  }

  /// ``integers()`` of exactly `count` elements.
  func integers(count: Int) throws(ModelError) -> [Int] {
    let numbers = try integers()
    guard numbers.count == count else {
      throw malformed("holds \(numbers.count) elements; \(count) are expected")
    }
    return numbers
  }

  /// ``floats()`` of exactly `count` elements.
  func floats(count: Int) throws(ModelError) -> [Float] {
    let numbers = try floats()
    guard numbers.count == count else {
      throw malformed("holds \(numbers.count) elements; \(count) are expected")
    }
    return numbers
  }
}
