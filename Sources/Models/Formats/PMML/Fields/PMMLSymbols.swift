/// Texts as numbers: equal texts have equal codes, so that rows compare numbers only.
struct PMMLSymbols {
  private var codes: [String: Int] = [:]
  private(set) var texts: [String] = []

  /// The code of `text`, a new one if it has none yet.
  mutating func code(of text: String) -> Int {
    if let code = codes[text] { return code }
    codes[text] = texts.count
    texts.append(text)
    return texts.count - 1
  }

  /// The code of `text`; nil if it has none.
  func known(_ text: String) -> Int? { codes[text] }
}
