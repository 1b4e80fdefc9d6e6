import Kernels
import Tabular
import Testing

@testable import Models

/// scikit-learn's models around models, and what stands in front of them: what they read, what they
/// decide at, and what stays a refusal.
struct ScikitWrapperTests {
  private func model(_ name: String) throws -> any Model {
    try ScikitFixture.named("Wrappers/\(name)").model()
  }

  @Test(arguments: [
    ("threshold", 0.3, "yes"), ("threshold-of-the-first", 0.7, "no"),
    // A decision value becomes the probability that it stands for.
    ("threshold-of-decisions", 0.3100255188723876, "yes"),
    ("threshold-of-decisions-of-the-first", 0.598687660112452, "no"),
    ("threshold-of-margins", 0.25, "yes"),
    ("threshold-of-margins-of-the-first", 0.25, "no"), ("threshold-auto", 0.5, "yes"),
    ("threshold-searched", 0.35, "yes"),
  ])
  func `a classifier keeps the threshold that it decides at`(
    name: String, value: Double, className: String
  ) throws {
    let decision = try #require(try model(name).description.decision)
    #expect(abs(decision.value - value) < 1e-12, "\(decision.value)")
    #expect(decision.className == className)
    #expect(decision.isProbability == !name.hasPrefix("threshold-of-margins"))
  }

  @Test(arguments: [
    ("threshold-tuned", "yes"), ("threshold-tuned-for-the-first", "no"),
    // F1 is of class 1, which is the first of 1 and 2.
    ("threshold-tuned-for-one", "1"),
  ])
  func `a tuned threshold is one of the class that the metric asks for`(
    name: String, className: String
  ) throws {
    #expect(try model(name).description.decision?.className == className)
  }

  @Test func `what stands at a threshold stays on its side for the other class`() {
    let chance = DecisionThreshold(value: 0.25, className: "a", isProbability: true)
    #expect(chance.complement > 0.75 && chance.complement.nextDown == 0.75)
    let margin = DecisionThreshold(value: -1, className: "a", isProbability: false)
    #expect(margin.complement.nextDown == 1)
  }

  @Test func `what is around a model is told`() throws {
    let facts = try model("threshold-searched").description.facts
    #expect(facts.contains { $0 == ("inside", "GridSearchCV → FixedThresholdClassifier") })
    #expect(facts.contains { $0 == ("own threshold", "0.35 for 'yes'") })
  }

  @Test(arguments: [
    ("select-k-best", ["income", "score", "rate", "age", "noise", "same"], 2),
    ("select-varying", ["age", "income", "score", "rate", "noise"], 5),
    ("select-recursively-as-model", ["age", "income", "score", "rate", "noise", "same"], 2),
  ])
  func `columns that are not selected are not asked for`(
    name: String, known: [String], least: Int
  ) throws {
    let features = try model(name).description.features.map(\.name)
    #expect(features.count >= least && features.count < 6)
    #expect(features.allSatisfy { known.contains($0) })
  }

  @Test func `trees behind a selection know which column each input is`() throws {
    for (name, width, sources) in [("select-before-forest", 6, 3), ("select-twice", 5, 2)] {
      let fixture = try ScikitFixture.named("Wrappers/\(name)")
      let model = try fixture.model()
      #expect(model.description.features.count == width)
      let rows = try #require(
        try model.treeRows(
          of: try fixture.table(), output: .prediction, parallel: Parallel(threads: 1)))
      let known = rows.sources.compactMap { $0 }
      #expect(known.count == sources && Set(known).count == sources)
      #expect(known == known.sorted() && known.allSatisfy { $0 < width })
      #expect(model.featureUses.filter { $0 == .read }.count <= sources)
    }
  }

  @Test func `a forest in a search keeps its trees`() throws {
    let boosted = try #require(try model("random-search") as? BoostedModel)
    #expect(boosted.description.facts.contains { $0.name == "trees" })
  }

  @Test(arguments: [
    (
      "refused-search",
      "GridSearchCV: has no 'best_estimator_'; is the model fitted, with refit=True?"
    ),
    ("refused-importances", "the importances of features in lightgbm.sklearn.LGBMRegressor"),
    ("refused-function", "the function numpy.arcsin in "),
  ])
  func `what cannot be rebuilt is refused with what works`(name: String, message: String) throws {
    let bytes = try ScikitFixture.bytes("Wrappers/\(name)")
    let error = #expect(throws: ModelError.self) {
      try SKOPSFormat.read(ModelSource(bytes: bytes), options: ModelOptions())
    }
    let text = error?.description ?? ""
    #expect(text.contains(message), "\(text)")
    #expect(name == "refused-search" || text.contains("give that table as the model"), "\(text)")
  }

  @Test func `the normal distribution's quantiles are right to the last digits`() {
    // scipy.stats.norm.ppf
    for (share, value) in [
      (1e-300, -37.0471), (1e-7, -5.199337582192817), (0.02, -2.053748910631823),
      (0.3, -0.5244005127080407), (0.5, 0.0), (0.7, 0.5244005127080407),
      (0.999, 3.090232306167813),
    ] {
      let tolerance = share == 1e-300 ? 1e-4 : 1e-12
      #expect(abs(NormalQuantile.of(share) - value) < tolerance, "\(NormalQuantile.of(share))")
    }
    #expect(NormalQuantile.of(0) == -.infinity && NormalQuantile.of(1) == .infinity)
    #expect(NormalQuantile.of(1.5).isNaN && NormalQuantile.of(.nan).isNaN)
  }
}
