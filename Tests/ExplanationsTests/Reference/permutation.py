# /// script
# requires-python = ">=3.11"
# dependencies = ["xgboost==3.2.0", "lightgbm==4.7.0", "scikit-learn==1.9.1", "skops==0.16.0",
#                 "scipy==1.17.1", "pandas==3.1.1", "numpy==2.4.6"]
# ///
"""Permutation importance by a plain loop: permute, predict with the library, score with scikit-learn.

Writes `permutation.json` (rows, permutations, importances by feature and repeat, positive is worse) and
the models beside it. scikit-learn's own `permutation_importance` draws its permutations itself; here they
are written down, so that another program can make the same ones. Run: `uv run permutation.py`.
"""

import json
import pathlib
import zipfile

import lightgbm
import numpy
import pandas
import scipy.stats
import skops.io
import xgboost
from sklearn import metrics
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

HERE = pathlib.Path(__file__).parent
ROWS, REPEATS = 240, 3
random = numpy.random.default_rng(11)


def table():
    frame = pandas.DataFrame({
        "age": random.integers(18, 70, ROWS).astype(float),
        "income": random.lognormal(3, 1, ROWS).round(3),
        "visits": random.poisson(2, ROWS).astype(float),
        "plan": random.integers(0, 4, ROWS).astype(float),
        "noise": random.standard_normal(ROWS).round(4),
    })
    frame.loc[random.random(ROWS) < 0.1, "income"] = numpy.nan
    return frame


def worse(metric, direction, truth, weights, scores):
    value = metric(truth, scores, sample_weight=weights)
    return -value if direction == "higher" else value


def importances(frame, predict, truth, weights, permutations, metric, direction):
    base = worse(metric, direction, truth, weights, predict(frame))
    result = {}
    for column in frame.columns:
        values = []
        for permutation in permutations:
            changed = frame.copy()
            changed[column] = frame[column].to_numpy()[permutation]
            values.append(worse(metric, direction, truth, weights, predict(changed)) - base)
        result[column] = values
    return result


def main():
    frame = table()
    signal = 0.05 * frame["age"] + 0.4 * frame["visits"] + (frame["plan"] == 2) * 1.5
    signal += 0.3 * numpy.log(frame["income"].fillna(5))
    noise = random.standard_normal(ROWS)
    labels = (signal + noise > numpy.median(signal)).astype(int).to_numpy()
    numbers = (signal + 0.3 * noise).round(4).to_numpy()
    weights = random.integers(1, 5, ROWS).astype(float)
    permutations = [random.permutation(ROWS) for _ in range(REPEATS)]
    binary = {
        "roc_auc": (metrics.roc_auc_score, "higher"), "log_loss": (metrics.log_loss, "lower"),
        "brier": (metrics.brier_score_loss, "lower"),
        "average_precision": (metrics.average_precision_score, "higher"),
    }
    regression = {
        "mae": (metrics.mean_absolute_error, "lower"),
        "rmse": (metrics.root_mean_squared_error, "lower"), "r2": (metrics.r2_score, "higher"),
    }

    booster = xgboost.train(
        dict(objective="binary:logistic", max_depth=4, eta=0.3, nthread=1),
        xgboost.DMatrix(frame, labels), 25)
    booster.save_model(HERE / "xgboost.json")
    gbm = lightgbm.train(
        dict(objective="regression", num_leaves=9, min_data_in_leaf=5, verbose=-1, num_threads=1),
        lightgbm.Dataset(frame.astype({"plan": int}), numbers, categorical_feature=["plan"]), 25)
    gbm.save_model(HERE / "lightgbm.txt")
    forest = HistGradientBoostingRegressor(
        max_iter=10, max_leaf_nodes=8, categorical_features=["plan"]).fit(frame, numbers)
    skops.io.dump(forest, HERE / "boosting.skops", compression=zipfile.ZIP_DEFLATED)
    filled = frame.fillna(0.0)
    linear = make_pipeline(StandardScaler(), LogisticRegression()).fit(filled, labels)
    skops.io.dump(linear, HERE / "logistic.skops", compression=zipfile.ZIP_DEFLATED)

    cases = [
        ("xgboost.json", frame, labels, binary,
         lambda x: booster.inplace_predict(x.to_numpy()).astype(float)),
        ("lightgbm.txt", frame, numbers, regression, lambda x: gbm.predict(x.astype({"plan": int}))),
        ("boosting.skops", frame, numbers, regression, forest.predict),
        ("logistic.skops", filled, labels, binary, lambda x: linear.predict_proba(x)[:, 1]),
    ]
    document = {
        "columns": {name: [None if numpy.isnan(v) else v for v in frame[name]] for name in frame},
        "labels": labels.tolist(), "numbers": numbers.tolist(), "weights": weights.tolist(),
        "permutations": [p.tolist() for p in permutations],
        "cases": [
            {"model": model, "filled": x is filled, "metric": name, "weighted": weighted,
             "values": importances(
                 x, predict, truth, weights if weighted else None, permutations, *scorer)}
            for model, x, truth, scorers, predict in cases
            for name, scorer in scorers.items() for weighted in (False, True)
        ],
    }
    one = [0.4, 0.2, 0.2, 0.1, 0.05, 0.05, 0.0, 0.0]
    lists = [[0.3, 0.35, 0.1, 0.1, 0.1, 0.05, 0.0, 0.0], [0.0, 0.1, 0.3, 0.2, 0.2, 0.2, 0.0, 0.4], one]
    document["correlations"] = [
        {"one": one, "other": other, "kendall": float(scipy.stats.kendalltau(one, other).statistic),
         "spearman": float(scipy.stats.spearmanr(one, other).statistic),
         "weighted": float(scipy.stats.weightedtau(one, other).statistic)}
        for other in lists
    ]
    (HERE / "permutation.json").write_text(json.dumps(document, indent=None) + "\n")


if __name__ == "__main__":
    main()
