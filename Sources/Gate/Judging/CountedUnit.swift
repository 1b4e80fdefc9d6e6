internal import Checks

/// What a number rests on, for sentences: rows, the queries of a ranking, or the rows of the group that
/// has the fewest.
enum CountedUnit: Sendable {
  case rows, queries, smallestGroup

  init(_ task: TaskKind?) { self = task == .ranking ? .queries : .rows }

  init(_ kind: CheckKind) {
    self = kind.comparesGroups ? .smallestGroup : CountedUnit(kind.task)
  }

  var many: String {
    switch self {
    case .rows: "rows"
    case .queries: "queries"
    case .smallestGroup: "rows in the smallest group"
    }
  }

  func noun(_ count: Int) -> String {
    switch self {
    case .rows: count == 1 ? "row" : many
    case .queries: count == 1 ? "query" : many
    case .smallestGroup: count == 1 ? "row in the smallest group" : many
    }
  }
}
