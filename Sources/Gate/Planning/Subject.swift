/// Which rows a number is about.
///
/// Windows of time will be a case of their own: they are neither all rows nor a declared subset of them.
enum Subject: Hashable, Sendable {
  /// All rows.
  case whole
  /// One of the gate's slices, by its index.
  case slice(Int)

  /// The slice; nil for all rows.
  var slice: Int? { if case .slice(let index) = self { index } else { nil } }
}
