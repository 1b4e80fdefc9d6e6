internal import Checks
internal import Findings

extension CountedUnit {
  init(_ task: TaskKind?) { self = task == .ranking ? .queries : .rows }

  init(_ kind: CheckKind) {
    self = kind.comparesGroups ? .smallestGroup : CountedUnit(kind.task)
  }
}
