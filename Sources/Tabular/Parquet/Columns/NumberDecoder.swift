import Kernels

/// Numbers of any kind as doubles.
struct NumberDecoder: CellDecoder {
  static let missing = Double.nan

  private let form: ColumnReading.NumberForm
  private let budget: UnpackBudget
  private var dictionary: [Double] = []
  /// Whether every integer was a double too.
  private(set) var isExact = true

  init(_ form: ColumnReading.NumberForm, budget: UnpackBudget) {
    (self.form, self.budget) = (form, budget)
  }

  mutating func takeDictionary(_ page: PageBody) throws(ParquetFlaw) {
    // A hostile count cannot ask for more than it brings.
    guard page.count <= page.range.count / form.leastBytes else { throw PlainEncoding().damaged }
    var numbers = [Double](repeating: .nan, count: page.count)
    var span = numbers.mutableSpan
    try values(page, into: &span, at: 0)
    dictionary = numbers
  }

  mutating func decode(
    _ page: PageBody, into target: inout MutableSpan<Double>, at offset: Int
  ) throws(ParquetFlaw) {
    guard page.isDictionaryEncoded else { return try values(page, into: &target, at: offset) }
    let indices = try page.dictionaryIndices()
    guard ColumnCells.gather(dictionary, indices, into: &target, at: offset) else {
      throw NumberDecoder.noSuchEntry
    }
  }

  private mutating func values(
    _ page: PageBody, into target: inout MutableSpan<Double>, at offset: Int
  ) throws(ParquetFlaw) {
    let encoding = try ValueEncodingCatalog.encoding(of: page)
    switch form {
    case .floating(let kind): try encoding.floats(page, as: kind, into: &target, at: offset)
    case .integer(let kind, let isUnsigned):
      let integers = try encoding.integers(page, as: kind)
      let isExact = FixedWidth.convert(
        integers, isUnsigned: isUnsigned, into: &target, at: offset)
      self.isExact = self.isExact && isExact
    case .decimal(let kind, 0):
      let integers = try encoding.integers(page, as: kind)
      let isExact = FixedWidth.convert(integers, isUnsigned: false, into: &target, at: offset)
      self.isExact = self.isExact && isExact
    case .decimal(let kind, let scale):
      for (index, unscaled) in try encoding.integers(page, as: kind).enumerated() {
        target[offset + index] = DecimalNumber.value(unscaled: unscaled, scale: scale)
      }
    case .float16:
      let values = try encoding.bytes(page, width: 2, budget: budget)
      for (index, range) in values.ranges.enumerated() {
        let low = UInt16(values.text[range.lowerBound])
        let high = UInt16(values.text[range.lowerBound + 1])
        target[offset + index] = HalfNumber.value(bitPattern: high << 8 | low)
      }
    case .integer128(let isSigned):
      let values = try encoding.bytes(page, width: 16, budget: budget)
      for (index, range) in values.ranges.enumerated() {
        let number = try Integer128(values.text, range, isSigned: isSigned).exact
        isExact = isExact && number != nil
        target[offset + index] = number ?? .nan
      }
    case .wideDecimal(let width, let scale):
      let values = try encoding.bytes(page, width: width, budget: budget)
      for (index, range) in values.ranges.enumerated() {
        let number = try WideInteger(values.text, range).decimal(scale: scale)
        isExact = isExact && (scale > 0 || !number.losesText)
        target[offset + index] = number.value
      }
    }
  }
}
