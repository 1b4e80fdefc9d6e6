import Findings
import Kernels
import Metrics
import Testing

@Suite struct CurvesTests {
  private func outcomes(_ name: String) throws -> BinaryOutcomes {
    try #require(ReferenceFile(task: "binary").cases.first { $0.name == name }).binary
  }

  private func area(_ points: [Exhibit.Point]) -> Double {
    zip(points, points.dropFirst()).reduce(0) { $0 + ($1.1.x - $1.0.x) * ($1.1.y + $1.0.y) / 2 }
  }

  @Test func `a ROC curve of few points encloses the ROC AUC exactly`() throws {
    let outcomes = try outcomes("ties with weights")
    let points = try #require(Curves.roc(outcomes))
    let value = try #require(Metric<BinaryOutcomes>.rocAUC.evaluate(outcomes).defined?.value)
    #expect(agree(area(points), value, to: 1e-12))
    #expect(points.count == 6)
  }

  @Test func `thinning keeps the ends, the order and the shape`() throws {
    let outcomes = try outcomes("large")
    let points = try #require(Curves.roc(outcomes))
    let value = try #require(Metric<BinaryOutcomes>.rocAUC.evaluate(outcomes).defined?.value)
    #expect(points.count <= 202 && points.count > 100)
    #expect(points.first == Exhibit.Point(x: 0, y: 0))
    #expect(points.last == Exhibit.Point(x: 1, y: 1))
    #expect((area(points) - value).magnitude < 0.002)
    #expect(zip(points, points.dropFirst()).allSatisfy { $0.x <= $1.x && $0.y <= $1.y })
    let precision = try #require(Curves.precisionRecall(outcomes))
    #expect(precision.count <= 202)
    #expect(precision.last?.x == 1)
  }

  @Test func `a calibration curve has ten bins of equal weight whose mean is the base rate`() throws
  {
    let outcomes = try outcomes("large")
    let points = try #require(Curves.calibration(outcomes))
    #expect(points.count == 10)
    #expect(zip(points, points.dropFirst()).allSatisfy { $0.x < $1.x })
    let mean = points.reduce(0) { $0 + $1.y } / 10
    let rate = try #require(Metric<BinaryOutcomes>.prevalence.evaluate(outcomes).defined?.value)
    #expect((mean - rate).magnitude < 0.005)
    // Five distinct scores cannot fill more than five bins.
    #expect(try #require(Curves.calibration(try self.outcomes("ties"))).count == 5)
  }

  @Test func `without both classes there is no ROC curve`() throws {
    #expect(try Curves.roc(outcomes("all positive")) == nil)
    #expect(try Curves.precisionRecall(outcomes("all negative")) == nil)
  }

  @Test func `confusion matrices hold the weight`() throws {
    let outcomes = try outcomes("weights")
    let cells = ConfusionMatrix.cells(outcomes)
    let sum = cells.joined().reduce(0, +)
    #expect(agree(sum, try #require(outcomes.weights).reduce(0, +), to: 1e-12))
    let recall = try #require(Metric<BinaryOutcomes>.recall.evaluate(outcomes).defined?.value)
    #expect(agree(cells[1][1] / (cells[1][0] + cells[1][1]), recall, to: 1e-14))
  }

  @Test func `a slice of outcomes equals outcomes of the slice`() throws {
    let outcomes = try outcomes("large with weights")
    let mask = RowMask(rowCount: outcomes.count) { $0 % 5 != 2 }
    let slice = outcomes.restricted(to: mask)
    let rows = (0..<outcomes.count).filter { $0 % 5 != 2 }
    let picked = outcomes.picking(
      rows, weights: outcomes.weights.map { weights in rows.map { weights[$0] } })
    #expect(slice.descending == picked.descending)
    for metric in MetricCatalog.binary {
      #expect(metric.evaluate(slice).defined?.value == metric.evaluate(picked).defined?.value)
    }
  }

  @Test func `margins and decisions say what is missing`() {
    func outcomes(scores: [Double]) -> BinaryOutcomes {
      BinaryOutcomes(
        labels: [0, 1], scores: scores, scoresAreProbabilities: false, decisions: [0, 1],
        weights: nil, threshold: 0, descending: DescendingOrder.positions(of: scores))
    }
    func reason(_ metric: Metric<BinaryOutcomes>, _ outcomes: BinaryOutcomes) -> String? {
      if case .undefined(let reason) = metric.evaluate(outcomes) { reason } else { nil }
    }
    let margins = outcomes(scores: [-2, 3])
    for metric in [Metric<BinaryOutcomes>.logLoss, .brier, .brierSkill, .d2LogLoss] {
      #expect(reason(metric, margins) == "the model gives margins, not probabilities")
    }
    #expect(Metric<BinaryOutcomes>.rocAUC.evaluate(margins).defined?.value == 1)
    let decisions = outcomes(scores: [])
    for metric in [Metric<BinaryOutcomes>.logLoss, .rocAUC, .averagePrecision] {
      #expect(reason(metric, decisions) == "the model gives decisions, not scores")
    }
    #expect(Metric<BinaryOutcomes>.f1.evaluate(decisions).defined?.value == 1)
  }

  @Test func `clipped probabilities and the worst row are noted`() throws {
    let scores = [1.0, 0.5, 0]
    let outcomes = BinaryOutcomes(
      labels: [0, 1, 0], scores: scores, scoresAreProbabilities: true, decisions: [1, 1, 0],
      weights: nil, threshold: 0.5, descending: [0, 1, 2])
    let value = try #require(Metric<BinaryOutcomes>.logLoss.evaluate(outcomes).defined)
    #expect(
      value.notes == [
        "2 probabilities were clipped to 2^-52; the largest loss of a row is 36.04 nats"
      ])
  }
}
