/// Finds where control sequences of a text end (ECMA-48 CSI, OSC and their kin).
///
/// Takes time in proportion to the text, whatever it is: a text of nothing but beginnings is looked
/// through once.
struct ControlSequences {
  /// How far the end of a string sequence is looked for.
  private static let reach = 512

  private let scalars: [Unicode.Scalar]
  /// Between the last beginning that had no end and here no string sequence ends.
  private var isOpenUntil = 0

  init(_ scalars: [Unicode.Scalar]) {
    self.scalars = scalars
  }

  /// Behind the sequence that begins at `start`; nil where none does.
  ///
  /// - Precondition: an ESC or the one-character CSI stands at `start`, and starts come in order.
  mutating func end(from start: Int) -> Int? {
    let isShort = scalars[start] == "\u{9B}"
    let body = isShort ? start + 1 : start + 2
    guard body <= scalars.count else { return nil }
    let kind = isShort ? "[" : scalars[start + 1]
    switch kind {
    case "[": return endOfParameters(from: body)
    case "]", "P", "X", "^", "_": return endOfString(from: body)
    default: return (0x30...0x7E).contains(kind.value) ? body : nil
    }
  }

  private func endOfParameters(from body: Int) -> Int? {
    var position = body
    while position < scalars.count, (0x20...0x3F).contains(scalars[position].value) {
      position += 1
    }
    guard position < scalars.count, (0x40...0x7E).contains(scalars[position].value) else {
      return nil
    }
    return position + 1
  }

  /// A string ends with BEL or ESC \.
  private mutating func endOfString(from body: Int) -> Int? {
    let limit = min(scalars.count, body + Self.reach)
    var position = max(body, isOpenUntil)
    while position < limit {
      if scalars[position] == "\u{7}" { return position + 1 }
      if scalars[position] == "\u{1B}", position + 1 < limit, scalars[position + 1] == "\\" {
        return position + 2
      }
      position += 1
    }
    // The last one may be the first half of an end.
    isOpenUntil = max(body, limit - 1)
    return nil
  }
}
