import Findings

/// A drawing as text. Colours come from classes of the style sheet: inline styles are blocked where
/// reports are published.
struct SVG {
  private(set) var text: String

  /// A drawing that is an image to a screen reader: its title is read, then its description.
  ///
  /// - Parameter id: Unique in the page; names the title and the description.
  init(
    id: String, width: Double, height: Double, kind: String, title: String, description: String,
    content: (inout SVG) -> Void
  ) {
    text = ""
    open(
      "svg",
      [
        ("class", "plot \(kind)"), ("viewBox", "0 0 \(Self.number(width)) \(Self.number(height))"),
        ("role", "img"), ("aria-labelledby", "\(id)-t \(id)-d"),
      ])
    element("title", [("id", "\(id)-t")], text: title)
    element("desc", [("id", "\(id)-d")], text: description)
    content(&self)
    text += "</svg>"
  }

  /// A drawing that repeats what stands beside it: a screen reader passes over it.
  ///
  /// - Parameter stretches: Whether width and height follow their box apart from each other.
  init(
    width: Double, height: Double, kind: String, stretches: Bool = false,
    content: (inout SVG) -> Void
  ) {
    text = ""
    open(
      "svg",
      [
        ("class", "plot \(kind)"), ("viewBox", "0 0 \(Self.number(width)) \(Self.number(height))"),
        ("aria-hidden", "true"),
      ] + (stretches ? [("preserveAspectRatio", "none")] : []))
    content(&self)
    text += "</svg>"
  }

  /// An element that holds text, or nothing.
  mutating func element(_ name: String, _ attributes: [(String, String)], text content: String = "")
  {
    open(name, attributes, isEmpty: content.isEmpty)
    if !content.isEmpty { text += Self.escape(content) + "</\(name)>" }
  }

  private mutating func open(
    _ name: String, _ attributes: [(String, String)], isEmpty: Bool = false
  ) {
    text += "<\(name)"
    for (name, value) in attributes { text += " \(name)=\"\(Self.escape(value))\"" }
    text += isEmpty ? "/>" : ">"
  }

  mutating func line(_ kind: String, _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) {
    element(
      "line",
      [
        ("class", kind), ("x1", Self.number(x1)), ("y1", Self.number(y1)),
        ("x2", Self.number(x2)), ("y2", Self.number(y2)),
      ])
  }

  /// An upright line in pieces, each from its top to its bottom.
  mutating func plumb(_ kind: String, x: Double, _ pieces: [(top: Double, bottom: Double)]) {
    let path = pieces.map {
      "M\(Self.number(x)) \(Self.number($0.top))V\(Self.number($0.bottom))"
    }
    element("path", [("class", kind), ("d", path.joined())])
  }

  /// A level line between two ends that are marked across it.
  mutating func whisker(_ kind: String, from left: Double, to right: Double, y: Double, end: Double)
  {
    let (left, right) = (Self.number(left), Self.number(right))
    let (top, middle, bottom) = (Self.number(y - end), Self.number(y), Self.number(y + end))
    element(
      "path",
      [
        ("class", kind),
        ("d", "M\(left) \(top)V\(bottom)M\(left) \(middle)H\(right)M\(right) \(top)V\(bottom)"),
      ])
  }

  mutating func rectangle(
    _ kind: String, x: Double, y: Double, width: Double, height: Double
  ) {
    element(
      "rect",
      [
        ("class", kind), ("x", Self.number(x)), ("y", Self.number(y)),
        ("width", Self.number(max(width, 0))), ("height", Self.number(max(height, 0))),
      ])
  }

  mutating func circle(_ kind: String, x: Double, y: Double, radius: Double) {
    element(
      "circle",
      [
        ("class", kind), ("cx", Self.number(x)), ("cy", Self.number(y)),
        ("r", Self.number(radius)),
      ])
  }

  mutating func polyline(_ kind: String, _ points: [(x: Double, y: Double)]) {
    let list = points.map { "\(Self.number($0.x)),\(Self.number($0.y))" }.joined(separator: " ")
    element("polyline", [("class", kind), ("points", list)])
  }

  /// - Parameter anchor: `start`, `middle` or `end`.
  mutating func label(
    _ kind: String, _ text: String, x: Double, y: Double, anchor: String = "middle"
  ) {
    element(
      "text",
      [("class", kind), ("x", Self.number(x)), ("y", Self.number(y)), ("text-anchor", anchor)],
      text: text)
  }

  /// At most one decimal, which no eye misses, without a zero at the end: the same text on every
  /// machine.
  static func number(_ value: Double) -> String {
    var text = DecimalText(value.isFinite ? value : 0).fixed(1)
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }

  /// Byte by byte, so that no accent can hide a quote.
  static func escape(_ text: String) -> String {
    let clean = VisibleText.clean(text)
    var result: [UInt8] = []
    result.reserveCapacity(clean.utf8.count)
    for byte in clean.utf8 {
      switch byte {
      case UInt8(ascii: "<"): result.append(contentsOf: "&lt;".utf8)
      case UInt8(ascii: ">"): result.append(contentsOf: "&gt;".utf8)
      case UInt8(ascii: "&"): result.append(contentsOf: "&amp;".utf8)
      case UInt8(ascii: "\""): result.append(contentsOf: "&quot;".utf8)
      case UInt8(ascii: "'"): result.append(contentsOf: "&#39;".utf8)
      default: result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
