/// A skops file: a zip archive with the tree of objects in `schema.json` and arrays beside it.
///
/// Protocols 0, 1 and 2 (skops 0.1 to 0.16) store what is read here in the same way.
final class SKOPSFile: Sendable {
  let archive: ZipArchive
  /// The first object with each id, as skops' own loader takes it.
  let objects: [Int: DocumentValue]
  /// The version of skops, empty if the file does not say.
  let version: String
  let protocolVersion: Int
  private let schema: DocumentValue

  static let schemaName = "schema.json"
  private static let newestProtocol = 2

  /// - Throws: ``ModelError`` also where one id stands for two different objects, which two readers
  ///   would read as two models.
  init(_ archive: ZipArchive) throws(ModelError) {
    self.archive = archive
    var reading = DocumentReading()
    reading.unboxesNumbers = false
    do throws(ModelError) {
      schema = try JSONReader.read(try archive.contents(of: SKOPSFile.schemaName), reading)
    } catch {
      throw error.inFile(SKOPSFile.schemaName)
    }
    guard case .object(let root) = schema, case .integer(let number) = root["protocol"],
      number >= 0
    else { throw .malformed(place: SKOPSFile.schemaName, problem: "names no protocol") }
    guard number <= SKOPSFile.newestProtocol else {
      throw .unsupported(
        feature: "protocol \(number) of skops",
        advice: "protocols 0 to \(SKOPSFile.newestProtocol) can be read")
    }
    protocolVersion = number
    if case .string(let text) = root["_skops_version"] { version = text } else { version = "" }
    var index = SKOPSIndex(archive)
    try index.add(schema)
    objects = index.objects
  }

  /// The object that the file is about.
  func root() throws(ModelError) -> PythonObject {
    guard case .object(let state) = schema, case .string(let name) = state["__class__"] else {
      throw .malformed(place: SKOPSFile.schemaName, problem: "has no class")
    }
    return try PythonObject(schema, path: name, file: self)
  }

  static func id(of state: [String: DocumentValue]) -> Int? {
    guard case .integer(let id) = state["__id__"], id != 0 else { return nil }
    return id
  }
}

/// Finds the objects by their ids.
private struct SKOPSIndex {
  private let archive: ZipArchive
  private(set) var objects: [Int: DocumentValue] = [:]

  init(_ archive: ZipArchive) { self.archive = archive }

  /// The depth of the document is bounded by its reader.
  mutating func add(_ value: DocumentValue) throws(ModelError) {
    switch value {
    case .array(let values):
      for element in values { try add(element) }
    case .object(let members):
      if let id = SKOPSFile.id(of: members), case .string(let loader) = members["__loader__"],
        loader != "CachedNode"
      {
        if let first = objects[id] {
          guard try isSame(first, value) else {
            throw .malformed(
              place: SKOPSFile.schemaName, problem: "two different objects have the id \(id)")
          }
          return
        }
        objects[id] = value
      }
      for key in members.keys.sorted() {
        if let member = members[key] { try add(member) }
      }
    default: break
    }
  }

  /// Whether two descriptions are of one object: equal, but for the ids of passing objects within and
  /// the names of files of equal bytes.
  private func isSame(_ one: DocumentValue, _ other: DocumentValue) throws(ModelError) -> Bool {
    switch (one, other) {
    case (.array(let ones), .array(let others)):
      guard ones.count == others.count else { return false }
      for (one, other) in zip(ones, others) where try !isSame(one, other) { return false }
      return true
    case (.object(let ones), .object(let others)):
      guard ones.count == others.count else { return false }
      for key in ones.keys.sorted() where key != "__id__" {
        guard let one = ones[key], let other = others[key] else { return false }
        if key == "file", case .string(let first) = one, case .string(let second) = other {
          if first == second { continue }
          guard try archive.contents(of: first) == archive.contents(of: second) else {
            return false
          }
        } else if try !isSame(one, other) {
          // Only the root says these.
          guard key == "protocol" || key == "_skops_version" else { return false }
        }
      }
      return true
    default: return one == other || SKOPSIndex.areBothNaN(one, other)
    }
  }

  private static func areBothNaN(_ one: DocumentValue, _ other: DocumentValue) -> Bool {
    guard case .number(let first) = one, case .number(let second) = other else { return false }
    return first.isNaN && second.isNaN
  }
}
