import Kernels
import Tabular
import Testing

@testable import Models

/// Fields of one section that another reads: the values are among the fixtures (`chain-…`); here, what
/// must hold for every document.
struct PMMLChainTests {
  @Test func `there are chains`() {
    #expect(PMMLFixture.all.filter { $0.name.hasPrefix("chain-") }.count == 20)
  }

  /// Whoever asks for every output field gets it, and the predictions stay what they are.
  @Test(arguments: PMMLFixture.all)
  func `all outputs can be asked for`(fixture: PMMLFixture) throws {
    let model = try PMMLReader.interpreted(try fixture.bytes())
    let table = try fixture.table()
    let outputs = try model.outputs(of: table, parallel: Parallel(threads: 1))
    #expect(outputs.allSatisfy { $0.count == table.rowCount })
    let scores = try model.scores(for: table, output: .prediction, parallel: Parallel(threads: 1))
    for (own, expected) in zip(scores.outputs, try fixture.outputs()) {
      for (one, other) in zip(own, expected) {
        #expect(one.isNaN && other.isNaN || abs(one - other) <= 1e-6 * max(abs(other), 1e-12))
      }
    }
  }

  @Test(arguments: [
    "chain-trees-over-output", "chain-trees-over-derived", "chain-sum-over-output",
  ])
  func `trees that test what another tree says are no sum of trees`(name: String) throws {
    let model = try PMMLFormat.read(
      ModelSource(bytes: PMMLFixture(name: name).bytes()), options: ModelOptions())
    #expect(model is PMMLModel)
  }

  @Test func `a column that nothing computed is missing and an error, never a trap`() {
    let frame = PMMLFrame(rowCount: 2, placeCount: 3, symbols: PMMLSymbols())
    frame[0] = [1, 2]
    #expect(frame[0] == [1, 2] && frame.cell(0, 1) == 2)
    #expect(frame.unfilled == nil)
    #expect(throws: Never.self) { try frame.checkFilled(lines: [4, 5, 6]) }
    #expect(frame[2].count == 2 && frame[2].allSatisfy { $0.isNaN })
    #expect(frame.cell(1, 0).isNaN)
    frame.clear(1, 0)
    #expect(frame.unfilled == 2)
    let error = #expect(throws: ModelError.self) { try frame.checkFilled(lines: [4, 5, 6]) }
    #expect(error?.description.contains("line 6") == true, "\(error?.description ?? "")")
    #expect(frame[7].allSatisfy { $0.isNaN })
    frame[9] = [1, 2]
  }
}
