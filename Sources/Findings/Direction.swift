/// Which way is better.
package enum Direction: String, Sendable, Codable, CaseIterable {
  case higher
  case lower
  /// Neither: the number only tells.
  case none
}
