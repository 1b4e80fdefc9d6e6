import Checks
import Testing

@testable import Gate

/// A name that another library gives a number leads to the id of that number, and to no other.
struct CheckSuggestionTests {
  /// Names of scikit-learn (functions and scorers), fairlearn, MLflow, XGBoost and LightGBM, common short
  /// forms, and slips.
  static let meant: [(name: String, ids: [String])] = [
    ("f1_score", ["f1", "macro_f1", "weighted_f1", "micro_f1"]),
    ("brier_score_loss", ["brier"]), ("neg_brier_score", ["brier"]),
    ("neg_log_loss", ["log_loss"]), ("logloss", ["log_loss"]), ("binary_logloss", ["log_loss"]),
    ("roc_auc_score", ["roc_auc", "roc_auc_ovo", "roc_auc_ovr", "roc_auc_ovr_weighted"]),
    ("auc", ["roc_auc", "roc_auc_ovo", "roc_auc_ovr", "roc_auc_ovr_weighted"]),
    ("mean_absolute_error", ["mae"]), ("neg_mean_absolute_error", ["mae"]), ("l1", ["mae"]),
    ("mean_squared_error", ["mse"]), ("neg_root_mean_squared_error", ["rmse"]), ("l2", ["mse"]),
    ("neg_mean_squared_log_error", ["msle"]), ("root_mean_squared_log_error", ["rmsle"]),
    ("mean_absolute_percentage_error", ["mape"]),
    ("neg_median_absolute_error", ["median_absolute_error"]),
    ("mean_poisson_deviance", ["poisson_deviance"]), ("mean_pinball_loss", ["pinball"]),
    ("r2_score", ["r2"]), ("explained_variance_score", ["explained_variance"]),
    ("accuracy_score", ["accuracy"]), ("acc", ["accuracy"]), ("zero_one_loss", ["error_rate"]),
    ("merror", ["error_rate"]), ("balanced_accuracy_score", ["balanced_accuracy"]),
    ("matthews_corrcoef", ["mcc"]), ("cohen_kappa_score", ["cohen_kappa"]),
    ("jaccard_score", ["jaccard"]), ("fbeta_score", ["f_beta"]),
    ("average_precision_score", ["average_precision"]), ("ks", ["ks_statistic"]),
    ("ks_2samp", ["ks_statistic"]), ("fpr", ["false_positive_rate"]),
    ("fnr", ["false_negative_rate"]), ("tpr", ["recall"]), ("true_positive_rate", ["recall"]),
    ("tnr", ["specificity"]), ("ppv", ["precision"]), ("npv", ["negative_predictive_value"]),
    ("sensitivity", ["recall", "macro_recall", "micro_recall", "weighted_recall"]),
    ("f1_macro", ["macro_f1"]), ("precision_weighted", ["weighted_precision"]),
    ("ndcg_score", ["ndcg"]), ("ndcg@10", ["ndcg"]), ("ndcg_at_k", ["ndcg"]),
    ("precision_at_5", ["precision_at"]), ("mean_reciprocal_rank", ["mrr"]),
    ("demographic_parity", ["demographic_parity_difference", "demographic_parity_ratio"]),
    ("selection_rate_difference", ["demographic_parity_difference"]),
    ("true_positive_rate_difference", ["equal_opportunity_difference"]),
    ("false_positive_rate_difference", ["false_positive_rate_group_difference"]),
    ("accuracy_score_ratio", ["accuracy_group_ratio"]),
    ("disparate_impact_ratio", ["disparate_impact"]),
    ("AUC", ["roc_auc", "roc_auc_ovo", "roc_auc_ovr", "roc_auc_ovr_weighted"]), ("RMSE", ["rmse"]),
    ("roc-auc", ["roc_auc"]), ("roc_acu", ["roc_auc"]), ("rsme", ["rmse"]), ("mea", ["mae"]),
    ("specifity", ["specificity"]), ("mean_absolut_error", ["mae"]),
    ("false_postive_rate", ["false_positive_rate"]), ("four_fifth", ["four_fifths"]),
    ("regresed_slices", ["regressed_slices"]),
  ]

  @Test(arguments: meant) func `a name leads to its id`(name: String, ids: [String]) {
    let text = CheckSuggestion().text(name)
    let names = ids.map { "'\($0)'" }
    let listed = names.dropLast().joined(separator: ", ") + (names.count > 1 ? " or " : "")
    #expect(text == "did you mean \(listed)\(names[names.count - 1])?", "\(name)")
  }

  /// Numbers that no check gives, near as their names may be to one.
  @Test(arguments: [
    "dcg", "dcg_score", "mpe", "mean_percentage_error", "top_4_accuracy", "roc_auc_ovo_weighted",
    "hamming_loss", "hinge_loss", "pr_auc", "aucpr", "auprc", "ece", "theil_index", "f3",
    "d2_pinball_score",
    "average_odds_difference", "mase", "true_positives", "confusion_matrix", "psi", "mp", "x", "",
    "min_error", "macro_f2", "precision_recall_auc", "silhouette_score", "roc_curve", "top_k",
  ]) func `no other number is proposed`(name: String) {
    #expect(
      !CheckSuggestion().text(name).contains("did you mean"), "\(CheckSuggestion().text(name))")
    #expect(CheckSuggestion().clause(name) == "")
  }

  @Test func `every function that a reference names leads to a check of that reference`() {
    for kind in CheckCatalog.all {
      let words = kind.reference.split(whereSeparator: { !$0.isLetter && !$0.isNumber && $0 != "_" }
      )
      guard kind.reference.hasPrefix("sklearn.metrics."), words.count == 3 else { continue }
      let name = String(words[2])
      // A curve is no number, though one is read from it.
      guard CheckCatalog.kinds(name).isEmpty, name != "roc_curve" else { continue }
      #expect(CheckSuggestion().text(name).contains("'\(kind.id)'"), "\(name) for \(kind.id)")
    }
  }

  @Test func `what is proposed exists`() {
    let known = CheckCatalog.ids + FairnessPreset.all.map(\.id)
    for (name, ids) in Self.meant {
      #expect(ids.allSatisfy(known.contains), "\(name): \(ids)")
      #expect(!known.contains(name))
    }
  }

  @Test func `an unknown name stays an error with its place`() {
    let error = #expect(throws: ConfigurationError.self) {
      try ConfigurationReader.read(
        """
        models: {candidate: a.json, baseline: b.json}
        data: {evaluation: t.csv, label: y}
        suites:
          s:
            - brier_score_loss: {max: 0.2}
        """, file: "tollgate.yml")
    }
    #expect(
      error?.description
        == "tollgate.yml:5:7: unknown check 'brier_score_loss'; did you mean 'brier'?")
  }
}
