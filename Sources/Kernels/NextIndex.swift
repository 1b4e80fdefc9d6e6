import Synchronization

/// Hands out 0, 1, 2, … to whichever thread asks next.
package final class NextIndex: Sendable {
  private let value = Atomic<Int>(0)

  /// Starts at 0.
  package init() {}

  /// The next index, or nil when all below `limit` are taken.
  package func take(below limit: Int) -> Int? {
    let index = value.wrappingAdd(1, ordering: .relaxed).oldValue
    return index < limit ? index : nil
  }
}
