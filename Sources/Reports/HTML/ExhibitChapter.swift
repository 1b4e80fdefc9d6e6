import Findings

/// The part of the page that an exhibit belongs to.
enum ExhibitChapter: String, CaseIterable {
  case rows, comparisons, features, curves

  init(_ exhibit: Exhibit) {
    if exhibit.id.hasPrefix("importance") || exhibit.id.hasPrefix("dependence-") {
      self = .features
      return
    }
    self =
      switch exhibit.content {
      case .table: exhibit.id.hasPrefix("rows-") ? .rows : .comparisons
      case .groups, .bars: .comparisons
      case .curves, .histogram, .confusion: .curves
      }
  }

  var title: String {
    switch self {
    case .rows: "Rows that changed"
    case .comparisons: "Side by side"
    case .features: "What the answers rest on"
    case .curves: "Curves and counts"
    }
  }
}
