import Kernels
import Tabular
import Testing

@testable import Models

/// Every fixture against the answers of the library that wrote it.
struct ReferenceTests {
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
      let wrong = zip(output, expected).enumerated().filter { _, pair in
        !(pair.0 == pair.1 || pair.0.isNaN && pair.1.isNaN)
      }
      #expect(wrong.isEmpty, "\(wrong.count) rows, first \(wrong.first.map { "\($0)" } ?? "")")
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
      let wrong = zip(output, expected).enumerated().filter { _, pair in
        !(pair.0 == pair.1 || pair.0.isNaN && pair.1.isNaN
          || abs(pair.0 - pair.1) <= 1e-6 * abs(pair.1))
      }
      #expect(wrong.isEmpty, "\(wrong.count) rows, first \(wrong.first.map { "\($0)" } ?? "")")
    }
  }
}
