import Kernels
import Tabular
import Testing

@testable import Models

/// Every fixture against the answers of the library that wrote it.
struct ReferenceTests {
  /// XGBoost adds these in another order than it writes down, or with fused operations.
  static let inexact: Set<String> = []

  @Test(arguments: Fixture.all)
  func `raw margins are the library's, bit for bit`(fixture: Fixture) throws {
    let table = try fixture.table()
    let scores = try fixture.model().scores(
      for: table, output: .raw, parallel: Parallel(threads: 1))
    #expect(scores.kind == .margin)
    let answers = try fixture.answers()
    #expect(scores.outputs.count == answers.raw.count)
    for (output, bits) in zip(scores.outputs, answers.raw) {
      let expected = Fixture.numbers(bits, rowCount: table.rowCount)
      for (row, (value, wanted)) in zip(output, expected).enumerated() {
        #expect(
          value == wanted || value.isNaN && wanted.isNaN, "row \(row): \(value), not \(wanted)")
      }
    }
  }

  @Test(arguments: Fixture.all)
  func `predictions are the library's`(fixture: Fixture) throws {
    let table = try fixture.table()
    let scores = try fixture.model().scores(
      for: table, output: .prediction, parallel: Parallel(threads: 2))
    let answers = try fixture.answers()
    #expect(scores.outputs.count == answers.predictions.count)
    for (output, bits) in zip(scores.outputs, answers.predictions) {
      let expected = Fixture.numbers(bits, rowCount: table.rowCount)
      for (row, (value, wanted)) in zip(output, expected).enumerated() {
        let isEqual = value == wanted || value.isNaN && wanted.isNaN
        #expect(
          isEqual || abs(value - wanted) <= 1e-6 * abs(wanted), "row \(row): \(value), not \(wanted)")
      }
    }
  }
}
