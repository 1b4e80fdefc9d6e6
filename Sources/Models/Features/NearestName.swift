/// The name that someone probably meant.
enum NearestName {
  /// The name among `names` with the fewest single-letter edits to `wanted`; nil if all are far.
  static func of(_ wanted: String, among names: [String]) -> String? {
    let target = Array(wanted.lowercased().unicodeScalars)
    var best: (name: String, distance: Int)?
    // The cost is the product of lengths, so very long names and very wide tables are not tried.
    for name in names.prefix(2000) where name.unicodeScalars.count <= 100 && target.count <= 100 {
      let distance = edits(target, Array(name.lowercased().unicodeScalars))
      if distance < best?.distance ?? .max { best = (name, distance) }
    }
    guard let best, best.distance <= max(1, target.count / 3) else { return nil }
    return best.name
  }

  /// Levenshtein's distance.
  private static func edits(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var last = Array(0...right.count)
    for (row, letter) in left.enumerated() {
      var next = [row + 1]
      for (column, other) in right.enumerated() {
        next.append(
          min(last[column] + (letter == other ? 0 : 1), last[column + 1] + 1, next[column] + 1))
      }
      last = next
    }
    return last[right.count]
  }
}
