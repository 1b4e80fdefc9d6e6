/// Numbers as PMML writes them: XML Schema's, with `INF` and `-INF`.
enum PMMLNumber {
  /// The number that `text` is, blanks around it ignored; nil if it is none or not a number.
  static func parse(_ text: String) -> Double? {
    let word = text.trimmingBlanks
    switch word {
    case "INF", "+INF", "Infinity", "inf": return .infinity
    case "-INF", "-Infinity", "-inf": return -.infinity
    default:
      // `Double` would take hexadecimal numbers and words, too.
      guard word.utf8.allSatisfy({ PMMLNumber.characters.contains($0) }), let last = word.utf8.last
      else { return nil }
      // "5." is a number in XML Schema.
      return Double(last == UInt8(ascii: ".") && word.utf8.count > 1 ? word + "0" : word)
    }
  }

  private static let characters = Set("0123456789+-.eE".utf8)

  /// A number as text: whole numbers without a fraction.
  static func text(_ number: Double) -> String {
    if let whole = Int(exactly: number), whole.magnitude < 9_007_199_254_740_992 {
      return String(whole)
    }
    return String(number)
  }
}
