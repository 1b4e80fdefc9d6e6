import Glibc

/// Naive Bayes (`NaiveBayesModel`): counts of pairs, or distributions of numbers, by class.
struct PMMLNaiveBayes: PMMLScorer {
  /// ln P(value | class), by value then class.
  struct Discrete: Sendable {
    let base: any PMMLExpression
    let logs: [Double: [Double]]
  }

  /// A distribution of a number for each class.
  struct Continuous: Sendable {
    enum Distribution: Sendable {
      case gaussian(mean: Double, variance: Double)
      case poisson(mean: Double)
    }
    let base: any PMMLExpression
    /// By class; nil for one without a distribution.
    let distributions: [Distribution?]
  }

  let discrete: [Discrete]
  let continuous: [Continuous]
  /// ln of the classes' own counts.
  let priors: [Double]
  /// What a probability of 0 is taken for.
  let threshold: Double

  /// A missing value, or one that the training never saw, says nothing.
  func score(_ frame: PMMLFrame) -> PMMLResult {
    var logs = priors.map { frame.constant($0) }
    for input in discrete {
      for (row, cell) in input.base.cells(in: frame).enumerated() {
        guard let values = input.logs[cell] else { continue }
        for index in logs.indices { logs[index][row] += values[index] }
      }
    }
    for input in continuous {
      for (row, cell) in input.base.cells(in: frame).enumerated() where !cell.isNaN {
        for (index, distribution) in input.distributions.enumerated() {
          guard let distribution else { continue }
          let density = PMMLNaiveBayes.density(distribution, cell)
          logs[index][row] += log(density > 0 ? density : threshold)
        }
      }
    }
    for row in 0..<frame.rowCount {
      var values = logs.map { $0[row] }
      PMMLLink.softmax(&values)
      for index in values.indices { logs[index][row] = values[index] }
    }
    return PMMLResult(probabilities: logs, rowCount: frame.rowCount)
  }

  private static func density(_ distribution: Continuous.Distribution, _ x: Double) -> Double {
    switch distribution {
    case .gaussian(let mean, let variance):
      let distance = x - mean
      return exp(-distance * distance / (2 * variance)) / (2 * Double.pi * variance).squareRoot()
    case .poisson(let mean):
      return x < 0 ? 0 : exp(x * log(mean) - mean - lgamma(x + 1))
    }
  }
}

extension PMMLNaiveBayes {
  static func compile(_ context: PMMLModelContext) throws(ModelError) -> PMMLModelCatalog.Compiled {
    let element = context.element
    let threshold = try element.requiredNumber("threshold")
    let output = try element.requiredChild("BayesOutput").requiredChild("TargetValueCounts")
    var texts: [String] = []
    for count in output.children("TargetValueCount") { texts.append(try count.required("value")) }
    let classes = try PMMLClasses.of(texts, context)
    let counts = try self.counts(output, classes)
    guard let total = Optional(counts.reduce(0, +)), total > 0 else {
      throw output.malformed("the counts of the classes are all 0")
    }
    var discrete: [Discrete] = []
    var continuous: [Continuous] = []
    for input in element.child("BayesInputs")?.children("BayesInput") ?? [] {
      var base: any PMMLExpression
      if let derived = input.child("DerivedField") {
        base = try context.scope.expression(in: derived)
        base = PMMLCast.to(try .declared(by: derived, fallback: base.type), base)
      } else {
        let field = try context.scope.field(try input.required("fieldName"), at: input)
        base = PMMLFieldValue(place: field.place, type: field.type)
      }
      if let statistics = input.child("TargetValueStats") {
        continuous.append(
          Continuous(
            base: PMMLCast.to(.number, base),
            distributions: try distributions(statistics, classes)))
      } else {
        discrete.append(try pairs(input, base, classes, threshold, context))
      }
    }
    return (
      PMMLNaiveBayes(
        discrete: discrete, continuous: continuous,
        priors: counts.map { log($0 / total) }, threshold: threshold), classes
    )
  }

  private static func counts(
    _ element: PMMLElement, _ classes: PMMLClasses
  ) throws(ModelError) -> [Double] {
    var counts = [Double](repeating: 0, count: classes.count)
    for count in element.children("TargetValueCount") {
      guard let index = classes[try count.required("value")] else { continue }
      counts[index] = try count.requiredNumber("count")
    }
    return counts
  }

  /// The share of each value among all rows of a class that have one.
  private static func pairs(
    _ input: PMMLElement, _ base: any PMMLExpression, _ classes: PMMLClasses, _ threshold: Double,
    _ context: PMMLModelContext
  ) throws(ModelError) -> Discrete {
    var rows: [(cell: Double, counts: [Double])] = []
    for pair in input.children("PairCounts") {
      let text = try pair.required("value")
      try context.compiler.spend(cells: 2 * classes.count, at: pair)
      let cell = base.type.cell(of: text, &context.compiler.symbols) ?? .nan
      rows.append((cell, try counts(try pair.requiredChild("TargetValueCounts"), classes)))
    }
    var sums = [Double](repeating: 0, count: classes.count)
    for row in rows { for index in sums.indices { sums[index] += row.counts[index] } }
    var logs: [Double: [Double]] = [:]
    for row in rows where !row.cell.isNaN {
      logs[row.cell] = row.counts.indices.map { index in
        let share = sums[index] > 0 ? row.counts[index] / sums[index] : 0
        return log(share > 0 ? share : threshold)
      }
    }
    return Discrete(base: base, logs: logs)
  }

  private static func distributions(
    _ element: PMMLElement, _ classes: PMMLClasses
  ) throws(ModelError) -> [Continuous.Distribution?] {
    var distributions = [Continuous.Distribution?](repeating: nil, count: classes.count)
    for statistic in element.children("TargetValueStat") {
      guard let index = classes[try statistic.required("value")] else { continue }
      if let gaussian = statistic.child("GaussianDistribution") {
        let variance = try gaussian.requiredNumber("variance")
        guard variance > 0 else { throw gaussian.malformed("a variance is more than 0") }
        distributions[index] = .gaussian(
          mean: try gaussian.requiredNumber("mean"), variance: variance)
      } else if let poisson = statistic.child("PoissonDistribution") {
        distributions[index] = .poisson(mean: try poisson.requiredNumber("mean"))
      } else {
        throw statistic.unsupported("a distribution other than Gaussian and Poisson")
      }
    }
    return distributions
  }
}
