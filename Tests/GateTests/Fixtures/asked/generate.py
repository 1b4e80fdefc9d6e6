# /// script
# requires-python = ">=3.11"
# dependencies = ["lightgbm==4.7.0", "numpy==2.4.6"]
# ///
"""Two small models by brute force: asked about every row with each value of an attribute, and explained by all
coalitions of their features.

`asked.json` holds the rows (by column), and by attribute what numpy says of each model:

    values   what the attribute was set to
    flip     numpy.mean(numpy.ptp(predictions >= 0.5, axis=0) > 0), of whole numbers
    change   numpy.mean(numpy.ptp(predictions, axis=0))

and how their interventional SHAP values of margins, against all rows, agree row by row:

    cosine   the mean over rows of the cosine
    flips    by feature and tau, numpy.mean((a * b < 0) & (numpy.minimum(abs(a), abs(b)) > tau))

Run: `uv run generate.py`. The Swift tests only read what is committed.
"""

import itertools
import json
import math
import pathlib

import lightgbm as lgb
import numpy as np

HERE = pathlib.Path(__file__).parent
random = np.random.default_rng(3)
NAMES = ["group", "age", "income", "constant"]


def rows(count):
    return np.column_stack([
        random.integers(0, 3, count), random.integers(18, 70, count),
        random.normal(size=count).round(2), np.ones(count)])


def model(name, weight):
    x = rows(600)
    margin = 1.5 * x[:, 2] + weight * x[:, 0] + 0.02 * (x[:, 1] - 40) * x[:, 2]
    y = (margin + random.normal(size=len(x)) > weight).astype(int)
    booster = lgb.train(
        {"objective": "binary", "num_leaves": 6, "verbose": -1, "seed": 1, "min_data_in_leaf": 10},
        lgb.Dataset(x, y, feature_name=NAMES), num_boost_round=12)
    booster.save_model(str(HERE / f"{name}.txt"))
    return booster


def quantiles(column):
    """The values below which a twentieth, three twentieths … of the rows lie."""
    ordered = np.sort(column)
    places = np.ceil(np.arange(0.05, 1, 0.1) * len(ordered) - 1e-9).astype(int) - 1
    return sorted(set(ordered[places].tolist()))


def ask(booster, x, feature, values):
    answers = []
    for value in values:
        changed = x.copy()
        changed[:, NAMES.index(feature)] = value
        answers.append(booster.predict(changed))
    answers = np.array(answers)
    return {"flip": float(np.mean(np.ptp((answers >= 0.5).astype(int), axis=0) > 0)),
            "change": float(np.mean(np.ptp(answers, axis=0)))}


def shapley(booster, x):
    """By row and feature, from the worth of all coalitions."""
    n, p = x.shape
    worth = {}
    for size in range(p + 1):
        for coalition in itertools.combinations(range(p), size):
            mixed = np.repeat(x[None], n, axis=0)  # [row][background][feature]
            for feature in coalition:
                mixed[:, :, feature] = x[:, feature][:, None]
            worth[coalition] = booster.predict(
                mixed.reshape(-1, p), raw_score=True).reshape(n, n).mean(axis=1)
    values = np.zeros((n, p))
    for feature in range(p):
        for coalition, value in worth.items():
            if feature in coalition:
                continue
            weight = math.factorial(len(coalition)) * math.factorial(p - len(coalition) - 1) / math.factorial(p)
            values[:, feature] += weight * (worth[tuple(sorted((*coalition, feature)))] - value)
    return values


x = rows(150)
models = {"candidate": model("candidate", 0.6), "baseline": model("baseline", 0.2)}
cases = []
for feature, values, named in [
    ("group", [0, 1, 2], None), ("group", [0, 2], ["0", "2"]), ("age", quantiles(x[:, 1]), None),
    ("age", [25, 60], ["25", "60"]),
]:
    cases.append({"attribute": feature, "named": named, "values": [float(v) for v in values]}
                 | {name: ask(booster, x, feature, values) for name, booster in models.items()})
a, b = (shapley(models[name], x) for name in ("candidate", "baseline"))
cosine = np.mean(np.sum(a * b, axis=1) / np.linalg.norm(a, axis=1) / np.linalg.norm(b, axis=1))
flips = [
    {"feature": name, "tau": tau, "share": float(np.mean(
        (a[:, place] * b[:, place] < 0) & (np.minimum(abs(a[:, place]), abs(b[:, place])) > tau)))}
    for place, name in enumerate(NAMES) for tau in (0, 0.05)]
(HERE / "asked.json").write_text(json.dumps({
    "columns": {name: x[:, place].tolist() for place, name in enumerate(NAMES)},
    "labels": (x[:, 2] > 0).astype(int).tolist(), "cases": cases, "cosine": float(cosine),
    "flips": flips}) + "\n")
for case in cases:
    print(case)
print(cosine, flips)
