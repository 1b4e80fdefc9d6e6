import Kernels

/// A skops file: a zip archive with the tree of objects in `schema.json` and arrays beside it.
///
/// Protocols 0, 1 and 2 (skops 0.1 to 0.16) store what is read here in the same way.
final class SKOPSFile: Sendable {
  let archive: ZipArchive
  /// The version of skops, empty if the file does not say.
  let version: String
  let protocolVersion: Int
  private let schema: DocumentValue

  static let schemaName = "schema.json"
  private static let newestProtocol = 2
  /// Objects may read so many bytes of arrays and eight times the archive's, since some stand in the
  /// tree more than once.
  private static let freeReads = Limits.Models.archiveReads
  private static let ratio = Limits.Models.archiveReadsRatio

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
    let limit = SKOPSFile.freeReads + SKOPSFile.ratio * archive.members.reduce(0) { $0 &+ $1.size }
    guard index.readBytes <= limit else {
      throw .tooLarge(what: "what the objects read from the archive", limit: "\(limit) bytes")
    }
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

/// Compares the objects of one id, and sums up what all of them read.
private struct SKOPSIndex {
  private let archive: ZipArchive
  private var objects: [Int: DocumentValue] = [:]
  /// The bytes of all files that the objects name, each as often as it is named.
  private(set) var readBytes = 0

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
          guard isSame(first, value) else {
            throw .malformed(
              place: SKOPSFile.schemaName, problem: "two different objects have the id \(id)")
          }
        } else {
          objects[id] = value
        }
      }
      if case .string(let name) = members["file"] {
        let (sum, overflow) = readBytes.addingReportingOverflow(
          archive.summary(of: name)?.size ?? 0)
        readBytes = overflow ? .max : sum
      }
      for key in members.keys.sorted() {
        if let member = members[key] { try add(member) }
      }
    default: break
    }
  }

  /// Whether two descriptions are of one object: equal, but for the ids of passing objects within and
  /// the names of files of equal bytes.
  private func isSame(_ one: DocumentValue, _ other: DocumentValue) -> Bool {
    switch (one, other) {
    case (.array(let ones), .array(let others)):
      guard ones.count == others.count else { return false }
      for (one, other) in zip(ones, others) where !isSame(one, other) { return false }
      return true
    case (.object(let ones), .object(let others)):
      guard ones.count == others.count else { return false }
      for key in ones.keys.sorted() where key != "__id__" {
        guard let one = ones[key], let other = others[key] else { return false }
        if key == "file", case .string(let first) = one, case .string(let second) = other {
          if first == second { continue }
          guard let one = archive.summary(of: first), let other = archive.summary(of: second),
            one == other
          else { return false }
        } else if !isSame(one, other) {
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
