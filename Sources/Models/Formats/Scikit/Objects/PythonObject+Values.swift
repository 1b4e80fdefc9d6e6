/// The values that estimators keep, in the forms that they come in: plain, as arrays of no axis, as
/// lists.
extension PythonObject {
  /// A number; scikit-learn keeps some as arrays without an axis.
  func number() throws(ModelError) -> Double {
    if isArray { return try numbers(count: 1)[0] }
    switch try literal() {
    case .integer(let value): return Double(value)
    case .number(let value): return value
    case .boolean(let value): return value ? 1 : 0
    default: throw malformed("is no number")
    }
  }

  func integer() throws(ModelError) -> Int {
    guard let value = Int(exactly: try number()) else { throw malformed("is no whole number") }
    return value
  }

  func truth() throws(ModelError) -> Bool {
    if isArray { return try number() != 0 }
    guard case .boolean(let value) = try literal() else { throw malformed("is no truth value") }
    return value
  }

  /// A text, or nil where the object is something else.
  func textIfAny() throws(ModelError) -> String? {
    guard loader == "JsonNode", case .string(let text) = try literal() else { return nil }
    return text
  }

  func text() throws(ModelError) -> String {
    guard let text = try textIfAny() else { throw malformed("is no text") }
    return text
  }

  /// The truth value of an attribute that older versions do not have.
  func truth(_ name: String, default standard: Bool) throws(ModelError) -> Bool {
    try optional(name)?.truth() ?? standard
  }

  /// The numbers of an array, a list, or a single number.
  func numbers() throws(ModelError) -> [Double] {
    if isArray {
      guard let numbers = try array().column().numbers else {
        throw malformed("holds texts; numbers are expected")
      }
      return numbers
    }
    guard isList else { return [try number()] }
    var numbers: [Double] = []
    for item in try items() {
      numbers.append(contentsOf: item.isList ? try item.numbers() : [try item.number()])
    }
    return numbers
  }

  /// ``numbers()``, exactly `count` of them.
  func numbers(count: Int) throws(ModelError) -> [Double] {
    let numbers = try numbers()
    guard numbers.count == count else {
      throw malformed("holds \(numbers.count) numbers; \(count) are expected")
    }
    return numbers
  }

  /// ``numbers(count:)``, all of them finite.
  func finiteNumbers(count: Int? = nil) throws(ModelError) -> [Double] {
    let numbers = try numbers()
    guard numbers.count == count ?? numbers.count else {
      throw malformed("holds \(numbers.count) numbers; \(count ?? 0) are expected")
    }
    if let bad = numbers.first(where: { !$0.isFinite }) {
      throw malformed("holds \(bad), which is not a finite number")
    }
    return numbers
  }

  func integers() throws(ModelError) -> [Int] {
    var whole: [Int] = []
    for number in try numbers() {
      guard let value = Int(exactly: number) else { throw malformed("holds no whole numbers") }
      whole.append(value)
    }
    return whole
  }

  /// A matrix by rows, with the extents of the array; a vector counts as one row.
  func rows() throws(ModelError) -> [[Double]] {
    let array = try array()
    let numbers = try finiteNumbers()
    let width = array.shape.last ?? 1
    guard array.shape.count <= 2 else { throw malformed("has more than two axes") }
    guard width > 0 else { throw malformed("is empty") }
    return stride(from: 0, to: numbers.count, by: width).map { Array(numbers[$0..<$0 + width]) }
  }

  /// Names: of features, classes or categories. Numbers become the text that people write for them;
  /// nil stands for a missing value.
  func names() throws(ModelError) -> [String?] {
    if isArray {
      switch try array().column() {
      case .texts(let texts): return texts
      case .integers(let values): return values.map(String.init)
      case .truths(let values): return values.map { $0 ? "true" : "false" }
      case .reals(let values): return values.map { PythonObject.name(of: $0) }
      }
    }
    var names: [String?] = []
    for item in try items() {
      if item.isArray {
        names.append(contentsOf: try item.names())
        continue
      }
      switch try item.literal() {
      case .string(let text): names.append(text)
      case .integer(let value): names.append(String(value))
      case .number(let value): names.append(PythonObject.name(of: value))
      case .boolean(let value): names.append(value ? "true" : "false")
      case .null: names.append(nil)
      default: throw item.malformed("is no name")
      }
    }
    return names
  }

  /// Whether any of the ``names()`` is a text in itself.
  func holdsTexts() throws(ModelError) -> Bool {
    if isArray {
      if case .texts = try array().column() { return true }
      return false
    }
    for item in try items() {
      if try item.isArray ? item.holdsTexts() : item.textIfAny() != nil { return true }
    }
    return false
  }

  private static func name(of number: Double) -> String? {
    number.isNaN ? nil : Int(exactly: number).map(String.init) ?? "\(number)"
  }

  /// ``names()`` where nothing may be missing and nothing twice.
  func distinctNames() throws(ModelError) -> [String] {
    let names = try names().compactMap { $0 }
    guard try names.count == self.names().count else { throw malformed("holds a missing name") }
    guard Set(names).count == names.count else { throw malformed("holds a name twice") }
    return names
  }
}
