import Testing

@testable import Models

@Suite struct ScoreSidesTests {
  private static let sides: [(scores: [Double], places: [Int], reading: ScoreSides)] = [
    // Never below a half, and not parted by the class: each row's own.
    ([0.9, 0.6, 0.7, 0.8], [0, 0, 1, 1], .predicted),
    ([1, 1, 1, 1], [0, 1, 0, 1], .predicted),
    ([0.5, 0.9, 0.7], [0, 0, 1], .predicted),
    // Below a half, and parted: one class's, wherever the threshold is.
    ([0.1, 0.4, 0.6, 0.9], [0, 0, 1, 1], .one(1)),
    ([0.1, 0.2, 0.3, 0.9], [0, 0, 1, 1], .one(1)),
    ([0.9, 0.6, 0.4, 0.1], [0, 0, 1, 1], .one(0)),
    ([0.3, 0.5, 0.5], [0, 0, 1], .one(1)),
    // Parted above a half: both may be.
    ([0.6, 0.7, 0.8, 0.9], [0, 0, 1, 1], .both),
    ([0.9, 0.8, 0.7, 0.6], [0, 0, 1, 1], .both),
    ([0.3, 0.3], [0, 1], .both),
    ([0.1, 0.9, 0.2, 0.8], [0, 0, 1, 1], .neither),
    // One class alone.
    ([0.6, 0.9], [1, 1], .one(1)), ([0.1, 0.4], [0, 0], .one(1)), ([0.2, 0.7], [1, 1], .both),
    // Half a rounding below a half.
    ([0.4999999, 0.9, 0.7], [0, 0, 1], .predicted),
  ]

  @Test func `what a score beside a class can be`() {
    for (scores, places, reading) in Self.sides {
      #expect(ScoreSides(scores, places) == reading, "\(scores) in \(places)")
    }
  }

  private static let names: [(name: String, names: [String], place: Int?)] = [
    ("yes", ["no", "yes"], 1),
    ("1", ["false", "true"], 1),
    ("False", ["0", "1"], 0),
    ("TRUE", ["0.0", "1.0"], 1),
    ("2.0", ["1", "2"], 1),
    ("2", ["1", "3"], nil),
    ("yes", ["0", "1"], nil),
    // The same text goes before the same number; two of one number are neither.
    ("01", ["1", "01"], 1),
    ("1", ["01", "1.0"], nil),
    ("true", ["1", "true"], 1),
  ]

  @Test func `a class is known by its text, else by its number`() {
    for (name, names, place) in Self.names {
      #expect(ClassName.place(of: name, in: names) == place, "\(name) in \(names)")
    }
  }
}
