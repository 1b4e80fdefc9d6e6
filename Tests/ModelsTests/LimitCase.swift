import Testing

@testable import Models

/// A way to ask for more than a limit of models allows, and the sentence that refuses it.
struct LimitCase: Sendable, CustomTestStringConvertible {
  /// As the documentation calls it.
  let limit: String
  let sentence: String
  /// The error, or what is told in its place; empty where nothing is refused.
  let reach: @Sendable () throws -> String

  var testDescription: String { "\(limit): \(sentence)" }

  init(_ limit: String, _ sentence: String, _ reach: @escaping @Sendable () throws -> String) {
    (self.limit, self.sentence, self.reach) = (limit, sentence, reach)
  }

  /// The words of the error that `work` throws.
  static func words(_ work: () throws -> Void) -> String {
    do {
      try work()
      return ""
    } catch {
      return "\(error)"
    }
  }

  /// The error of reading `bytes` as `format`, or of scoring a table with the model that they hold.
  static func words(
    _ bytes: [UInt8], _ format: any ModelFormat.Type,
    _ change: (inout ModelOptions) -> Void = { _ in }
  ) -> String {
    var options = ModelOptions()
    change(&options)
    return words { _ = try format.read(ModelSource(bytes: bytes), options: options) }
  }

  /// A fixture's text with one thing replaced.
  static func edited(_ fixture: String, _ old: String, _ new: String) throws -> [UInt8] {
    let text = String(decoding: try Fixture.named(fixture).bytes(), as: UTF8.self)
    let edited = text.replacing(old, with: new, maxReplacements: 1)
    #expect(edited != text, "the fixture lacks \(old)")
    return Array(edited.utf8)
  }
}
