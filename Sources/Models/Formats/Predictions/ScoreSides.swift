/// Where the scores of the rows of two predicted classes lie, and whose probability they can be.
///
/// Of two classes the predicted one has at least 0.5. So scores that are never below it, and do not rise
/// with the class, are each row's own class's. Scores that go below, and are all higher in one class than
/// in the other, are that one's.
enum ScoreSides: Equatable {
  /// Each score is the predicted class's.
  case predicted
  /// All are those of one class.
  case one(Int)
  /// The class does not follow from the score in either way.
  case neither
  /// It may be both.
  case both

  /// What rounding may take from a probability of one half.
  private static let rounding = 1e-6

  /// - Parameters:
  ///   - scores: in 0…1.
  ///   - places: by row, 0 or 1.
  init(_ scores: [Double], _ places: [Int]) {
    var low = [Double.infinity, .infinity]
    var high = [-Double.infinity, -.infinity]
    for (score, place) in zip(scores, places) {
      low[place] = min(low[place], score)
      high[place] = max(high[place], score)
    }
    let isArgmax = min(low[0], low[1]) >= 0.5 - ScoreSides.rounding
    if let only = [0, 1].first(where: { low[1 - $0] == .infinity }) {
      // One class alone: above a half the score is its own, below it the other's.
      let isBelow = high[only] <= 0.5 + ScoreSides.rounding
      self = isArgmax ? .one(only) : isBelow ? .one(1 - only) : .both
      return
    }
    if isArgmax {
      self = low[1] > high[0] || low[0] > high[1] ? .both : .predicted
      return
    }
    switch (low[1] >= high[0], low[0] >= high[1]) {
    case (true, false): self = .one(1)
    case (false, true): self = .one(0)
    case (true, true): self = .both
    case (false, false): self = .neither
    }
  }
}
