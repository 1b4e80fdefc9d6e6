/// The type of an array's elements, as NumPy writes it: `<f8`, `|u1`, `<U5`, or a list of fields.
struct NumPyType: Equatable {
  /// One kind of number or text.
  enum Kind: Equatable {
    case real, signed, unsigned, truth, unicode, bytes
    /// Padding between fields.
    case void
  }
  struct Field: Equatable {
    let name: String
    let kind: Kind
    /// In bytes.
    let width: Int
    let isBigEndian: Bool
  }

  /// One field without a name, or those of a record.
  let fields: [Field]

  /// The bytes of one element.
  var width: Int { fields.reduce(0) { $0 + $1.width } }

  /// - Throws: ``ModelError/malformed(place:problem:)``, or ``ModelError/unsupported(feature:advice:)``
  ///   for objects, dates and complex numbers.
  init(_ literal: PythonLiteral) throws(ModelError) {
    switch literal {
    case .text(let code): fields = [try NumPyType.field("", code)]
    case .sequence(let parts):
      var fields: [Field] = []
      for part in parts {
        guard case .sequence(let pair) = part, pair.count == 2, case .text(let name) = pair[0],
          case .text(let code) = pair[1]
        else {
          throw .unsupported(
            feature: "an array whose elements are records of arrays",
            advice: "such a model cannot be read natively")
        }
        fields.append(try NumPyType.field(name, code))
      }
      guard !fields.isEmpty, fields.count <= 64 else {
        throw .malformed(place: "array header", problem: "has \(fields.count) fields")
      }
      self.fields = fields
    default: throw .malformed(place: "array header", problem: "has no element type")
    }
  }

  private static func field(_ name: String, _ code: String) throws(ModelError) -> Field {
    var rest = code[...]
    let isBigEndian = rest.hasPrefix(">")
    if let order = rest.first, "<>|=".contains(order) { rest.removeFirst() }
    guard let letter = rest.popFirst() else {
      throw .malformed(place: "array header", problem: "has an empty element type")
    }
    guard letter != "O" else {
      throw .unsupported(
        feature: "an array of pickled objects",
        advice: "such an array runs code when it is loaded")
    }
    guard let count = Int(rest), count >= 0, count <= 1 << 16 else {
      throw .unsupported(
        feature: "the element type '\(code)'", advice: "numbers, truth values and texts can be read"
      )
    }
    let kind: Kind? =
      switch (letter, count) {
      case ("f", 2), ("f", 4), ("f", 8): .real
      case ("i", 1), ("i", 2), ("i", 4), ("i", 8): .signed
      case ("u", 1), ("u", 2), ("u", 4), ("u", 8): .unsigned
      case ("b", 1): .truth
      case ("U", _): .unicode
      case ("S", _): .bytes
      case ("V", _): .void
      default: nil
      }
    guard let kind else {
      throw .unsupported(
        feature: "the element type '\(code)'", advice: "numbers, truth values and texts can be read"
      )
    }
    return Field(
      name: name, kind: kind, width: kind == .unicode ? count * 4 : count, isBigEndian: isBigEndian)
  }
}
