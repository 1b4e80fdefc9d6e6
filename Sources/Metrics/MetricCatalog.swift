/// Every metric, by task, in alphabetical order of id. A metric is one file and one line here.
package enum MetricCatalog {
  /// Read scores and decisions of a two-class label.
  package static let binary: [Metric<BinaryOutcomes>] = [
    .accuracy,
    .averagePrecision,
    .balancedAccuracy,
    .brier,
    .brierSkill,
    .cohenKappa,
    .d2LogLoss,
    .errorRate,
    .f1,
    .f2,
    .fHalf,
    .falseDiscoveryRate,
    .falseNegativeRate,
    .falseOmissionRate,
    .falsePositiveRate,
    .gMean,
    .gini,
    .hMeasure,
    .jaccard,
    .ksStatistic,
    .logLoss,
    .matthewsCorrelation,
    .negativeLikelihoodRatio,
    .negativePredictiveValue,
    .normalizedCrossEntropy,
    .partialAUC,
    .positiveLikelihoodRatio,
    .precision,
    .prevalence,
    .recall,
    .rocAUC,
    .selectionRate,
    .specificity,
    .youdenJ,
  ]

  /// Read one probability a class, or the decided class alone.
  package static let multiclass: [Metric<MulticlassOutcomes>] = [
    .accuracy,
    .balancedAccuracy,
    .brier,
    .cohenKappa,
    .errorRate,
    .logLoss,
    .f1(.macro),
    .precision(.macro),
    .recall(.macro),
    .matthewsCorrelation,
    .f1(.micro),
    .precision(.micro),
    .recall(.micro),
    .rocAUCOneVersusOne,
    .rocAUCOneVersusRest(.macro, id: "roc_auc_ovr"),
    .rocAUCOneVersusRest(.weighted, id: "roc_auc_ovr_weighted"),
    .topAccuracy(2),
    .topAccuracy(3),
    .topAccuracy(5),
    .f1(.weighted),
    .precision(.weighted),
    .recall(.weighted),
  ]

  /// Read the order of each query's rows, with their usual options.
  package static let ranking: [Metric<RankingOutcomes>] =
    (rankingByRelevance.map { $0.metric(RelevanceOptions(cutoff: $0.cutoff)) }
    + [.expectedReciprocalRank(), .ndcg()])
    .sorted { $0.id < $1.id }

  /// Those that cut grades into relevant and not, each with its usual cut-off.
  package static let rankingByRelevance:
    [(
      cutoff: RankCutoff, metric: @Sendable (RelevanceOptions) -> Metric<RankingOutcomes>
    )] = [
      (.first(10), Metric<RankingOutcomes>.hitRate),
      (.all, Metric<RankingOutcomes>.meanAveragePrecision),
      (.all, Metric<RankingOutcomes>.meanReciprocalRank),
      (.first(10), Metric<RankingOutcomes>.precisionAt),
      (.first(10), Metric<RankingOutcomes>.recallAt),
    ]

  /// Read one prediction a row, in the label's unit.
  package static let regression: [Metric<RegressionOutcomes>] = [
    .concordanceCorrelation,
    .d2AbsoluteError,
    .d2GammaDeviance,
    .d2PoissonDeviance,
    .explainedVariance,
    .gammaDeviance,
    .meanAbsoluteError,
    .meanAbsolutePercentageError,
    .maxError,
    .meanError,
    .medianAbsoluteError,
    .meanSquaredError,
    .meanSquaredLogError,
    .pearsonCorrelation,
    .poissonDeviance,
    .r2,
    .rootMeanSquaredError,
    .rootMeanSquaredLogError,
    .symmetricMAPE,
    .spearmanCorrelation,
    .wape,
  ]
}
