"""The gate by hand, as teams write it: pandas, XGBoost, scikit-learn. Run by run.py.

    python reference.py CACHE ROWS

Computes the metrics of both models, recall on each segment, and the paired standard errors of the
differences by influence values; it writes no report.
"""

import json
import os
import sys

import numpy as np
import pandas as pd
import xgboost as xgb
from sklearn import metrics

cache, count = sys.argv[1], int(sys.argv[2])
table = pd.read_csv(os.path.join(cache, f"rows-{count}.csv"))
labels = table.label.to_numpy()
values = table[[name for name in table.columns if name.startswith("f")]].astype(np.float32)


def auc_influence(scores: np.ndarray) -> np.ndarray:
    positive, negative = np.sort(scores[labels == 1]), np.sort(scores[labels == 0])
    below = np.where(
        labels == 1,
        (np.searchsorted(negative, scores, "left") + np.searchsorted(negative, scores, "right"))
        / (2 * len(negative)),
        1 - (np.searchsorted(positive, scores, "left") + np.searchsorted(positive, scores, "right"))
        / (2 * len(positive)),
    )
    share = np.where(labels == 1, labels.mean(), 1 - labels.mean())
    return (below - metrics.roc_auc_score(labels, scores)) / share


results, influence, recalls = {}, {}, {}
for role, name in (("candidate", "candidate.json"), ("baseline", "baseline.ubj")):
    model = xgb.Booster({"nthread": 2})
    model.load_model(os.path.join(cache, name))
    scores = model.inplace_predict(values).astype(np.float64)
    predicted = (scores >= 0.5).astype(int)
    losses = -np.log(np.where(labels == 1, scores, 1 - scores))
    results[role] = {
        "roc_auc": metrics.roc_auc_score(labels, scores),
        "log_loss": metrics.log_loss(labels, scores),
        "brier": metrics.brier_score_loss(labels, scores),
        "accuracy": metrics.accuracy_score(labels, predicted),
        "precision": metrics.precision_score(labels, predicted),
        "recall": metrics.recall_score(labels, predicted),
    }
    influence[role] = {
        "roc_auc": auc_influence(scores),
        "log_loss": losses - losses.mean(),
        "brier": (scores - labels) ** 2 - results[role]["brier"],
        "accuracy": (predicted == labels) - results[role]["accuracy"],
        "precision": predicted * (labels - results[role]["precision"]) / predicted.mean(),
        "recall": labels * (predicted - results[role]["recall"]) / labels.mean(),
    }
    for segment in sorted(table.segment.unique()):
        rows = (table.segment == segment).to_numpy()
        recalls[role, segment] = metrics.recall_score(labels[rows], predicted[rows])

errors = {
    name: np.sqrt(np.square(influence["candidate"][name] - influence["baseline"][name]).sum())
    / np.sqrt(len(labels) * (len(labels) - 1))
    for name in results["candidate"]
}
for name, error in errors.items():
    difference = results["candidate"][name] - results["baseline"][name]
    print(f"{name}: {difference:+.6f} +- {error:.6f}")
with open(os.path.join(cache, f"python-{count}.json"), "w") as file:
    json.dump(results, file, indent=1, sort_keys=True)
