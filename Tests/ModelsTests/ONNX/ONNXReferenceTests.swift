import Kernels
import Tabular
import Testing

@testable import Models

/// Every ONNX fixture against ONNX Runtime.
struct ONNXReferenceTests {
  /// Log-likelihoods of tens are added in floats before an exponential is taken: their last digit,
  /// which depends on the order of the vector kernel, is the fifth or sixth of the probability.
  private static let scale: [String: Double] = [
    "naive-bayes-gaussian": 4, "qda": 4,
    // Elu and Selu near 0 are the difference of an exponential and 1: two units in the last place of 1.
    "operators-elementwise": 0.25,
  ]

  /// Support vectors vote for the label; their probabilities are fitted apart from that.
  private static let votes: Set = ["svc-rbf", "svc-binary", "svc-linear", "nu-svc"]

  @Test(arguments: ONNXFixture.all)
  func `scores are ONNX Runtime's`(fixture: ONNXFixture) throws {
    let answers = try fixture.answers()
    guard answers.kind != "label" else { return }
    let scores = try fixture.scores()
    #expect("\(scores.kind)" == answers.kind)
    var expected = try #require(answers.scores)
    // Of two classes the second one's score says all.
    if answers.labels != nil, expected.count == 2 { expected.removeFirst() }
    #expect(scores.outputs.count == expected.count)
    for (output, bits) in zip(scores.outputs, expected) {
      let expected = Fixture.numbers(bits, rowCount: scores.rowCount)
      let scale = Self.scale[fixture.name] ?? 0
      let wrong = zip(output, expected).enumerated().filter { _, pair in
        !(pair.0 == pair.1 || pair.0.isNaN && pair.1.isNaN
          || abs(pair.0 - pair.1) <= 1e-6 * max(abs(pair.1), scale))
      }
      #expect(wrong.isEmpty, "\(wrong.count) rows, first \(wrong.first.map { "\($0)" } ?? "")")
    }
  }

  @Test(arguments: ONNXFixture.all)
  func `names of classes stand where their scores do`(fixture: ONNXFixture) throws {
    guard let labels = try fixture.answers().labels, !Self.votes.contains(fixture.name) else {
      return
    }
    let model = try fixture.model()
    guard let names = model.description.classNames else { return }
    let scores = try fixture.scores()
    let threshold = scores.kind == .probability ? 0.5 : 0
    for (row, label) in labels.enumerated() {
      let values = scores.outputs.map { $0[row] }
      if scores.kind == .label {
        #expect(names[Int(values[0])] == label, "row \(row)")
      } else if values.count == 1, values[0] != threshold {
        #expect(names[values[0] > threshold ? 1 : 0] == label, "row \(row)")
      } else if values.count == names.count, let largest = values.max(),
        values.count(where: { $0 == largest }) == 1
      {
        #expect(names[values.firstIndex(of: largest) ?? 0] == label, "row \(row)")
      }
    }
  }

  @Test(arguments: ONNXFixture.all)
  func `scores do not depend on the number of threads`(fixture: ONNXFixture) throws {
    let (one, two) = (try fixture.scores(threads: 1), try fixture.scores(threads: 2))
    #expect(
      one.outputs.map { $0.map(\.bitPattern) } == two.outputs.map { $0.map(\.bitPattern) })
  }
}
