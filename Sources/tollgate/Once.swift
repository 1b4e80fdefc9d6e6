import Synchronization

/// Lets exactly one of several threads through.
final class Once: Sendable {
  private let taken = Atomic<Bool>(false)

  /// True for the first caller only.
  func claim() -> Bool { !taken.exchange(true, ordering: .sequentiallyConsistent) }
}
