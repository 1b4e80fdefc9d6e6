# /// script
# requires-python = ">=3.11"
# dependencies = [
#   "numpy==2.4.6",
#   "pandas==3.1.1",
#   "scikit-learn==1.9.1",
#   "xgboost==3.2.0",
# ]
# ///
"""Makes the fixtures of the gate's test on UCI Adult.

    python scripts/train-adult-models.py DATA [DIRECTORY]

DATA holds adult-train.csv.gz and adult-test.csv.gz (no header; the data itself is not shipped).
Writes two XGBoost models with native categorical columns, whose category texts XGBoost 3.1 and
newer keep in the model, and expected.json: what scikit-learn says about their scores.
DIRECTORY is Tests/GateTests/Fixtures/adult unless named.
"""

import json
import os
import sys

import numpy as np
import pandas as pd
import xgboost as xgb
from sklearn import metrics

DATA = sys.argv[1]
DIRECTORY = sys.argv[2] if len(sys.argv) > 2 else "Tests/GateTests/Fixtures/adult"
COLUMNS = [
    "age", "workclass", "fnlwgt", "education", "education_num", "marital_status", "occupation",
    "relationship", "race", "sex", "capital_gain", "capital_loss", "hours_per_week",
    "native_country", "income",
]
TEXTS = [
    "workclass", "education", "marital_status", "occupation", "relationship", "race", "sex",
    "native_country",
]
THRESHOLD = 0.5


def load(name: str) -> pd.DataFrame:
    table = pd.read_csv(
        os.path.join(DATA, name), names=COLUMNS, skipinitialspace=True, na_values="?",
        keep_default_na=False,
    )
    table["income"] = table.income.str.rstrip(".")
    return table


def matrix(table: pd.DataFrame, features: list[str], categories: dict) -> xgb.DMatrix:
    columns = table[features].copy()
    for name in features:
        if name in categories:
            columns[name] = pd.Categorical(columns[name], categories=categories[name])
    return xgb.DMatrix(columns, (table.income == ">50K").astype(int), enable_categorical=True)


def measure(labels: np.ndarray, scores: np.ndarray) -> dict:
    predicted = scores >= np.float32(THRESHOLD)
    return {
        "rows": len(labels),
        "positives": int(labels.sum()),
        "roc_auc": metrics.roc_auc_score(labels, scores.astype(np.float64)),
        "log_loss": metrics.log_loss(labels, scores.astype(np.float64)),
        "brier": metrics.brier_score_loss(labels, scores.astype(np.float64)),
        "accuracy": metrics.accuracy_score(labels, predicted),
        "recall": metrics.recall_score(labels, predicted),
        "precision": metrics.precision_score(labels, predicted),
        "f1": metrics.f1_score(labels, predicted),
    }


def main() -> None:
    train, test = load("adult-train.csv.gz"), load("adult-test.csv.gz")
    categories = {name: sorted(train[name].dropna().unique()) for name in TEXTS}
    labels = (test.income == ">50K").to_numpy().astype(int)
    features = [name for name in COLUMNS if name not in ("income", "fnlwgt")]
    settings = {
        "objective": "binary:logistic", "tree_method": "hist", "max_cat_to_onehot": 5,
        "min_child_weight": 20, "seed": 7, "nthread": 1,
    }
    plans = {
        "baseline.ubj": (features, {"max_depth": 4, "eta": 0.2}, 40),
        "candidate.json": (
            [name for name in features if name != "native_country"], {"max_depth": 4, "eta": 0.15}, 50,
        ),
    }
    os.makedirs(DIRECTORY, exist_ok=True)
    expected = {"threshold": THRESHOLD, "positive": ">50K", "models": {}}
    correct = {}
    for name, (used, extra, trees) in plans.items():
        model = xgb.train(settings | extra, matrix(train, used, categories), trees)
        model.save_model(os.path.join(DIRECTORY, name))
        scores = model.predict(matrix(test, used, categories))
        correct[name] = (scores >= np.float32(THRESHOLD)) == (labels == 1)
        expected["models"][name] = {
            "all": measure(labels, scores),
            "groups": {
                f"{column}={value}": measure(labels[(test[column] == value).to_numpy()],
                                             scores[(test[column] == value).to_numpy()])
                for column in ("sex", "race")
                for value in sorted(test[column].unique())
            },
            "first_scores": [float(score) for score in scores[:20]],
            "score_sum": float(scores.astype(np.float64).sum()),
        }
    expected["negative_flips"] = int((correct["baseline.ubj"] & ~correct["candidate.json"]).sum())
    expected["positive_flips"] = int((~correct["baseline.ubj"] & correct["candidate.json"]).sum())
    with open(os.path.join(DIRECTORY, "expected.json"), "w") as file:
        json.dump(expected, file, indent=1, sort_keys=True)
        file.write("\n")


if __name__ == "__main__":
    main()
