import Kernels

/// A PMML document as a flat list of elements.
///
/// Every name and value is a number in a table of distinct texts, so that a forest of millions of
/// nodes is a few integers each, about as large as its file. `Extension` elements are left out.
final class PMMLDocument {
  /// One element; all numbers but `line` and `attributeCount` are positions, −1 for none.
  struct Record {
    let name: Int32
    let line: Int32
    var firstAttribute: Int32
    var attributeCount: Int32
    var firstChild: Int32
    var nextSibling: Int32
    var text: Int32
  }

  /// An attribute: the numbers of its name and of its value.
  struct Attribute {
    let name: Int32
    let value: Int32
  }

  let records: [Record]
  let attributes: [Attribute]
  private let texts: PMMLTexts
  private let names: [String]
  private let codes: [String: Int32]

  init(records: [Record], attributes: [Attribute], names: LevelTable, texts: LevelTable) {
    self.records = records
    self.attributes = attributes
    self.texts = PMMLTexts(texts)
    var codes: [String: Int32] = [:]
    for index in 0..<names.count {
      codes[names.text(index)] = Int32(index)
    }
    self.codes = codes
    self.names = (0..<names.count).map { names.text($0) }
  }

  /// The outermost element.
  var root: PMMLElement { PMMLElement(document: self, index: 0) }

  /// The number of an element's or attribute's name; nil if the document does not use it.
  func code(ofName name: String) -> Int32? { codes[name] }

  func name(_ code: Int32) -> String { names[Int(code)] }

  func text(_ code: Int32) -> String { code < 0 ? "" : texts[Int(code)] }

  /// The text as a number; nil if it is none. Infinity is one, NaN is none.
  func number(_ code: Int32) -> Double? { code < 0 ? nil : texts.number(Int(code)) }

  /// The numbers in a text that blanks separate; nil if a word is none.
  func numbers(_ code: Int32) -> [Double]? { code < 0 ? [] : texts.numbers(Int(code)) }
}

extension LevelTable {
  /// The text of a code.
  fileprivate func text(_ code: Int) -> String {
    String(decoding: bytes[offsets[code]..<offsets[code + 1]], as: UTF8.self)
  }
}
