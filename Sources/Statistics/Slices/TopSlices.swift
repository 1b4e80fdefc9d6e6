import Kernels

/// The best slices so far, best first. Equal scores: fewer literals first, then by their numbers.
struct TopSlices {
  struct Entry {
    let conjunction: Conjunction
    let score: Double
    let rows: Int
    let weight: Double
    let sum: Double
  }

  let limit: Int
  private(set) var entries: [Entry] = []

  init(limit: Int) { self.limit = limit }

  /// What a slice must reach to be among them; only scores above 0 count.
  var threshold: Double { entries.count < limit ? 0 : entries[limit - 1].score }

  mutating func offer(_ entry: Entry) {
    guard entry.score > 0, entry.score >= threshold else { return }
    let place =
      entries.firstIndex { other in
        entry.score == other.score
          ? entry.conjunction < other.conjunction : entry.score > other.score
      } ?? entries.count
    entries.insert(entry, at: place)
    if entries.count > limit { entries.removeLast() }
  }
}
