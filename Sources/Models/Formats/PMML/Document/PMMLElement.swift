/// An element of a ``PMMLDocument``: its attributes, children and place.
struct PMMLElement {
  let document: PMMLDocument
  let index: Int

  private var record: PMMLDocument.Record { document.records[index] }

  var name: String { document.name(record.name) }
  var line: Int { Int(record.line) }
  /// The number of the element's name, for comparisons in hot loops.
  var nameCode: Int32 { record.name }

  /// The text between the tags, blanks at its ends included.
  var text: String { document.text(record.text) }

  /// The number of an attribute's value; −1 if there is none.
  func valueCode(_ name: Int32) -> Int32 {
    let record = record
    let first = Int(record.firstAttribute)
    for index in first..<first + Int(record.attributeCount)
    where document.attributes[index].name == name {
      return document.attributes[index].value
    }
    return -1
  }

  /// The value of an attribute.
  subscript(_ attribute: String) -> String? {
    guard let name = document.code(ofName: attribute) else { return nil }
    let value = valueCode(name)
    return value < 0 ? nil : document.text(value)
  }

  /// The value of an attribute that must be there.
  func required(_ attribute: String) throws(ModelError) -> String {
    guard let value = self[attribute] else {
      throw malformed("\(name) lacks the attribute '\(attribute)'")
    }
    return value
  }

  /// The value of a numeric attribute; nil if it is absent.
  func number(_ attribute: String) throws(ModelError) -> Double? {
    guard let name = document.code(ofName: attribute) else { return nil }
    let value = valueCode(name)
    guard value >= 0 else { return nil }
    guard let number = document.number(value) else {
      throw malformed("\(attribute)=\"\(document.text(value))\" of \(self.name) is no number")
    }
    return number
  }

  /// The value of a numeric attribute that must be there.
  func requiredNumber(_ attribute: String) throws(ModelError) -> Double {
    guard let number = try number(attribute) else {
      throw malformed("\(name) lacks the attribute '\(attribute)'")
    }
    return number
  }

  /// The value of an attribute that is one of few words.
  func choice<Choice: RawRepresentable & CaseIterable>(
    _ attribute: String, default absent: Choice?
  ) throws(ModelError) -> Choice where Choice.RawValue == String {
    guard let text = self[attribute] else {
      guard let absent else { throw malformed("\(name) lacks the attribute '\(attribute)'") }
      return absent
    }
    guard let choice = Choice(rawValue: text) else {
      let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw malformed("\(attribute)=\"\(text)\" of \(name) is not one of \(known)")
    }
    return choice
  }

  /// The elements inside, in order.
  var children: some Sequence<PMMLElement> {
    let document = document
    return sequence(state: record.firstChild) { next in
      guard next >= 0 else { return nil }
      defer { next = document.records[Int(next)].nextSibling }
      return PMMLElement(document: document, index: Int(next))
    }
  }

  /// The elements of that name inside.
  func children(_ name: String) -> [PMMLElement] {
    guard let code = document.code(ofName: name) else { return [] }
    return children.filter { $0.nameCode == code }
  }

  /// The first element of that name inside.
  func child(_ name: String) -> PMMLElement? {
    guard let code = document.code(ofName: name) else { return nil }
    return children.first { $0.nameCode == code }
  }

  /// The first element of that name inside, which must be there.
  func requiredChild(_ name: String) throws(ModelError) -> PMMLElement {
    guard let child = child(name) else { throw malformed("\(self.name) holds no \(name)") }
    return child
  }

  /// The numbers of the element's text.
  func numbers() throws(ModelError) -> [Double] {
    guard let numbers = document.numbers(record.text) else {
      throw malformed("\(name) holds a word that is no number")
    }
    return numbers
  }

  /// An error about this element.
  func malformed(_ problem: String) -> ModelError {
    .malformed(place: "line \(line)", problem: problem)
  }

  /// An error about something in this element that is legal and not supported.
  func unsupported(
    _ feature: String, _ advice: String = "score the rows there and use a table of predictions"
  )
    -> ModelError
  {
    .unsupported(feature: "\(feature) (line \(line))", advice: advice)
  }
}
