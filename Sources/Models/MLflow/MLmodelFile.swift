import Kernels
import Yams

/// The `MLmodel` file of an MLflow model folder, as a document.
enum MLmodelFile {
  static let name = "MLmodel"

  /// The largest file that is read; MLflow writes a few kilobytes.
  static let sizeLimit = Limits.Models.mlmodelBytes
  private static let depthLimit = Limits.Models.mlmodelLevels
  private static let nodeLimit = Limits.Models.mlmodelValues

  /// The document in `bytes`; numbers and truth values stay texts, since YAML's own typing differs
  /// from version to version.
  ///
  /// - Throws: ``ModelError`` if it is no YAML mapping, nested too deeply, or uses aliases: a few
  ///   nested ones unfold to billions of values.
  static func read(_ bytes: [UInt8]) throws(ModelError) -> DocumentNode {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .malformed(place: name, problem: "is no UTF-8 text")
    }
    try refuseDepth(bytes)
    try refuseAliases(bytes)
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch let error as YamlError {
      throw .malformed(place: name, problem: "is no YAML: \(problem(error))")
    } catch {
      throw .malformed(place: name, problem: "is no YAML")
    }
    guard let root, case .mapping = root else {
      throw .malformed(place: name, problem: "is no YAML mapping")
    }
    var budget = nodeLimit
    return DocumentNode(try value(root, depth: 0, budget: &budget))
  }

  private static func problem(_ error: YamlError) -> String {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      "\(problem) in line \(mark.line)"
    case .duplicatedKeysInMapping: "a key stands twice in a mapping"
    default: "it cannot be parsed"
    }
  }

  private static func value(
    _ node: Node, depth: Int, budget: inout Int
  ) throws(ModelError) -> DocumentValue {
    budget -= 1
    guard depth < depthLimit, budget > 0 else {
      throw .tooLarge(what: "\(name)", limit: "\(nodeLimit) values, \(depthLimit) levels")
    }
    switch node {
    case .scalar(let scalar):
      let isPlain = scalar.style == .plain || scalar.style == .any
      return isPlain && ["null", "~", "", "Null", "NULL"].contains(scalar.string)
        ? .null : .string(scalar.string)
    case .sequence(let items):
      var values: [DocumentValue] = []
      for item in items { values.append(try value(item, depth: depth + 1, budget: &budget)) }
      return .array(values)
    case .mapping(let pairs):
      var members: [String: DocumentValue] = [:]
      for (key, item) in pairs {
        guard case .scalar(let scalar) = key else {
          throw .malformed(place: name, problem: "has a key that is no text")
        }
        members[scalar.string] = try value(item, depth: depth + 1, budget: &budget)
      }
      return .object(members)
    case .alias: throw aliases
    }
  }

  private static let aliases = ModelError.unsupported(
    feature: "YAML aliases in \(name)", advice: "write the values out")

  /// Whether a `*name` stands where a value or a key may begin. YAML allows no plain text there that
  /// begins with `*`.
  private static func refuseAliases(_ bytes: [UInt8]) throws(ModelError) {
    var previous = UInt8(ascii: "\n")
    for (index, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: "*"), "\n:-?[{, ".utf8.contains(previous),
        index + 1 < bytes.count, isNameByte(bytes[index + 1]),
        index == 0 || " \n[{,".utf8.contains(bytes[index - 1])
      {
        throw aliases
      }
      if byte != UInt8(ascii: " ") { previous = byte }
    }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte & 0xDF) || byte >= 0x80
  }

  /// The parser recurses, so depth is bounded before it starts: brackets that are open, and blanks
  /// and dashes in front of a line.
  private static func refuseDepth(_ bytes: [UInt8]) throws(ModelError) {
    var open = 0
    var indent = 0
    var isAtStart = true
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "["), UInt8(ascii: "{"): open += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"): open = max(0, open - 1)
      default: break
      }
      if byte == UInt8(ascii: "\n") {
        (isAtStart, indent) = (true, 0)
      } else if isAtStart {
        let isIndent = " -?\t".utf8.contains(byte)
        indent += isIndent ? 1 : 0
        isAtStart = isIndent
      }
      guard open <= depthLimit * 2, indent <= depthLimit * 4 else {
        throw .tooLarge(what: "the nesting of \(name)", limit: "\(depthLimit) levels")
      }
    }
  }
}
