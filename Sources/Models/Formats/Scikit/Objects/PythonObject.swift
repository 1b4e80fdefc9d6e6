import Kernels

/// A Python object of a skops file: a description to be read, never made.
///
/// Attributes are found by name, and every complaint names the way from the root to the object.
struct PythonObject: Sendable {
  /// The way to the object, for people: `Pipeline.steps[1].coef_`.
  let path: String
  private let state: [String: DocumentValue]
  private let file: SKOPSFile
  /// How many objects are around this one.
  private let depth: Int

  private static let depthLimit = Limits.Models.levels

  /// The object that `value` describes.
  init(
    _ value: DocumentValue, path: String, file: SKOPSFile, depth: Int = 0
  ) throws(ModelError) {
    guard depth < PythonObject.depthLimit else {
      throw .tooLarge(
        what: "the nesting of objects at \(path)", limit: "\(PythonObject.depthLimit)")
    }
    guard case .object(let state) = value, case .string(let loader) = state["__loader__"] else {
      throw .malformed(place: path, problem: "is no object of a skops file")
    }
    // No version of skops writes references, and a few nested ones unfold to billions of objects.
    guard loader != "CachedNode" else {
      throw .unsupported(
        feature: "an object that is stored as a reference (at \(path))",
        advice: "save the model again with skops.io.dump")
    }
    guard case .string(let name) = state["__class__"],
      case .string(let module) = state["__module__"]
    else { throw .malformed(place: path, problem: "has no class") }
    self.state = state
    self.path = path
    self.file = file
    self.depth = depth
    self.loader = loader
    self.module = module
    className = name
  }

  /// How the object is stored: `ObjectNode`, `NdArrayNode`, …
  let loader: String
  let module: String
  /// Without the module.
  let className: String

  /// With the module: `sklearn.linear_model._logistic.LogisticRegression`.
  var fullName: String { "\(module).\(className)" }

  /// The package: `sklearn`.
  var package: String { String(module.prefix { $0 != "." }) }

  func malformed(_ problem: String) -> ModelError { .malformed(place: path, problem: problem) }

  private func mismatch(_ wanted: String) -> ModelError {
    malformed("is stored as \(loader) of \(fullName); \(wanted) is expected")
  }

  /// Says that objects of this kind, or with such settings, cannot be read.
  func unsupported(_ what: String? = nil) -> ModelError {
    .unsupported(
      feature: (what.map { "\($0) in " } ?? "") + "\(fullName) (at \(path))",
      advice:
        "score the rows in Python, save the scores with the id as CSV or Parquet (predict_proba; "
        + "decision_function as a column 'margin'; predict of a regressor) and give that table as the "
        + "model; or export it with skl2onnx"
    )
  }

  private func object(_ value: DocumentValue, _ step: String) throws(ModelError) -> PythonObject {
    try PythonObject(value, path: path + step, file: file, depth: depth + 1)
  }

  // MARK: Attributes and items

  /// The attributes of an object, or a dictionary's entries.
  private func entries() throws(ModelError) -> [String: DocumentValue] {
    guard let content = state["content"], case .object(let entries) = content else {
      throw mismatch("an object with attributes")
    }
    switch loader {
    case "DictNode", "PartialNode": return entries
    case "DefaultDictNode":
      guard let main = entries["main"] else { throw malformed("has no entries") }
      return try object(main, "").entries()
    case "ObjectNode", "TreeNode", "LossNode", "ReduceNode":
      return try object(content, "").entries()
    default: throw mismatch("an object with attributes")
    }
  }

  /// The attribute of that name; nil if it is not there or None.
  func optional(_ name: String) throws(ModelError) -> PythonObject? {
    guard let value = try entries()[name] else { return nil }
    let object = try object(value, ".\(name)")
    return try object.isNone ? nil : object
  }

  /// The first of these attributes that is there; nil if none is, or they are None.
  func optional(_ name: String, or other: String) throws(ModelError) -> PythonObject? {
    if let value = try optional(name) { return value }
    return try optional(other)
  }

  func attribute(_ name: String) throws(ModelError) -> PythonObject {
    guard let value = try optional(name) else {
      throw malformed("has no '\(name)'; is the model fitted?")
    }
    return value
  }

  /// The keys of a dictionary, sorted.
  func keys() throws(ModelError) -> [String] { try entries().keys.sorted() }

  /// The elements of a list, a tuple or an array of objects; of nested arrays all in order.
  func items() throws(ModelError) -> [PythonObject] {
    switch loader {
    case "ListNode", "TupleNode", "SetNode": break
    case "NdArrayNode" where state["type"] == .string("json"): break
    default: throw mismatch("a list")
    }
    guard case .array(let values) = state["content"] else { throw malformed("has no elements") }
    var items: [PythonObject] = []
    for (index, value) in values.enumerated() { items.append(try object(value, "[\(index)]")) }
    return items
  }

  /// Whether the object is a list of some kind.
  var isList: Bool {
    ["ListNode", "TupleNode", "SetNode"].contains(loader)
      || loader == "NdArrayNode" && state["type"] == .string("json")
  }

  // MARK: Plain values

  /// The value of a JSON literal.
  func literal() throws(ModelError) -> DocumentValue {
    guard loader == "JsonNode", case .string(let text) = state["content"] else {
      throw mismatch("a plain value")
    }
    var reading = DocumentReading()
    reading.unboxesNumbers = false
    do throws(ModelError) {
      return try JSONReader.read(Array(text.utf8), reading)
    } catch {
      throw malformed("holds no JSON literal")
    }
  }

  var isNone: Bool {
    get throws(ModelError) {
      guard loader == "JsonNode" else { return false }
      return try literal() == .null
    }
  }

  /// The bytes of a `bytes` or `bytearray` object.
  func bytes() throws(ModelError) -> [UInt8] {
    guard loader == "BytesNode" || loader == "BytearrayNode", case .string(let name) = state["file"]
    else { throw mismatch("a sequence of bytes") }
    return try file.archive.contents(of: name)
  }

  /// The array, or the number that is stored as one.
  func array() throws(ModelError) -> NumPyArray {
    guard loader == "NdArrayNode", state["type"] == .string("numpy"),
      case .string(let name) = state["file"]
    else { throw mismatch("an array of numbers") }
    do throws(ModelError) {
      return try NumPyArray(file.archive.contents(of: name))
    } catch {
      throw error.at(path)
    }
  }

  /// Whether ``array()`` can be read.
  var isArray: Bool { loader == "NdArrayNode" && state["type"] == .string("numpy") }

  /// The bounds of a slice without a step, within `count` elements.
  func slice(of count: Int) throws(ModelError) -> Range<Int>? {
    guard loader == "SliceNode" else { return nil }
    guard case .object(let parts) = state["content"] else { throw malformed("has no bounds") }
    func bound(_ key: String, _ standard: Int) throws(ModelError) -> Int {
      switch parts[key] {
      case nil, .null: return standard
      case .integer(let value): return min(count, max(0, value < 0 ? count &+ value : value))
      default: throw malformed("has bounds that are no whole numbers")
      }
    }
    guard [nil, .null, .integer(1)].contains(parts["step"]) else { throw unsupported("a step") }
    let start = try bound("start", 0)
    return start..<max(start, try bound("stop", count))
  }

  /// The arguments that a Cython object is made with.
  func arguments() throws(ModelError) -> [PythonObject] {
    guard case .object(let reduce) = state["__reduce__"], let value = reduce["args"] else {
      throw mismatch("a compiled object")
    }
    return try object(value, "").items()
  }
}

extension ModelError {
  /// The same error with the place of the object that it is about in front.
  func at(_ path: String) -> ModelError {
    switch self {
    case .malformed(let place, let problem):
      .malformed(place: "\(path): \(place)", problem: problem)
    default: self
    }
  }
}
