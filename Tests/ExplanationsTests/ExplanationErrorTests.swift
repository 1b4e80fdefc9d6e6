import Explanations
import Testing

@Suite struct `Errors of explanations` {
  @Test func `an unfit way is told in its own words`() {
    #expect(ExplanationError.unfit("needs a background").description == "needs a background")
  }
}
