import Kernels

/// Values as text, each distinct one once.
struct TextDecoder: CellDecoder {
  static let missing: Int32 = -1

  private let form: ColumnReading.TextForm
  private let budget: UnpackBudget
  private(set) var levels: LevelTable
  /// The texts of the chunk's dictionary, and the level of each, −1 until a row has it.
  private var dictionary = RenderedText()
  private var known: [Int32] = []

  init(_ form: ColumnReading.TextForm, hashKey: UInt64, budget: UnpackBudget) {
    (self.form, self.budget) = (form, budget)
    levels = LevelTable(key: hashKey)
  }

  mutating func takeDictionary(_ page: PageBody) throws(ParquetFlaw) {
    guard page.count <= page.range.count else { throw PlainEncoding().damaged }
    if case .string(let width) = form {
      // The page's bytes go with the next page.
      let own = TextBuffer(capacity: page.range.count)
      own.append(page.text, page.range)
      let copy = PageBody(
        text: own.view, range: 0..<own.count, count: page.count, encoding: page.encoding)
      dictionary = RenderedText(
        try PlainEncoding().bytes(copy, width: width, budget: budget))
    } else {
      dictionary = try RenderedText(page, form, budget)
    }
    known = [Int32](repeating: -1, count: dictionary.ranges.count)
  }

  mutating func decode(
    _ page: PageBody, into target: inout MutableSpan<Int32>, at offset: Int
  ) throws(ParquetFlaw) {
    if page.isDictionaryEncoded {
      let indices = try page.dictionaryIndices()
      guard
        levels.codes(
          of: dictionary.text, dictionary.ranges, at: indices, known: &known, into: &target,
          at: offset)
      else { throw TextDecoder.noSuchEntry }
    } else if case .string(let width) = form {
      let values = try ValueEncodingCatalog.encoding(of: page)
        .bytes(page, width: width, budget: budget)
      levels.codes(of: values.text, values.ranges, into: &target, at: offset)
    } else {
      let rendered = try RenderedText(page, form, budget)
      levels.codes(of: rendered.text, rendered.ranges, into: &target, at: offset)
    }
  }
}
