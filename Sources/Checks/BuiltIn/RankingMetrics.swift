internal import Metrics

/// The metrics of a ranking, with the options that an entry may give them.
enum RankingMetrics {
  static let all: [CheckKind] =
    MetricCatalog.rankingByRelevance.map { relevance($0.cutoff, $0.metric) }
    + [expectedReciprocalRank, ndcg]

  private static let ndcg = CheckKind(
    ranking: .ndcg(),
    options: [
      cutoff(.first(10)),
      CheckOption(
        name: "gain", shape: .choice(RelevanceGain.allCases.map(\.rawValue)),
        summary: "what a grade is worth: 2^grade - 1 or the grade itself",
        defaultText: "exponential", exampleText: "linear"),
      empty,
    ]
  ) { reader throws(OptionError) in
    .ndcg(
      try readCutoff(&reader, default: .first(10)),
      gain: try reader.choice("gain", of: RelevanceGain.allCases.map(\.rawValue))
        .flatMap(RelevanceGain.init(rawValue:)) ?? .exponential,
      empty: try readEmpty(&reader))
  }

  private static let expectedReciprocalRank = CheckKind(
    ranking: .expectedReciprocalRank(),
    options: [
      cutoff(.first(10)),
      CheckOption(
        name: "max_grade", summary: "the highest grade that is given", defaultText: "4",
        exampleText: "3"),
      empty,
    ]
  ) { reader throws(OptionError) in
    .expectedReciprocalRank(
      try readCutoff(&reader, default: .first(10)),
      highest: try reader.number("max_grade", in: 1e-9...31, default: 4),
      empty: try readEmpty(&reader))
  }

  /// A metric of relevant and irrelevant rows.
  private static func relevance(
    _ standard: RankCutoff,
    _ metric: @escaping @Sendable (RelevanceOptions) -> Metric<RankingOutcomes>
  ) -> CheckKind {
    CheckKind(
      ranking: metric(RelevanceOptions(cutoff: standard)),
      options: [
        cutoff(standard),
        CheckOption(
          name: "relevant_from", summary: "the lowest grade of a relevant row", defaultText: "1",
          exampleText: "2"),
        empty,
      ]
    ) { reader throws(OptionError) in
      metric(
        RelevanceOptions(
          cutoff: try readCutoff(&reader, default: standard),
          threshold: try reader.number("relevant_from", in: 1e-9...1e100, default: 1),
          empty: try readEmpty(&reader)))
    }
  }

  private static func cutoff(_ standard: RankCutoff) -> CheckOption {
    let text =
      switch standard {
      case .all: "all"
      case .first(let count): String(count)
      }
    return CheckOption(
      name: "k", shape: .countOrAll, summary: "how many rows of a query are looked at, or all",
      defaultText: text, exampleText: "5")
  }

  private static let empty = CheckOption(
    name: "empty", shape: .choice(EmptyQueries.allCases.map(\.rawValue)),
    summary: "what a query without a relevant row is: left out, 0 or 1", defaultText: "skip",
    exampleText: "zero")

  private static func readCutoff(
    _ reader: inout OptionReader, default standard: RankCutoff
  ) throws(OptionError) -> RankCutoff {
    switch try reader.countOrAll("k") {
    case nil: standard
    case .all?: .all
    case .count(let count)?: .first(count)
    }
  }

  private static func readEmpty(_ reader: inout OptionReader) throws(OptionError) -> EmptyQueries {
    try reader.choice("empty", of: EmptyQueries.allCases.map(\.rawValue))
      .flatMap(EmptyQueries.init(rawValue:)) ?? .skip
  }
}
