import Kernels
import Tabular
import Testing

@testable import Models

/// Damaged ONNX files: an error or a model, never a trap, never a long wait.
struct ONNXHostileTests {
  static let cases = [
    "columns-ordinal", "catboost-with-gaps", "neighbours-classifier", "svc-binary",
    "lightgbm-categories",
  ]

  private func survives(_ bytes: [UInt8], _ table: Table) -> Bool {
    do throws(ModelError) {
      let model = try ONNXFormat.read(ModelSource(bytes: bytes), options: ModelOptions())
      _ = try model.scores(for: table, output: .prediction, parallel: Parallel(threads: 1))
      return true
    } catch {
      return false
    }
  }

  @Test(arguments: cases)
  func `a file that is cut off is refused`(name: String) throws {
    let fixture = ONNXFixture(name: name)
    let bytes = try fixture.bytes()
    let table = try fixture.table(rows: 3)
    // Behind the graph stand only the versions of operators, and without one of them no node is known.
    #expect(survives(bytes, table))
    for length in stride(from: 0, to: bytes.count - 30, by: max(1, bytes.count / 400)) {
      #expect(!survives(Array(bytes[..<length]), table), "\(length) bytes were enough")
    }
  }

  @Test(.timeLimit(.minutes(2)), arguments: cases)
  func `flipped bytes never trap`(name: String) throws {
    let fixture = ONNXFixture(name: name)
    let original = try fixture.bytes()
    let table = try fixture.table(rows: 3)
    var random = SeededGenerator(seed: 5, stream: name)
    var survivors = 0
    var slowest = Duration.zero
    for _ in 0..<1000 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
          in: 0...255, using: &random)
      }
      let time = ContinuousClock().measure { survivors += survives(bytes, table) ? 1 : 0 }
      slowest = max(slowest, time)
    }
    #expect(slowest < .seconds(1))
    #expect(survivors < 1000)
  }
}
