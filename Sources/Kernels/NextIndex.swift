import Synchronization

/// Hands out 0, 1, 2, … to whichever thread asks next.
final class NextIndex: Sendable {
  private let value = Atomic<Int>(0)

  /// The next index, or nil when all below `limit` are taken.
  func take(below limit: Int) -> Int? {
    let index = value.wrappingAdd(1, ordering: .relaxed).oldValue
    return index < limit ? index : nil
  }
}
