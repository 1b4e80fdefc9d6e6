import Findings
import Testing

@testable import Reports

@Suite struct NextStepsTests {
  @Test func `a gate that passed has nothing to do`() {
    let steps = NextSteps(Samples.passed)
    #expect(steps.sentences.isEmpty)
    #expect(steps.rerun.isEmpty)
  }

  @Test func `an entry with a name of its own is selected by its suite`() {
    var report = Samples.inconclusive
    report.findings = [report.findings[0]]
    report.findings[0].id = "performance/women found"
    #expect(NextSteps(report).rerun == "tollgate check tollgate.yml --only performance")
  }

  @Test(arguments: [
    ("gates/a-b_1.yml", "gates/a-b_1.yml"), ("two words", "'two words'"), ("$(rm)", "'$(rm)'"),
    ("it's", "'it'\\''s'"), ("", "''"),
  ]) func `a word goes to a shell as it is`(word: String, quoted: String) {
    #expect(NextSteps.quoted(word) == quoted)
  }
}
