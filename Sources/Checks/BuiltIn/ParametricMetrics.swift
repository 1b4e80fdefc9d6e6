internal import Metrics

/// Metrics whose meaning an entry's options complete.
enum ParametricMetrics {
  static let all: [CheckKind] =
    [expectedCost, fBeta, generalizedEntropy, netBenefit, pinball, recallAtFPR, tweedieDeviance]
    + Metric<BinaryOutcomes>.TopShare.allCases.map(atTop)

  private static let fBeta = CheckKind(
    binary: .fBeta(1, id: "f_beta", name: "F-beta"),
    options: [
      CheckOption(
        name: "beta", summary: "how many times as much recall is worth as precision",
        exampleText: "2")
    ]
  ) { reader throws(OptionError) in
    let beta = try reader.number("beta", in: 0.01...100)
    return .fBeta(beta, id: "f_beta", name: "F-beta")
  }

  private static let generalizedEntropy = CheckKind(
    binary: .generalizedEntropy(2),
    options: [
      CheckOption(
        name: "alpha", summary: "the weight of high benefits; 1 is Theil's index", defaultText: "2",
        exampleText: "2")
    ]
  ) { reader throws(OptionError) in
    .generalizedEntropy(try reader.number("alpha", in: 0...10, default: 2))
  }

  private static let costs = [
    ("true_positive", "0"), ("false_positive", "1"), ("false_negative", "1"),
    ("true_negative", "0"),
  ]

  private static let expectedCost = CheckKind(
    binary: .expectedCost(truePositive: 0, falsePositive: 1, falseNegative: 1, trueNegative: 0),
    options: costs.map { name, text in
      CheckOption(
        name: name, summary: "the cost of such a row", defaultText: text, exampleText: text)
    }
  ) { reader throws(OptionError) in
    let range = -1e12...1e12
    return .expectedCost(
      truePositive: try reader.number("true_positive", in: range, default: 0),
      falsePositive: try reader.number("false_positive", in: range, default: 1),
      falseNegative: try reader.number("false_negative", in: range, default: 1),
      trueNegative: try reader.number("true_negative", in: range, default: 0))
  }

  private static let recallAtFPR = CheckKind(
    binary: .recallAtFPR(0.01),
    options: [
      CheckOption(
        name: "fpr", summary: "the largest false positive rate that is allowed, below 1",
        exampleText: "0.01")
    ]
  ) { reader throws(OptionError) in
    .recallAtFPR(try reader.number("fpr", in: 0...0.9999))
  }

  private static let netBenefit = CheckKind(binary: .netBenefit)

  private static let pinball = CheckKind(
    regression: .pinball(0.5),
    options: [
      CheckOption(
        name: "quantile", summary: "the quantile that is predicted, between 0 and 1",
        exampleText: "0.9")
    ]
  ) { reader throws(OptionError) in
    .pinball(try reader.number("quantile", in: 0.0001...0.9999))
  }

  private static let tweedieDeviance = CheckKind(
    regression: .tweedieDeviance(power: 1.5),
    options: [
      CheckOption(
        name: "power", summary: "1 is Poisson, 2 gamma, between them compound Poisson",
        defaultText: "1.5", exampleText: "1.5")
    ]
  ) { reader throws(OptionError) in
    .tweedieDeviance(power: try reader.number("power", in: 1...10, default: 1.5))
  }

  private static func atTop(_ kind: Metric<BinaryOutcomes>.TopShare) -> CheckKind {
    CheckKind(
      binary: .topShare(kind, of: 0.1),
      options: [
        CheckOption(
          name: "share", summary: "the share of all rows that is looked at, above 0 and up to 1",
          exampleText: "0.1")
      ]
    ) { reader throws(OptionError) in
      .topShare(kind, of: try reader.number("share", in: 1e-6...1))
    }
  }
}
