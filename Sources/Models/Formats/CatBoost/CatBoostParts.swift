/// The pieces that a binary model is made of, one after another: each has its length in front.
struct CatBoostParts {
  private let bytes: ArraySlice<UInt8>
  private var position: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  /// The number at the position; `name` says of what.
  mutating func count(of name: String) throws(ModelError) -> Int {
    guard bytes.endIndex - position >= 4 else { throw cutOff(name) }
    let number = (0..<4).reduce(0) { $0 | Int(bytes[position + $1]) << (8 * $1) }
    position += 4
    return number
  }

  /// The next piece.
  mutating func next(_ name: String) throws(ModelError) -> ArraySlice<UInt8> {
    let length = try count(of: name)
    guard bytes.endIndex - position >= length else { throw cutOff(name) }
    position += length
    return bytes[position - length..<position]
  }

  /// Makes sure that nothing is left.
  func expectEnd() throws(ModelError) {
    guard position == bytes.endIndex else {
      throw .malformed(
        place: "byte \(position)", problem: "something follows the end of the model")
    }
  }

  private func cutOff(_ name: String) -> ModelError {
    .malformed(
      place: "byte \(position)", problem: "the file ends within \(name); it is cut off")
  }
}
