extension LevelTable {
  /// Writes the number of text `ranges[index]` for each of `indices`; false if an index has no text.
  ///
  /// `known` holds the numbers of texts that have been met, −1 for the others: each text is looked up
  /// once, and one that no row has gets no number.
  ///
  /// - Precondition: `target` holds `indices.count` cells from `offset` on; `known` has a place for each
  ///   text.
  package mutating func codes(
    of text: TextView, _ ranges: [Range<Int>], at indices: [UInt32], known: inout [Int32],
    into target: inout MutableSpan<Int32>, at offset: Int
  ) -> Bool {
    precondition(offset >= 0 && indices.count <= target.count - offset)
    precondition(known.count == ranges.count)
    for row in indices.indices {
      let index = Int(truncatingIfNeeded: indices[row])
      guard index < known.count else { return false }
      if known[index] < 0 { known[index] = code(of: text, ranges[index]) }
      target[offset &+ row] = known[index]
    }
    return true
  }

  /// Whether every text is well-formed UTF-8. NUL is allowed.
  package var isUTF8: Bool {
    if bytes.allSatisfy({ $0 < 0x80 }) { return true }
    let whole = TextBuffer(bytes)
    // A text that begins inside a character would be mended by the one before it.
    let startsInside = offsets.dropLast().contains { offset in
      offset < bytes.count && bytes[offset] & 0xC0 == 0x80
    }
    return !startsInside && whole.view.isUTF8
  }
}

extension TextView {
  /// Whether all bytes are well-formed UTF-8. NUL is allowed.
  package var isUTF8: Bool {
    var start = 0
    while let flaw = TextFlaw.first(in: self, start..<count) {
      guard flaw.isNUL else { return false }
      start = flaw.position + 1
    }
    return true
  }
}
