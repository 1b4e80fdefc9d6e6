/// A place in a JSON document that knows its own path, for errors that name the place.
package struct JSONCursor {
  package let value: JSONValue
  /// For example `findings[3].candidate.value`; empty for the whole document.
  package let path: String

  package init(_ value: JSONValue, path: String = "") {
    self.value = value
    self.path = path
  }

  /// An error at this place, for a value of the right kind that cannot be meant.
  package func failure(_ problem: String) -> JSONError {
    .content(path: path, problem: problem)
  }

  private func expected(_ what: String) -> JSONError {
    failure("\(value.kind) stands here; it must be \(what)")
  }

  /// The member of an object; a missing one is an error that names it.
  package subscript(key: String) -> JSONCursor {
    get throws(JSONError) {
      guard case .object(let members) = value else { throw expected("an object") }
      guard let member = members[key] else { throw failure("the key '\(key)' is missing") }
      return JSONCursor(member, path: path.isEmpty ? key : "\(path).\(key)")
    }
  }

  /// The member of an object, or nil where it is missing or `null`.
  package func optional(_ key: String) throws(JSONError) -> JSONCursor? {
    guard case .object(let members) = value else { throw expected("an object") }
    guard let member = members[key], member != .null else { return nil }
    return JSONCursor(member, path: path.isEmpty ? key : "\(path).\(key)")
  }

  /// The text, unescaped; any other kind of value is an error that names it.
  package var string: String {
    get throws(JSONError) {
      guard case .string(let text) = value else { throw expected("a string") }
      return text
    }
  }

  /// `true` or `false` alone: 0, 1 and texts are errors.
  package var bool: Bool {
    get throws(JSONError) {
      guard case .bool(let flag) = value else { throw expected("true or false") }
      return flag
    }
  }

  /// Any number, always finite; texts such as `"NaN"` are errors.
  package var number: Double {
    get throws(JSONError) {
      guard case .number(let number) = value else { throw expected("a number") }
      return number
    }
  }

  /// A whole number that a double holds exactly.
  package var integer: Int {
    get throws(JSONError) {
      let number = try number
      guard number.magnitude <= 9_007_199_254_740_992, let whole = Int(exactly: number) else {
        throw failure("\(JSONText.number(number)) stands here; it must be a whole number")
      }
      return whole
    }
  }

  /// The elements in order, each knowing its index.
  package var elements: [JSONCursor] {
    get throws(JSONError) {
      guard case .array(let elements) = value else { throw expected("an array") }
      return elements.enumerated().map { JSONCursor($1, path: "\(path)[\($0)]") }
    }
  }

  /// Members sorted by key.
  package var members: [(key: String, value: JSONCursor)] {
    get throws(JSONError) {
      guard case .object(let members) = value else { throw expected("an object") }
      return members.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { key in
        (key, JSONCursor(members[key] ?? .null, path: path.isEmpty ? key : "\(path).\(key)"))
      }
    }
  }

  /// One word of a closed list.
  package func word<Word: RawRepresentable & CaseIterable>(
    _ type: Word.Type
  ) throws(JSONError) -> Word where Word.RawValue == String {
    let text = try string
    guard let word = Word(rawValue: text) else {
      let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
      throw failure("'\(text)' is not known; it must be one of \(known)")
    }
    return word
  }
}

extension JSONValue {
  /// What it is, for errors.
  var kind: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}
