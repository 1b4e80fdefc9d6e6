/// What the one who starts a run allows beyond the limits that protect it. Flags say so, and never a
/// configuration: who sends a hostile table may send the configuration too.
package struct RaisedLimits: Sendable, Equatable {
  /// What a packed table may come to, in bytes; nil for the standard.
  package var unpackedBytes: Int?
  /// The size of a model file, in bytes; nil for the standard.
  package var modelBytes: Int?

  package init() {}
}
