/// Where the trees of a LightGBM file stand, held against what its header announces (`tree_sizes`).
struct LightGBMExtent {
  /// The first byte of each tree.
  var starts: [Int] = []
  /// Where the trees end.
  private var end: Int
  /// Whether the line that closes the trees is there.
  private var isClosed = false
  /// Whether something follows the trees, so that they cannot be cut off.
  private var isFollowed = false
  private var sizes: [Int]?
  private var bytes: [UInt8] = []

  init(end: Int) { self.end = end }

  mutating func close(at end: Int) {
    self.end = end
    isClosed = true
  }

  /// What followed the trees before there was a closing line.
  mutating func follow(at end: Int) {
    self.end = end
    isFollowed = true
  }

  /// - Throws: ``ModelError/malformed(place:problem:)`` if the file does not hold what its header
  ///   announces, or ends early.
  ///
  /// The closing line came with version v3. A file of v2 without it is whole if the sizes of its
  /// trees are those that the header states.
  mutating func check(
    _ header: LightGBMSection, _ bytes: [UInt8], _ lines: LightGBMLines
  ) throws(ModelError) {
    self.bytes = bytes
    if let text = try header.text("tree_sizes") {
      let words = text.split(separator: " ")
      let numbers = words.compactMap { Int($0) }
      guard numbers.count == words.count, numbers.allSatisfy({ $0 >= 0 }) else {
        throw header.malformed("tree_sizes", "holds a word that is no size")
      }
      sizes = numbers
    }
    if let sizes, sizes.count > starts.count {
      throw lines.malformed(
        "the header announces \(sizes.count) trees, the file holds \(starts.count); it is cut off")
    }
    if let sizes, sizes.count < starts.count {
      throw header.malformed(
        "tree_sizes", "announces \(sizes.count) trees, the file holds \(starts.count)")
    }
    guard !isClosed else { return }
    let isOfV2 = try header.text("version") ?? "v2" == "v2"
    guard isOfV2, sizes == nil ? isFollowed : firstOther == nil else {
      throw lines.malformed("the file ends before 'end of trees'; it is cut off")
    }
  }

  /// Holds each tree against its size. Line ends may have been changed since, which changes sizes.
  ///
  /// - Throws: ``ModelError/malformed(place:problem:)`` naming the first tree that is another.
  func checkSizes() throws(ModelError) {
    guard let other = firstOther, !bytes.contains(0x0D) else { return }
    throw .malformed(
      place: "tree \(other)",
      problem:
        "takes \(length(of: other)) bytes; the header's 'tree_sizes' says \(sizes?[other] ?? 0)")
  }

  /// The first tree that does not take as many bytes as the header says. Empty lines at the end of
  /// the file say nothing.
  private var firstOther: Int? {
    guard let sizes else { return nil }
    return sizes.indices.first { tree in
      if length(of: tree) == sizes[tree] { return false }
      guard tree == sizes.count - 1 else { return true }
      let stated = starts[tree].addingReportingOverflow(sizes[tree])
      guard !stated.overflow else { return true }
      let range = min(stated.partialValue, end)..<max(stated.partialValue, end)
      return range.count > 4
        || bytes[range.clamped(to: bytes.indices)].contains { $0 != 0x0A && $0 != 0x0D }
    }
  }

  private func length(of tree: Int) -> Int {
    (tree + 1 < starts.count ? starts[tree + 1] : end) - starts[tree]
  }
}
