import Kernels
import Testing

@testable import Models

/// Each limit of models, reached by a file that asks for more: its whole sentence. What would take minutes or
/// gigabytes is reached with a lower limit, whose default is looked at too.
struct EveryModelLimitTests {
  static let cases =
    LimitCase.documents + LimitCase.archives + LimitCase.graphs + LimitCase.pmml

  @Test(.timeLimit(.minutes(1)), arguments: cases)
  func `what asks for more is refused in words`(_ example: LimitCase) throws {
    let words = try example.reach()
    #expect(words.contains(example.sentence), "\(words)")
  }

  @Test func `numbers of an array of numbers are not counted`() throws {
    var reading = DocumentReading()
    reading.mostValues = 3
    let numbers = "{\"a\":[1" + String(repeating: ",1", count: 1000) + "]}"
    #expect(throws: Never.self) { try JSONReader.read(Array(numbers.utf8), reading) }
  }

  @Test func `no limit of models is without a case`() {
    #expect(Set(Self.cases.map(\.limit)) == Set(Limits.Models.all.map(\.what)))
  }

  @Test func `what is lowered here has the documented value elsewhere`() {
    let limits = ModelOptions().limits
    #expect(limits.pmmlFields == 250_000 && limits.pmmlExpressions == 500_000)
    #expect(limits.pmmlElements == 1 << 20 && DocumentReading().mostValues == 2_500_000)
    #expect(ModelOptions().fileBytes == 2 << 30)
    #expect(Limits.Models.pickleExpandedBytes == 256 << 20)
  }
}
