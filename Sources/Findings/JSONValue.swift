/// Any JSON, for facts that have no fixed shape.
package enum JSONValue: Sendable, Equatable {
  case null
  case bool(Bool)
  /// Always finite.
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])
}
