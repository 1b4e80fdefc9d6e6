/// The name that a reader most likely meant.
package enum NearestName {
  /// The candidate with the smallest edit distance from `name`, the first one of equals; if all are too far to
  /// be a typo (more than a third of the longer name, and at least 1), the first one that has the same words,
  /// or more, or fewer: `hours` for `hours_per_week`. Nil if there is none.
  ///
  /// The distance counts insertions, deletions, replacements and swaps of neighbours (optimal
  /// string alignment, the restricted Damerau-Levenshtein distance), and ignores ASCII case and what stands
  /// between words at no cost.
  package static func of(_ name: String, in candidates: [String]) -> String? {
    typo(of: name, in: candidates) { max(1, $0 / 3) }.first ?? renamed(name, in: candidates)
  }

  /// All candidates at the smallest edit distance from `name`, in their order.
  ///
  /// - Parameter allowed: the largest distance that is a typo, by the length of the longer name.
  package static func typo(
    of name: String, in candidates: [String], within allowed: (_ length: Int) -> Int
  ) -> [String] {
    let wanted = folded(name)
    guard !wanted.isEmpty else { return [] }
    var best: (distance: Int, candidates: [String]) = (.max, [])
    for candidate in candidates {
      let other = folded(candidate)
      let limit = min(allowed(max(wanted.count, other.count)), best.distance)
      guard abs(wanted.count - other.count) <= limit else { continue }
      let distance = self.distance(wanted, other)
      guard distance <= limit else { continue }
      if distance < best.distance { best = (distance, []) }
      best.candidates.append(candidate)
    }
    return best.candidates
  }

  /// A candidate whose words are among those of `name`, or the other way round; the one that shares most.
  private static func renamed(_ name: String, in candidates: [String]) -> String? {
    let wanted = words(name)
    guard !wanted.isEmpty else { return nil }
    var best: (score: Double, candidate: String)?
    for candidate in candidates {
      let other = words(candidate)
      let shared = wanted.filter(other.contains)
      let letters = shared.reduce(0) { $0 + $1.count }
      // One short word in common says nothing.
      guard letters >= 3, shared.count == min(wanted.count, other.count) else { continue }
      let score = Double(shared.count) / Double(max(wanted.count, other.count))
      if score > best?.score ?? 0 { best = (score, candidate) }
    }
    return best?.candidate
  }

  /// The words of a name, in lower case: `hoursPerWeek` and `hours-per-week` have the same.
  private static func words(_ name: String) -> [String] {
    var words: [String] = []
    var word = ""
    var wasLower = false
    for letter in name.prefix(100) {
      let isPart = letter.isLetter || letter.isNumber
      if !isPart || letter.isUppercase && wasLower {
        if !word.isEmpty, !words.contains(word) { words.append(word) }
        word = ""
      }
      if isPart { word += letter.lowercased() }
      wasLower = letter.isLowercase
    }
    if !word.isEmpty, !words.contains(word) { words.append(word) }
    return words
  }

  /// Long names are cut: the cost is quadratic, and a name from a hostile file must not stop the
  /// run.
  private static func folded(_ name: String) -> [Character] {
    let letters = Array(name.prefix(100).lowercased())
    let plain = letters.filter { !"_-. ".contains($0) }
    return plain.isEmpty ? letters : plain
  }

  static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var beforePrevious: [Int] = []
    var previous = Array(0...b.count)
    for i in a.indices {
      var current = [i + 1]
      for j in b.indices {
        var cost = min(previous[j + 1], current[j]) + 1
        cost = min(cost, previous[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          cost = min(cost, beforePrevious[j - 1] + 1)
        }
        current.append(cost)
      }
      beforePrevious = previous
      previous = current
    }
    return previous[b.count]
  }
}
