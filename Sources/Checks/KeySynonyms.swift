/// What people call the keys of a configuration who know them from other programs.
package enum KeySynonyms {
  private static let keys: [String: [String]] = [
    "minimum": ["min"], "at_least": ["min"], "lower_bound": ["min"], "gte": ["min"], "ge": ["min"],
    "maximum": ["max"], "at_most": ["max"], "upper_bound": ["max"], "lte": ["max"], "le": ["max"],
    "tolerance": ["max_regression"], "margin": ["max_regression"], "max_drop": ["max_regression"],
    "max_decrease": ["max_regression"], "max_loss": ["max_regression"],
    "max_degradation": ["max_regression"], "max_delta": ["max_change"],
    "max_difference": ["max_change"], "level": ["severity"], "warn": ["severity"],
    "champion": ["baseline"], "production": ["baseline"], "old": ["baseline"],
    "challenger": ["candidate"], "new": ["candidate"], "model": ["candidate"],
    "test": ["evaluation"], "eval": ["evaluation"], "test_data": ["evaluation"],
    "dataset": ["evaluation"], "file": ["evaluation", "path"], "train": ["reference"],
    "training": ["reference"], "target": ["label"], "y": ["label"], "ground_truth": ["label"],
    "pos_label": ["positive"], "positive_class": ["positive"], "positive_label": ["positive"],
    "sensitive": ["protected"], "sensitive_features": ["protected"],
    "protected_attributes": ["protected"], "sample_weight": ["weight"], "group": ["query"],
    "group_id": ["query"], "qid": ["query"], "drop": ["exclude"], "ignore": ["exclude"],
    "separator": ["delimiter"], "sep": ["delimiter"], "na_values": ["missing"],
    "null_values": ["missing"], "random_state": ["seed"], "random_seed": ["seed"],
    "significance": ["alpha"], "confidence": ["alpha"], "output": ["directory"],
    "out": ["directory"], "columns": ["by"], "filter": ["where"], "query": ["where"],
    "condition": ["where"], "prediction": ["score"], "prediction_column": ["score"],
    "proba": ["score"], "url": ["http"], "uri": ["http", "path"], "cmd": ["command"],
  ]

  /// The key among `names` that is meant; nil where none is.
  package static func key(for name: String, among names: [String]) -> String? {
    let folded = String(name.lowercased().map { "- ".contains($0) ? "_" : $0 })
    return keys[folded]?.first(where: names.contains)
  }
}
