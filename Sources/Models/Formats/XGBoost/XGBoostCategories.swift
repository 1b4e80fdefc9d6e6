/// The category names that XGBoost 3.1 and later store with a model (`cats`).
///
/// Features with a name that is not ASCII count as having none: the user must name their codes.
enum XGBoostCategories {
  /// Per feature the texts of its categories, code = position; nil for features without.
  ///
  /// - Returns: nil if the model holds no names at all.
  static func names(
    of model: DocumentNode, featureCount: Int
  ) throws(ModelError) -> [[String]?]? {
    guard let encodings = try model.optional("cats")?.optional("enc") else { return nil }
    let elements = try encodings.elements()
    guard !elements.isEmpty else { return nil }
    guard elements.count == featureCount else {
      throw encodings.malformed(
        "holds \(elements.count) elements; one for each of \(featureCount) features is expected")
    }
    var names: [[String]?] = []
    for element in elements { names.append(try self.names(of: element)) }
    return names
  }

  private static func names(of encoding: DocumentNode) throws(ModelError) -> [String]? {
    let values = try encoding.member("values")
    if let offsets = try encoding.optional("offsets") {
      let names = try texts(values, offsets: offsets)
      return names.isEmpty ? nil : names
    }
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

  private static func texts(
    _ values: DocumentNode, offsets: DocumentNode
  ) throws(ModelError) -> [String] {
    let bytes = try values.integers().map { UInt8(truncatingIfNeeded: $0) }
    // XGBoost's Python package counts characters for the offsets and cuts the text at that many
    // bytes (3.1, 3.2), so such names cannot be told from right ones.
    guard bytes.allSatisfy({ $0 < 0x80 }) else { return [] }
    let ends = try offsets.integers()
    guard ends.first ?? 0 == 0, ends.last ?? 0 == bytes.count else {
      throw offsets.malformed("does not cover the \(bytes.count) bytes of the names")
    }
    var names: [String] = []
    for (start, end) in zip(ends, ends.dropFirst()) {
      guard start >= 0, start <= end, end <= bytes.count else {
        throw offsets.malformed("is not ascending")
      }
      names.append(String(decoding: bytes[start..<end], as: UTF8.self))
    }
    return names
  }
}
