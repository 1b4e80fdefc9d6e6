import Kernels
import Tabular
import Testing

@testable import Models

/// Damaged files: an error or a model, never a trap, never a long wait; and a model that loads
/// scores.
struct HostileInputTests {
  static let cases = [
    "xgboost-binary-logistic", "xgboost-binary-logistic-as-ubj", "xgboost-categories",
    "xgboost-vector-leaves-as-ubj", "lightgbm-categories", "lightgbm-linear-trees",
    "catboost-missing-as-nan", "catboost-missing-as-nan/model.cbm",
    "catboost-combinations-with-one-hot/model.cbm", "catboost-Lossguide-MultiClass/model.cbm",
  ]

  /// Reads `bytes` as the format that recognises them, and scores `table` if that gives a model.
  ///
  /// - Returns: Whether a model came out.
  private func survives(_ bytes: [UInt8], _ table: Table) -> Bool {
    let format = ModelFormatCatalog.all.first { $0.recognizes(prefix: bytes.prefix(4096)) }
    guard let format else { return false }
    do throws(ModelError) {
      let model = try format.read(ModelSource(bytes: bytes), options: ModelOptions())
      _ = try model.scores(for: table, output: .prediction, parallel: Parallel(threads: 1))
      return true
    } catch {
      return false
    }
  }

  private func rows(of fixture: Fixture) throws -> Table {
    let table = try fixture.table()
    let columns = table.columns.map { column in
      switch column.values {
      case .numeric(let numbers):
        Column(name: column.name, values: .numeric(Array(numbers.prefix(3))))
      case .boolean(let cells):
        Column(name: column.name, values: .boolean(Array(cells.prefix(3))))
      case .categorical(let codes, let levels):
        Column(
          name: column.name, values: .categorical(codes: Array(codes.prefix(3)), levels: levels))
      }
    }
    return Table(columns: columns)
  }

  @Test(arguments: cases)
  func `a file that is cut off is refused`(name: String) throws {
    let fixture = try Fixture.named(name)
    let bytes = try fixture.bytes()
    let table = try rows(of: fixture)
    // The text format may lose its parameters unnoticed, but never a tree.
    let text = String(decoding: bytes, as: UTF8.self)
    let end =
      text.firstRange(of: "end of trees").map { text[..<$0.upperBound].utf8.count } ?? bytes.count

    for length in 0..<end {
      #expect(!survives(Array(bytes[..<length]), table), "\(length) bytes were enough")
    }
  }

  @Test(.timeLimit(.minutes(2)), arguments: cases)
  func `flipped bytes never trap`(name: String) throws {
    let fixture = try Fixture.named(name)
    let original = try fixture.bytes()
    let table = try rows(of: fixture)
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
