import Findings
import FoundationEssentials
import Judging
import Testing

/// The goldens' texts are written by hand, so that every format has every kind of them; what they say came of their
/// numbers must be what the judge says.
@Suite struct RejudgedGoldenTests {
  private func golden(_ name: String) throws -> Report {
    let path = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Goldens/\(name).report.json")
    return try Report.read(Array(try Data(contentsOf: path)))
  }

  @Test(arguments: Samples.all.map(\.name).filter { $0 != "broken" })
  func `a golden report judged again has the same outcomes and verdict`(name: String) throws {
    let report = try golden(name)
    let ruling = try Rejudgement(report).ruling
    #expect(ruling.findings.map(\.id) == report.findings.map(\.id))
    for (said, found) in zip(report.findings, ruling.findings) {
      #expect(said.outcome == found.outcome, "\(said.id): \(found.message)")
      #expect(said.conditions.map(\.outcome) == found.conditions.map(\.outcome), "\(said.id)")
    }
    #expect(ruling.decision.verdict == report.verdict)
    #expect(ruling.decision.exitCode.rawValue == report.exitCode)
  }

  @Test func `a run that ended before judging cannot be judged again`() throws {
    let report = try golden("broken")
    #expect(throws: Rejudgement.Refusal.unfinished) { _ = try Rejudgement(report) }
  }
}
