/// Blanks out what is no code, so that a rule about code does not fire on prose.
///
/// Comments and the contents of string literals become spaces, line feeds stay, and what an
/// interpolation holds is code again. Regex literals are taken for code.
enum CodeMask {
  /// `text` with the same number of bytes in each line.
  static func apply(to text: String) -> String {
    var scanner = Scanner(bytes: Array(text.utf8))
    scanner.readCode(until: nil)
    return String(decoding: scanner.masked, as: UTF8.self)
  }

  private struct Scanner {
    let bytes: [UInt8]
    var masked: [UInt8] = []
    var position = 0

    init(bytes: [UInt8]) {
      self.bytes = bytes
      masked.reserveCapacity(bytes.count)
    }

    /// The byte `offset` after the current one, or 0 past the end.
    func peek(_ offset: Int = 0) -> UInt8 {
      position + offset < bytes.count ? bytes[position + offset] : 0
    }

    mutating func keep(_ count: Int = 1) {
      for _ in 0..<count where position < bytes.count {
        masked.append(bytes[position])
        position += 1
      }
    }

    mutating func blank(_ count: Int = 1) {
      for _ in 0..<count where position < bytes.count {
        masked.append(bytes[position] == UInt8(ascii: "\n") ? bytes[position] : UInt8(ascii: " "))
        position += 1
      }
    }

    /// Reads code up to the end, or to the bracket that closes an interpolation.
    mutating func readCode(until close: UInt8?) {
      var depth = 0
      while position < bytes.count {
        switch (peek(), peek(1)) {
        case (UInt8(ascii: "/"), UInt8(ascii: "/")):
          while position < bytes.count, peek() != UInt8(ascii: "\n") { blank() }
        case (UInt8(ascii: "/"), UInt8(ascii: "*")):
          readBlockComment()
        case (UInt8(ascii: "\""), _):
          readString(pounds: 0)
        case (UInt8(ascii: "#"), UInt8(ascii: "\"")), (UInt8(ascii: "#"), UInt8(ascii: "#")):
          var pounds = 0
          while peek() == UInt8(ascii: "#") {
            keep()
            pounds += 1
          }
          if peek() == UInt8(ascii: "\"") { readString(pounds: pounds) }
        case (UInt8(ascii: "("), _):
          depth += 1
          keep()
        case (UInt8(ascii: ")"), _):
          if depth == 0, close != nil { return }
          depth -= 1
          keep()
        default:
          keep()
        }
      }
    }

    mutating func readBlockComment() {
      var depth = 0
      repeat {
        if peek() == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "*") {
          depth += 1
          blank(2)
        } else if peek() == UInt8(ascii: "*"), peek(1) == UInt8(ascii: "/") {
          depth -= 1
          blank(2)
        } else {
          blank()
        }
      } while depth > 0 && position < bytes.count
    }

    mutating func readString(pounds: Int) {
      let quotes = peek(1) == UInt8(ascii: "\"") && peek(2) == UInt8(ascii: "\"") ? 3 : 1
      keep(quotes)
      while position < bytes.count {
        if closes(quotes: quotes, pounds: pounds) {
          keep(quotes + pounds)
          return
        }
        if quotes == 1, peek() == UInt8(ascii: "\n") { return }
        if peek() == UInt8(ascii: "\\"), hasPounds(pounds, from: 1) {
          blank(1 + pounds)
          if peek() == UInt8(ascii: "(") {
            keep()
            readCode(until: UInt8(ascii: ")"))
            keep()
          } else {
            blank()
          }
        } else {
          blank()
        }
      }
    }

    func hasPounds(_ count: Int, from offset: Int) -> Bool {
      (0..<count).allSatisfy { peek(offset + $0) == UInt8(ascii: "#") }
    }

    func closes(quotes: Int, pounds: Int) -> Bool {
      (0..<quotes).allSatisfy { peek($0) == UInt8(ascii: "\"") } && hasPounds(pounds, from: quotes)
    }
  }
}
