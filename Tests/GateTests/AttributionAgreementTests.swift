import Checks
import Findings
import Kernels
import Metrics
import Models
import Testing

/// Whether two models have the same reasons, row by row: against SHAP values from all coalitions.
@Suite struct AttributionAgreementTests {
  /// All 150 rows are explained, against all of them.
  private static let all = ["background": "200"]

  @Test func `the mean cosine is that of brute force`() throws {
    let reference = try AskedReference.read()
    let measured = try CheckKind.measure(
      "attribution_cosine", texts: Self.all, on: reference.evidence())[0]
    let own = try #require(measured.candidate.estimate)
    #expect(abs(own.value - reference.cosine) < 1e-9, "\(own.value)")
    let (low, high) = (try #require(own.low), try #require(own.high))
    #expect(low < own.value && own.value < high && high <= 1 && own.rows == 150)
    #expect(measured.direction == .higher)
    #expect(measured.detail["unit"] == .string("margin"))
    #expect(measured.detail["method"] == .string("tree-interventional"))
  }

  @Test func `shares of changed signs are those of brute force`() throws {
    let reference = try AskedReference.read()
    let evidence = try reference.evidence()
    for expected in reference.flips {
      let measured = try CheckKind.measure(
        "attribution_sign_flips", lists: ["features": [expected.feature]],
        texts: Self.all.merging(["tau": "\(expected.tau)"]) { first, _ in first }, on: evidence)[0]
      // No row says anything of it in either model, so no sign could change.
      guard let own = measured.candidate.estimate else {
        #expect(expected.feature == "constant" && expected.share == 0, "\(measured.candidate)")
        continue
      }
      // What no split reads has the value 0 in both, whatever numpy's rounding says of it.
      #expect(abs(own.value - expected.share) < 1e-12, "\(expected)")
      #expect(measured.subject.feature == expected.feature)
      #expect((own.low ?? 1) <= own.value && own.value <= (own.high ?? 0))
    }
  }

  @Test func `a model agrees with itself`() throws {
    let evidence = try AskedReference.read()
      .evidence(candidate: .candidate, baseline: .candidate)
    let cosine = try CheckKind.measure("attribution_cosine", on: evidence)[0]
    #expect(abs((cosine.candidate.estimate?.value ?? 0) - 1) < 1e-12)
    let flips = try CheckKind.measure(
      "attribution_sign_flips", lists: ["features": ["age", "id"]], on: evidence)
    #expect(flips.map { $0.candidate.estimate?.value } == [0, 0])
  }

  @Test func `a name that no model has is told with the nearest one`() throws {
    let measured = try CheckKind.measure(
      "attribution_sign_flips", lists: ["features": ["agee"]],
      on: AskedReference.read().evidence())[0]
    #expect(
      measured.candidate
        == .undefined("neither model has a feature 'agee'; did you mean 'age'?"))
  }

  @Test func `threads and the order of rows change nothing`() throws {
    let reference = try AskedReference.read()
    let order = reference.labels.indices.sorted { ($0 * 7 % 150, $0) < ($1 * 7 % 150, $1) }
    let plain = try CheckKind.measure(
      "attribution_cosine", texts: Self.all, on: reference.evidence())[0]
    let turned = try CheckKind.measure(
      "attribution_cosine", texts: Self.all, on: reference.selecting(order).evidence(), threads: 1)[
        0]
    let (one, other) = (
      try #require(plain.candidate.estimate), try #require(turned.candidate.estimate)
    )
    #expect(abs(one.value - other.value) < 1e-12 && abs((one.low ?? 0) - (other.low ?? 1)) < 1e-12)
  }
}
