/// The arrays and matrices that PMML writes as text.
enum PMMLArray {
  /// The numbers of an `Array`, `REAL-SparseArray` or `INT-SparseArray`.
  ///
  /// - Parameter count: How many numbers there must be.
  static func numbers(_ element: PMMLElement, count: Int) throws(ModelError) -> [Double] {
    let numbers =
      switch element.name {
      case "REAL-SparseArray": try sparse(element, "REAL-Entries", count)
      case "INT-SparseArray": try sparse(element, "INT-Entries", count)
      default: try element.numbers()
      }
    guard numbers.count == count else {
      throw element.malformed(
        "\(element.name) holds \(numbers.count) numbers, \(count) are expected")
    }
    return numbers
  }

  /// The first array of any kind in `element`.
  static func first(in element: PMMLElement) throws(ModelError) -> PMMLElement {
    let kinds = ["Array", "REAL-SparseArray", "INT-SparseArray"]
    guard let array = element.children.first(where: { kinds.contains($0.name) }) else {
      throw element.malformed("\(element.name) holds no Array")
    }
    return array
  }

  private static func sparse(
    _ element: PMMLElement, _ entries: String, _ count: Int
  ) throws(ModelError) -> [Double] {
    let indices = try element.child("Indices")?.numbers() ?? []
    let values = try element.child(entries)?.numbers() ?? []
    guard indices.count == values.count else {
      throw element.malformed("has \(indices.count) indices for \(values.count) entries")
    }
    var numbers = [Double](
      repeating: try element.number("defaultValue") ?? 0, count: count)
    for (index, value) in zip(indices, values) {
      guard let index = Int(exactly: index), index >= 1, index <= count else {
        throw element.malformed("holds index \(PMMLNumber.text(index)) of an array of \(count)")
      }
      numbers[index - 1] = value
    }
    return numbers
  }

  /// The words of an `Array` of texts: separated by blanks, or in quotes, in which `\"` is a quote.
  static func words(_ element: PMMLElement) throws(ModelError) -> [String] {
    var words: [String] = []
    var word: [UInt8] = []
    var isQuoted = false
    var isOpen = false
    var isEscaped = false
    for byte in element.text.utf8 {
      if isEscaped {
        // Only a quote is escaped; any other backslash is itself.
        if byte != UInt8(ascii: "\"") { word.append(UInt8(ascii: "\\")) }
        word.append(byte)
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
        isOpen = true
      } else if byte == UInt8(ascii: "\"") {
        if isQuoted { words.append(String(decoding: word, as: UTF8.self)) }
        if isQuoted { word = [] }
        isQuoted.toggle()
        isOpen = isQuoted
      } else if byte <= 0x20, !isQuoted {
        if isOpen { words.append(String(decoding: word, as: UTF8.self)) }
        word = []
        isOpen = false
      } else {
        word.append(byte)
        isOpen = true
      }
    }
    guard !isQuoted else { throw element.malformed("the Array ends inside a quoted text") }
    if isEscaped { word.append(UInt8(ascii: "\\")) }
    if isOpen { words.append(String(decoding: word, as: UTF8.self)) }
    return words
  }

  /// The rows of a `Matrix` of `Array` elements, or of a diagonal or sparse one with `MatCell`s.
  static func matrix(_ element: PMMLElement) throws(ModelError) -> [[Double]] {
    let arrays = element.children("Array")
    if !arrays.isEmpty {
      var rows: [[Double]] = []
      for array in arrays { rows.append(try array.numbers()) }
      if element["kind"] == "diagonal", rows.count == 1 {
        let diagonal = rows[0]
        return diagonal.indices.map { row in
          diagonal.indices.map { row == $0 ? diagonal[row] : 0 }
        }
      }
      guard let width = rows.first?.count, rows.allSatisfy({ $0.count == width }) else {
        throw element.malformed("the rows of the Matrix differ in length")
      }
      return rows
    }
    throw element.unsupported("a Matrix of MatCell elements")
  }
}
