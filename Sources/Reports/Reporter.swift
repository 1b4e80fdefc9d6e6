package import Findings
/// Report → text.
package protocol Reporter: Sendable {
  static var id: String { get }
  static func render(_ report: Report) throws -> String
}
