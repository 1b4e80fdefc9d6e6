/// What a candidate did to a row.
enum RowChange: String, Sendable, CaseIterable {
  /// The baseline was right.
  case newlyWrong = "newly_wrong"
  /// The baseline was wrong and the candidate is right.
  case fixed
  case stillWrong = "still_wrong"
  /// Regression: the absolute error grew.
  case worse
  /// Regression: the absolute error shrank.
  case better

  /// The exhibit's heading.
  var title: String {
    switch self {
    case .newlyWrong: "Newly wrong rows"
    case .fixed: "Fixed rows"
    case .stillWrong: "Still wrong rows"
    case .worse: "Rows with a larger error"
    case .better: "Rows with a smaller error"
    }
  }

  /// Whether the rows are listed with the largest gain first, not the largest loss.
  var isGain: Bool { self == .fixed || self == .better }
}
