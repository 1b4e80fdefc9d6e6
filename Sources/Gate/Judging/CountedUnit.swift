internal import Checks

/// What a number rests on, for sentences: rows, or the queries of a ranking.
enum CountedUnit: Sendable {
  case rows, queries

  init(_ task: TaskKind) { self = task == .ranking ? .queries : .rows }

  var many: String { self == .rows ? "rows" : "queries" }

  func noun(_ count: Int) -> String { count != 1 ? many : self == .rows ? "row" : "query" }
}
