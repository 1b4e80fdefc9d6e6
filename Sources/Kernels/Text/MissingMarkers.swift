/// Texts that a user chose to mean "no value".
///
/// A cell is one of them if it is the same text, or the same number: `-999` is `-999.0` and `-9.99e2`.
package struct MissingMarkers: Sendable {
  /// As they were chosen.
  package let texts: [String]
  private let bytes: [[UInt8]]
  private let numbers: [Number]

  /// A marker that is a number.
  private struct Number {
    let marker: Int
    let value: Double
    /// What the number is in a column of single precision: `-99.9` is another double there.
    let single: Double
  }

  package init(_ texts: [String]) {
    self.texts = texts
    bytes = texts.map { Array($0.utf8) }
    numbers = bytes.enumerated().compactMap { marker, bytes in
      let text = TextBuffer(bytes)
      return FieldValue.number(text.view, 0..<text.count, point: 0x2E).map {
        Number(marker: marker, value: $0, single: Double(Float($0)))
      }
    }
  }

  /// The marker that is this number.
  @inline(__always)
  package func index(of number: Double) -> Int? {
    for own in numbers where own.value == number || own.single == number { return own.marker }
    return nil
  }

  /// The marker that is this text, or the number that the text says.
  ///
  /// - Parameter point: The byte in front of a fraction.
  package func index(ofCell text: TextView, _ range: Range<Int>, point: UInt8 = 0x2E) -> Int? {
    for (marker, own) in bytes.enumerated() where own.count == range.count {
      if own.indices.allSatisfy({ own[$0] == text[range.lowerBound + $0] }) { return marker }
    }
    guard !numbers.isEmpty else { return nil }
    return FieldValue.number(text, range, point: point).flatMap { index(of: $0) }
  }
}
