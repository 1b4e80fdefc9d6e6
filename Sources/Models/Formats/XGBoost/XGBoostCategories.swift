/// The category names that XGBoost 3.1 and later store with a model (`cats`).
///
/// For names from pandas with letters outside ASCII, XGBoost 3.1 and 3.2 count characters and cut the
/// text at that many bytes: from the first such letter on, all names are others. Often the pieces are
/// no UTF-8; where they are, the table may be right (it is for names from Arrow) or not.
struct XGBoostCategories {
  /// Per feature the texts of its categories, code = position; nil for features without.
  private(set) var names: [[String]?] = []
  /// Features whose names are no texts.
  private(set) var damaged: Set<Int> = []
  /// Features whose names may be cut in the wrong places.
  private(set) var doubtful: Set<Int> = []

  /// Reads the names of all features.
  ///
  /// - Parameter version: The library's that wrote the file, as far as it says.
  /// - Returns: nil if the model holds no names at all.
  init?(
    of model: DocumentNode, featureCount: Int, version: [Int]
  ) throws(ModelError) {
    guard let encodings = try model.optional("cats")?.optional("enc") else { return nil }
    let elements = try encodings.elements()
    guard !elements.isEmpty else { return nil }
    guard elements.count == featureCount else {
      throw encodings.malformed(
        "holds \(elements.count) elements; one for each of \(featureCount) features is expected")
    }
    let mayBeCut = version.lexicographicallyPrecedes([3, 3])
    for (feature, element) in elements.enumerated() {
      let values = try element.member("values")
      guard let offsets = try element.optional("offsets") else {
        names.append(try XGBoostCategories.numbers(values, of: element))
        continue
      }
      let bytes = try values.integers().map { UInt8(truncatingIfNeeded: $0) }
      let isPlain = bytes.allSatisfy { $0 < 0x80 }
      let texts = try XGBoostCategories.texts(bytes, offsets: offsets)
      names.append(texts.flatMap { $0.isEmpty ? nil : $0 })
      if texts == nil {
        damaged.insert(feature)
      } else if !isPlain, mayBeCut {
        doubtful.insert(feature)
      }
    }
  }

  private static func numbers(
    _ values: DocumentNode, of encoding: DocumentNode
  ) throws(ModelError) -> [String] {
    if case .floats = values.value {
      throw .unsupported(
        feature: "categories that are fractions", advice: "train on texts or whole numbers instead")
    }
    let isUnsigned = try [10, 12, 14, 16].contains(encoding.member("type").integer())
    let width = try isUnsigned ? encoding.member("type").integer() : 0
    return try values.integers().map { number in
      // Unsigned categories are stored under the signed type of the same width.
      switch width {
      case 12: String(UInt16(truncatingIfNeeded: number))
      case 14: String(UInt32(truncatingIfNeeded: number))
      case 16: String(UInt64(bitPattern: Int64(number)))
      default: String(number)
      }
    }
  }

  /// The names between the offsets; nil where they are no UTF-8, or two are the same.
  private static func texts(
    _ bytes: [UInt8], offsets: DocumentNode
  ) throws(ModelError) -> [String]? {
    let ends = try offsets.integers()
    guard ends.first ?? 0 == 0, ends.last ?? 0 == bytes.count else {
      throw offsets.malformed("does not cover the \(bytes.count) bytes of the names")
    }
    var names: [String] = []
    for (start, end) in zip(ends, ends.dropFirst()) {
      guard start >= 0, start <= end, end <= bytes.count else {
        throw offsets.malformed("is not ascending")
      }
      guard let name = String(validating: bytes[start..<end], as: UTF8.self) else { return nil }
      names.append(name)
    }
    return Set(names).count == names.count ? names : nil
  }
}
