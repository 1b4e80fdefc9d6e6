# /// script
# requires-python = ">=3.11"
# dependencies = ["xgboost==3.2.0", "lightgbm==4.7.0", "shap==0.51.0", "pandas==3.1.1",
#                 "numpy==2.4.6", "scikit-learn==1.9.1"]
# ///
"""Trains small models and writes down what the field's libraries attribute to each feature.

`shapley.json` holds a list of cases:

    name, model     the case and its model file beside this script
    rows            the explained rows, by column, null where missing
    background      rows of the same columns that values are compared with
    path            path-dependent values and base, `[output][row][feature..., base]`: XGBoost's
                    `pred_contribs`, LightGBM's `pred_contrib`
    interventional  the same by shap's `TreeExplainer` with the background, where it can

Run: `uv run shapley.py`. The Swift tests only read what is committed.
"""

import json
import pathlib

import lightgbm as lgb
import numpy as np
import pandas as pd
import shap
import xgboost as xgb

HERE = pathlib.Path(__file__).parent
ROWS, BACKGROUND, FEATURES = 12, 20, 6
random = np.random.default_rng(20)


def table(count, missing=0.15, categories=0):
    numbers = random.normal(size=(count, FEATURES)).round(3)
    if missing:
        numbers[random.random(numbers.shape) < missing] = np.nan
    if categories:
        numbers[:, 0] = random.integers(0, categories, count)
    return numbers


def target(x, classes=2):
    z = np.nan_to_num(x)
    score = z[:, 0] * z[:, 1] + np.sin(2 * z[:, 2]) + 0.5 * np.abs(z[:, 3]) + 0.3 * z[:, 0]
    score = score + 0.3 * random.normal(size=len(x))
    return np.digitize(score, np.quantile(score, np.linspace(0, 1, classes + 1)[1:-1]))


def columns(x):
    return [[None if np.isnan(v) else float(v) for v in column] for column in np.asarray(x).T]


def by_output(values, outputs):
    """`[output][row][feature..., base]` of a library's own layout."""
    values = np.asarray(values, dtype=float)
    if values.ndim == 3:
        values = values.reshape(len(values), -1)
    return values.reshape(len(values), outputs, FEATURES + 1).transpose(1, 0, 2).tolist()


def interventional(model, rows, background, margins):
    """shap's values; the base is the mean of the library's own margins of the background, since
    shap 0.51 takes one base score for all classes."""
    explainer = shap.TreeExplainer(
        model, data=background, feature_perturbation="interventional", model_output="raw")
    values = np.asarray(explainer.shap_values(rows, check_additivity=False))
    bases = np.asarray(margins, dtype=float).reshape(len(background), -1).mean(axis=0)
    values = values[:, :, None] if values.ndim == 2 else values
    return [
        [[*map(float, row), float(bases[k])] for row in values[:, :, k]] for k in range(len(bases))
    ]


CASES = []


def add(name, file, rows, background, path, intervened=None):
    case = {"name": name, "model": file, "rows": columns(rows), "background": columns(background),
            "path": path}
    if intervened is not None:
        case["interventional"] = intervened
    CASES.append(case)


def xgboost_case(name, parameters, rounds, classes=2, missing=0.15, categories=0):
    train = table(400, missing, categories)
    rows, background = table(ROWS, missing, categories), table(BACKGROUND, missing, categories)
    types = ["c" if categories and not i else "q" for i in range(FEATURES)]

    def matrix(x, y=None):
        return xgb.DMatrix(x, label=y, feature_types=types, enable_categorical=True,
                           feature_names=[f"f{i}" for i in range(FEATURES)])

    fixed = {"seed": 1, "nthread": 1, "max_bin": 32}
    booster = xgb.train(fixed | parameters, matrix(train, target(train, classes)), rounds)
    booster.save_model(HERE / f"{name}.json")
    outputs = parameters.get("num_class", 1)
    path = by_output(booster.predict(matrix(rows), pred_contribs=True), outputs)
    plain = parameters.get("booster") != "gblinear" and not categories
    margins = booster.predict(matrix(background), output_margin=True)
    intervened = interventional(booster, rows, background, margins) if plain else None
    add(name, f"{name}.json", rows, background, path, intervened)


def lightgbm_case(name, parameters, rounds, classes=2, missing=0.15, categories=0):
    train = table(400, missing, categories)
    rows, background = table(ROWS, missing, categories), table(BACKGROUND, missing, categories)
    fixed = {"seed": 1, "num_threads": 1, "verbose": -1, "min_data_in_leaf": 4, "max_bin": 31,
             "deterministic": True, "min_data_per_group": 5, "cat_smooth": 1}
    data = lgb.Dataset(train, label=target(train, classes),
                       feature_name=[f"f{i}" for i in range(FEATURES)],
                       categorical_feature=[0] if categories else [])
    booster = lgb.train(fixed | parameters, data, rounds)
    booster.save_model(HERE / f"{name}.txt")
    outputs = parameters.get("num_class", 1)
    path = by_output(booster.predict(rows, pred_contrib=True), outputs)
    # shap adds the trees of all classes up for LightGBM's own boosters.
    plain = not categories and outputs == 1
    margins = booster.predict(background, raw_score=True)
    intervened = interventional(booster, rows, background, margins) if plain else None
    add(name, f"{name}.txt", rows, background, path, intervened)


LOGISTIC = {"objective": "binary:logistic"}
xgboost_case("xgboost-binary", LOGISTIC | {"max_depth": 4}, 8)
xgboost_case("xgboost-deep", LOGISTIC | {"max_depth": 12, "min_child_weight": 0.1}, 3)
xgboost_case("xgboost-classes", {"objective": "multi:softprob", "num_class": 3, "max_depth": 3}, 4,
             classes=3)
xgboost_case("xgboost-categories", LOGISTIC | {"max_depth": 4, "max_cat_to_onehot": 2}, 5,
             categories=9)
lightgbm_case("lightgbm-binary", {"objective": "binary", "num_leaves": 15}, 6)
lightgbm_case("lightgbm-deep", {"objective": "binary", "num_leaves": 63, "min_data_in_leaf": 1}, 3)
lightgbm_case("lightgbm-classes", {"objective": "multiclass", "num_class": 3, "num_leaves": 7}, 3,
              classes=3)
lightgbm_case("lightgbm-categories", {"objective": "binary", "num_leaves": 15}, 5, categories=9)
lightgbm_case("lightgbm-zeros", {"objective": "binary", "num_leaves": 9, "zero_as_missing": True}, 3)

text = ",\n".join(json.dumps(case) for case in CASES)
(HERE / "shapley.json").write_text(f"[\n{text}\n]\n")
