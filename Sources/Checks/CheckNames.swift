/// What other libraries call the numbers of the catalogue.
///
/// Most names come from the catalogue's own references; here are those that no reference spells, and those
/// that no check stands for, so that none is proposed for them.
enum CheckNames {
  /// Ids, each a name of this catalogue or of ``byReference(_:)``.
  static let aliases: [String: [String]] = [
    "f1_score": ["f1", "macro_f1", "weighted_f1", "micro_f1"], "f_score": ["f1_score"],
    "f_measure": ["f1_score"], "f05": ["f_half"], "f_0_5": ["f_half"], "fbeta_score": ["f_beta"],
    "fbeta": ["f_beta"], "acc": ["accuracy"], "bacc": ["balanced_accuracy"],
    "auc": ["roc_auc_score"], "auroc": ["roc_auc_score"], "roc": ["roc_auc_score"],
    "area_under_roc": ["roc_auc_score"], "roc_area": ["roc_auc_score"], "c_statistic": ["roc_auc"],
    "ap": ["average_precision"],
    "avg_precision": ["average_precision"], "sensitivity": ["recall_score"],
    "true_positive_rate": ["recall"], "tpr": ["recall"], "true_negative_rate": ["specificity"],
    "tnr": ["specificity"], "selectivity": ["specificity"], "fpr": ["false_positive_rate"],
    "fall_out": ["false_positive_rate"], "fnr": ["false_negative_rate"],
    "miss_rate": ["false_negative_rate"], "ppv": ["precision"],
    "positive_predictive_value": ["precision"], "npv": ["negative_predictive_value"],
    "fdr": ["false_discovery_rate"], "for": ["false_omission_rate"], "ks": ["ks_statistic"],
    "ks_score": ["ks_statistic"], "ks_stat": ["ks_statistic"],
    "kolmogorov_smirnov": ["ks_statistic"], "kappa": ["cohen_kappa"],
    "matthews_correlation": ["mcc"], "matthews_correlation_coefficient": ["mcc"],
    "gini_coefficient": ["gini"], "normalized_gini": ["gini"], "error": ["error_rate"],
    "merror": ["error_rate"], "binary_error": ["error_rate"], "multi_error": ["error_rate"],
    "misclassification_rate": ["error_rate"], "cross_entropy": ["log_loss"],
    "binary_crossentropy": ["log_loss"], "categorical_crossentropy": ["log_loss"],
    "bce": ["log_loss"], "binary_logloss": ["log_loss"], "multi_logloss": ["log_loss"],
    "mlogloss": ["log_loss"], "brier_score": ["brier"], "brier_loss": ["brier"],
    "brier_skill_score": ["brier_skill"], "iou": ["jaccard"], "geometric_mean": ["g_mean"],
    "gmean": ["g_mean"], "informedness": ["youden_j"], "youden": ["youden_j"],
    "lr_plus": ["positive_likelihood_ratio"], "lr_minus": ["negative_likelihood_ratio"],
    "base_rate": ["prevalence"], "positive_rate": ["selection_rate"],
    "lift": ["lift_at_top"], "nfr": ["negative_flips"], "negative_flip_rate": ["negative_flips"],
    "l1": ["mae"], "l2": ["mse"], "r_squared": ["r2"], "r2_squared": ["r2"],
    "coefficient_of_determination": ["r2"], "bias": ["mean_error"],
    "mean_bias_error": ["mean_error"], "mbe": ["mean_error"], "medae": ["median_absolute_error"],
    "mdae": ["median_absolute_error"], "quantile_loss": ["pinball"], "pinball_loss": ["pinball"],
    "wmape": ["wape"], "symmetric_mean_absolute_percentage_error": ["smape"],
    "pearson_correlation": ["pearson"], "spearman_correlation": ["spearman"],
    "concordance_correlation_coefficient": ["ccc"], "ndcg_score": ["ndcg"],
    "mean_average_precision": ["map"], "mean_reciprocal_rank": ["mrr"], "hit_ratio": ["hit_rate"],
    "expected_reciprocal_rank": ["err"],
    "demographic_parity": ["demographic_parity_difference", "demographic_parity_ratio"],
    "equal_opportunity": ["equal_opportunity_difference", "equal_opportunity_ratio"],
    "equalized_odds": ["equalized_odds_difference", "equalized_odds_ratio"],
    "statistical_parity": ["statistical_parity_difference"],
    "selection_rate_difference": ["demographic_parity_difference"],
    "selection_rate_ratio": ["demographic_parity_ratio"],
    "true_positive_rate_difference": ["equal_opportunity_difference"],
    "true_positive_rate_ratio": ["equal_opportunity_ratio"],
    "recall_score_difference": ["equal_opportunity_difference"],
    "recall_score_ratio": ["equal_opportunity_ratio"],
    "recall_difference": ["equal_opportunity_difference"],
    "tpr_difference": ["equal_opportunity_difference"],
    "mean_prediction_difference": [
      "mean_score_group_difference", "mean_prediction_group_difference",
    ],
    "80_percent_rule": ["four_fifths"], "four_fifths_rule": ["four_fifths"],
    "feature_importance": ["permutation_importance"], "importance": ["permutation_importance"],
  ]

  /// Numbers of other libraries that no check gives, with what comes near, where something does. A typo that is
  /// one of these letter by letter would otherwise be taken for another number.
  static let strangers: [String: String] = [
    "pr_auc": "'average_precision' sums the same curve by steps",
    "prauc": "'average_precision' sums the same curve by steps",
    "aucpr": "'average_precision' sums the same curve by steps",
    "auprc": "'average_precision' sums the same curve by steps",
    "precision_recall_auc": "'average_precision' sums the same curve by steps",
    "dcg": "'ndcg' is it as a share of the best order",
    "dcg_score": "'ndcg' is it as a share of the best order",
    "theil_index": "'generalized_entropy' with alpha 1 is it",
    "ece":
      "'group_calibration_error' compares means of groups, 'brier' and 'log_loss' see calibration",
    "expected_calibration_error":
      "'group_calibration_error' compares means of groups, 'brier' and 'log_loss' see calibration",
    "calibration_error":
      "'group_calibration_error' compares means of groups, 'brier' and 'log_loss' see calibration",
    "roc_auc_ovo_weighted": "'roc_auc_ovo' weighs all pairs of classes alike",
    "mean_percentage_error": "", "mpe": "", "hinge_loss": "", "hamming_loss": "",
    "average_odds_difference": "", "coverage_error": "", "label_ranking_loss": "",
    "label_ranking_average_precision_score": "", "d2_pinball_score": "",
    "d2_absolute_error_loss": "", "adjusted_rand_score": "", "silhouette_score": "",
    "roc_curve": "", "det_curve": "", "precision_recall_curve": "", "confusion_matrix": "",
    "classification_report": "", "calibration_curve": "", "true_positives": "",
    "true_negatives": "", "false_positives": "", "false_negatives": "", "psi": "",
    "population_stability_index": "", "count": "", "tp": "", "tn": "", "fp": "", "fn": "",
    "mase": "", "median_absolute_percentage_error": "", "mdape": "", "mean_on_target": "",
  ]

  /// The function that a reference names, and whether it needs arguments to be this number; nil where the
  /// reference is more than one function.
  static func function(of reference: String) -> (name: String, needsArguments: Bool)? {
    let libraries = [
      "sklearn.metrics.", "fairlearn.metrics.", "imblearn.metrics.", "scipy.stats.",
      "aif360.sklearn.metrics.",
    ]
    guard let library = libraries.first(where: { reference.hasPrefix($0) }) else { return nil }
    let rest = reference.dropFirst(library.count)
    let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    let after = rest.dropFirst(name.count)
    guard !name.isEmpty, after.isEmpty || after.first == "(" && after.last == ")",
      after.filter({ $0 == "(" }).count <= 1
    else { return nil }
    return (String(name), !after.isEmpty)
  }
}
