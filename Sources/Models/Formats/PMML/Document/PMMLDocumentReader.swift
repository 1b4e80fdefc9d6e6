import Kernels

/// Builds the ``PMMLDocument`` while the parser goes through the file.
final class PMMLDocumentReader: XMLEventReader {
  private var records: [PMMLDocument.Record] = []
  private var attributes: [PMMLDocument.Attribute] = []
  private var names: LevelTable
  private var texts: LevelTable
  /// The open elements, each with its last child so far.
  private var open: [Open] = []
  /// The texts of the open elements, one behind the other: an inner element has taken its own away when
  /// the text around it goes on.
  private var openTexts: [UInt8] = []
  /// How deep the parser is inside an `Extension`; 0 outside.
  private var ignoredDepth = 0
  private let extensionCode: Int32
  /// R's writers kept numeric inputs of naive Bayes in an `Extension` before PMML 4.2 had them; to
  /// leave those out would give other numbers.
  private let bayesInputsCode: Int32

  private struct Open {
    let index: Int
    var lastChild = -1
    /// Where its text begins in ``openTexts``.
    let text: Int
    /// Whether it is an `Extension` whose children belong to the element around it.
    var isTransparent = false
  }

  /// More different names than this is no PMML.
  private static let nameLimit = Limits.Models.pmmlNames
  /// The most elements: a file may have more than a small one if its bytes are as many.
  private let elementLimit: Int

  private init(elementLimit: Int) {
    self.elementLimit = elementLimit
    // The key keeps files from making names collide; nothing that comes out depends on it.
    let key = UInt64.random(in: .min ... .max)
    texts = LevelTable(key: key)
    var names = LevelTable(key: key)
    let (ignored, transparent) = (Array("Extension".utf8), Array("BayesInputs".utf8))
    extensionCode = names.code(of: ignored.span)
    bayesInputsCode = names.code(of: transparent.span)
    self.names = names
  }

  /// The document in `bytes`.
  ///
  /// - Throws: ``ModelError`` if the XML is not well-formed, has a DOCTYPE, or is too deep or large.
  static func read(
    _ bytes: [UInt8], _ limits: ModelOptions.Limits = ModelOptions.Limits()
  ) throws(ModelError) -> PMMLDocument {
    let reader = PMMLDocumentReader(
      elementLimit: max(limits.pmmlElements, bytes.count / Limits.Models.pmmlElementBytes))
    try XMLEventParser.parse(bytes, reader)
    guard !reader.records.isEmpty else {
      throw .malformed(place: "line 1", problem: "the document holds no element")
    }
    return PMMLDocument(
      records: reader.records, attributes: reader.attributes, names: reader.names,
      texts: reader.texts)
  }

  func start(_ name: Span<UInt8>, line: Int) throws(ModelError) {
    guard ignoredDepth == 0 else {
      ignoredDepth += 1
      return
    }
    let code = names.code(of: name)
    if code == extensionCode {
      if let parent = open.last, records[parent.index].name == bayesInputsCode {
        open.append(
          Open(
            index: parent.index, lastChild: parent.lastChild, text: openTexts.count,
            isTransparent: true))
      } else {
        ignoredDepth = 1
      }
      return
    }
    guard names.count <= PMMLDocumentReader.nameLimit else { throw PMMLDocumentReader.tooManyNames }
    guard records.count < elementLimit else {
      throw .tooLarge(
        what: "line \(line): the number of elements", limit: Limits.text(count: elementLimit))
    }
    let index = records.count
    records.append(
      PMMLDocument.Record(
        name: code, line: Int32(clamping: line), firstAttribute: Int32(clamping: attributes.count),
        attributeCount: 0, firstChild: -1, nextSibling: -1, text: -1))
    if let parent = open.indices.last {
      let last = open[parent].lastChild
      if last < 0 {
        records[open[parent].index].firstChild = Int32(index)
      } else {
        records[last].nextSibling = Int32(index)
      }
      open[parent].lastChild = index
    }
    open.append(Open(index: index, text: openTexts.count))
  }

  func attribute(_ name: Span<UInt8>, _ value: Span<UInt8>) throws(ModelError) {
    guard ignoredDepth == 0, let index = open.last?.index, open.last?.isTransparent == false else {
      return
    }
    try ModelError.check(numbered: attributes.count, "attributes")
    attributes.append(
      PMMLDocument.Attribute(name: names.code(of: name), value: texts.code(of: value)))
    guard names.count <= PMMLDocumentReader.nameLimit else { throw PMMLDocumentReader.tooManyNames }
    records[index].attributeCount += 1
  }

  func text(_ text: Span<UInt8>) throws(ModelError) {
    guard ignoredDepth == 0, let start = open.last?.text else { return }
    // The blanks between elements are most of a file and never text.
    if openTexts.count == start {
      var isBlank = true
      for index in text.indices where text[index] > 0x20 {
        isBlank = false
        break
      }
      if isBlank { return }
    }
    for index in text.indices { openTexts.append(text[index]) }
  }

  func end() throws(ModelError) {
    guard ignoredDepth == 0 else {
      ignoredDepth -= 1
      return
    }
    guard let closed = open.popLast() else { return }
    if closed.isTransparent, let parent = open.indices.last {
      open[parent].lastChild = closed.lastChild
      openTexts.removeSubrange(closed.text...)
      return
    }
    guard openTexts.count > closed.text else { return }
    records[closed.index].text = texts.code(of: openTexts.span.extracting(closed.text...))
    openTexts.removeSubrange(closed.text...)
  }

  private static let tooManyNames = ModelError.tooLarge(
    what: "the number of names of elements and attributes",
    limit: Limits.text(count: Limits.Models.pmmlNames))
}
