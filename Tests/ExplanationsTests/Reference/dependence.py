# /// script
# requires-python = ">=3.11"
# dependencies = ["lightgbm==4.7.0", "scikit-learn==1.9.1", "alibi==0.9.6", "numpy==2.4.6"]
# ///
"""Partial dependence by scikit-learn and accumulated local effects by alibi, of one small model.

`dependence.json` holds the rows (by column), weights, and for each feature:

    grid, average    `partial_dependence(method="brute", sample_weight=…)`, of decision values
    individual       the same row by row, `[row][point]`, of the first rows
    edges, effects   `alibi.explainers.ale.ale_num`

Run: `uv run dependence.py`. The Swift tests only read what is committed.
"""

import importlib.util
import json
import pathlib
import types

import lightgbm as lgb
import numpy as np
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.inspection import partial_dependence

HERE = pathlib.Path(__file__).parent
random = np.random.default_rng(8)


def ale_num():
    """alibi's function alone: the package imports plotting and models that nothing here needs."""
    path = pathlib.Path(importlib.util.find_spec("alibi").origin).parent / "explainers" / "ale.py"
    source = path.read_text()
    start = source.index("def get_quantiles")
    end = source.index("def ale_num")
    end = source.index("\ndef ", end + 5) if "\ndef " in source[end + 5:] else len(source)
    space = types.ModuleType("ale")
    head = ("import logging\nimport numpy as np\nimport pandas as pd\nfrom functools import partial\n"
            "from typing import *\nlogger = logging.getLogger('ale')\n")
    # numpy 2 calls the option `method`.
    text = source[start:end].removesuffix("@no_type_check").rstrip().removesuffix("@no_type_check")
    exec(head + text.replace("interpolation=interpolation", "method=interpolation"),
         space.__dict__)
    return space.ale_num


class Margins(RegressorMixin, BaseEstimator):
    def __init__(self, booster=None):
        self.booster = booster

    def fit(self, x, y=None):
        return self

    def __sklearn_is_fitted__(self):
        return True

    def predict(self, x):
        return self.booster.predict(x, raw_score=True)


x = random.normal(size=(400, 4)).round(2)
x[:, 2] = random.integers(0, 6, 400)
x[:, 3] = np.exp(x[:, 3]).round(3)
y = (x[:, 0] * x[:, 2] / 3 + np.sin(2 * x[:, 1]) + x[:, 3] > 1).astype(int)
booster = lgb.train(
    {"objective": "binary", "num_leaves": 12, "verbose": -1, "seed": 1, "num_threads": 1,
     "min_data_in_leaf": 5, "monotone_constraints": [0, 0, 0, 1]},
    lgb.Dataset(x, label=y, feature_name=[f"f{i}" for i in range(4)]), 15)
booster.save_model(HERE / "dependence.txt")

rows = x[:150]
weights = random.integers(0, 4, 150).astype(float)
model = Margins(booster)
features = []
for feature in range(4):
    result = partial_dependence(
        model, rows, [feature], method="brute", kind="average", sample_weight=weights)
    single = partial_dependence(model, rows, [feature], method="brute", kind="individual")
    edges, effects, _ = ale_num()(
        lambda z: booster.predict(z, raw_score=True).reshape(-1, 1), rows, feature)
    features.append({
        "grid": result["grid_values"][0].tolist(), "average": result["average"][0].tolist(),
        "individual": single["individual"][0][:2].tolist(), "edges": np.asarray(edges).tolist(),
        "effects": np.asarray(effects)[:, 0].tolist()})

text = json.dumps({"rows": rows.T.tolist(), "weights": weights.tolist(), "features": features})
(HERE / "dependence.json").write_text(text + "\n")
