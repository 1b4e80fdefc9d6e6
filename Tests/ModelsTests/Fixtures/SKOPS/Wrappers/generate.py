# /// script
# requires-python = ">=3.11"
# dependencies = ["scikit-learn==1.9.1", "skops==0.16.0", "lightgbm==4.7.0", "pandas==3.1.1", "numpy==2.4.6"]
# ///
"""Trains small scikit-learn models around others (searches, thresholds, transformed targets) and with
what stands between columns and estimator (selection, curves, encodings of targets and rare categories).

Each case is `NAME.skops` and an entry of `expected.json`, as `../generate.py` has them.
`thresholds.csv` has rows, and for each classifier with a threshold what its `predict` says about them.

Run: `uv run generate.py`. The Swift tests only read what is committed.
"""

import json
import pathlib
import struct
import warnings
import zipfile

import lightgbm as lgb
import numpy as np
import pandas as pd
import skops.io as sio
from sklearn.calibration import CalibratedClassifierCV
from sklearn.compose import ColumnTransformer, TransformedTargetRegressor, make_column_transformer
from sklearn.ensemble import (
    GradientBoostingRegressor, HistGradientBoostingClassifier, RandomForestClassifier, RandomForestRegressor)
from sklearn.experimental import enable_halving_search_cv  # noqa: F401
from sklearn.feature_selection import (
    RFE, RFECV, GenericUnivariateSelect, SelectFdr, SelectFpr, SelectFromModel, SelectFwe, SelectKBest,
    SelectPercentile, SequentialFeatureSelector, VarianceThreshold, f_regression)
from sklearn.frozen import FrozenEstimator
from sklearn.linear_model import Lasso, LinearRegression, LogisticRegression, Ridge
from sklearn.metrics import f1_score, make_scorer
from sklearn.model_selection import (
    FixedThresholdClassifier, GridSearchCV, HalvingGridSearchCV, RandomizedSearchCV, TunedThresholdClassifierCV)
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import (
    MinMaxScaler, OneHotEncoder, OrdinalEncoder, PowerTransformer, QuantileTransformer,
    StandardScaler, TargetEncoder)
from sklearn.svm import LinearSVC
from sklearn.tree import DecisionTreeClassifier

warnings.filterwarnings("ignore")
HERE = pathlib.Path(__file__).parent
TABLES, ROWS, CASES, DECIDED = {}, {}, {}, {}


def bits(values):
    return "".join(struct.pack(">d", float(v)).hex() for v in np.asarray(values).tolist())


def cell(value):
    if value is None or isinstance(value, (str, bool)):
        return value
    return None if np.isnan(value) else float(value)


def add_table(name, frame):
    TABLES[name] = [
        {"name": c, "kind": "text" if any(isinstance(v, str) for v in frame[c]) else "numeric",
         "values": [cell(v) for v in frame[c].tolist()]} for c in frame.columns]
    ROWS[name] = frame


def outputs(values):
    values = np.asarray(values, dtype=float)
    if values.ndim == 1:
        return [bits(values)]
    return [bits(values[:, 1])] if values.shape[1] == 2 else [bits(column) for column in values.T]


def case(name, model, rows, columns=None, exact=False, refused=False, positional=False):
    frame = ROWS[rows]
    columns = list(columns if columns is not None else frame.columns)
    (HERE / f"{name}.skops").write_bytes(sio.dumps(model, compression=zipfile.ZIP_DEFLATED, compresslevel=9))
    X = frame[columns].to_numpy() if positional else frame[columns]
    answer = {"rows": rows, "columns": columns, "positional": positional, "exact": exact}
    if refused:
        try:
            model.predict(X)
        except ValueError:
            answer["refused"] = True
        else:
            raise SystemExit(f"{name}: scikit-learn does not refuse")
    else:
        if hasattr(model, "predict_proba"):
            answer["predictions"] = outputs(model.predict_proba(X))
        elif hasattr(model, "decision_function"):
            answer["predictions"] = outputs(model.decision_function(X))
        else:
            answer["predictions"] = outputs(model.predict(X))
        if hasattr(model, "classes_"):
            answer["classes"] = [str(c) for c in model.classes_.tolist()]
        if isinstance(model, (FixedThresholdClassifier, TunedThresholdClassifierCV)):
            DECIDED[name] = model.predict(num)
    CASES[name] = answer


rng = np.random.default_rng(20261130)
N = 240
num = pd.DataFrame({
    "age": rng.integers(18, 80, N).astype(float), "income": np.round(rng.lognormal(3, 1, N), 3),
    "score": rng.normal(size=N), "rate": np.where(rng.random(N) < 0.3, 0.0, rng.normal(size=N)),
    "noise": rng.normal(size=N), "same": np.full(N, 3.5)})
target = (num.age / 40 + num.score - num.rate + np.log1p(num.income) / 4 + rng.normal(scale=0.3, size=N)).to_numpy()
words = np.where(target > np.median(target), "yes", "no")
ones = (words == "yes").astype(int)
three = np.array(["low", "mid", "top"])[np.digitize(target, np.quantile(target, [0.33, 0.66]))]
varied = num.drop(columns="same")
gaps = varied.copy()
for column in ("income", "score"):
    gaps.loc[rng.random(N) < 0.15, column] = np.nan
mixed = num[["age", "score"]].copy()
mixed["city"] = pd.Series(rng.choice(["Riga", "Lünd", "Bergen", "Graz", "Porto"], N, p=[.45, .3, .15, .06, .04]), dtype=object)
mixed["plan"] = rng.choice([3.0, 7.0, 11.0, 20.0], N, p=[.5, .3, .15, .05])
whole = mixed.copy()
mixed.loc[rng.random(N) < 0.1, "city"] = np.nan
mixed.loc[rng.random(N) < 0.1, "plan"] = np.nan
none = mixed.copy()
none["city"] = pd.Series([None if isinstance(v, float) else v for v in none.city], dtype=object)
mixed_y = np.where(target + (whole.city == "Riga") + (whole["plan"] == 7) > 2.5, "yes", "no")

edges = varied.iloc[:6].copy()
for place, value in enumerate([0.0, -0.0, -1e6, 1e6, 1e-12, -3.0]):
    edges.iloc[place] = value
add_table("rows", pd.concat([num.iloc[:30], edges.assign(same=3.5)], ignore_index=True))
add_table("tame", num.iloc[:30])
add_table("positive", num.abs().iloc[:30][["age", "income"]].reset_index(drop=True))
add_table("gaps", gaps.iloc[:40].reset_index(drop=True))
strange = mixed.iloc[:40].reset_index(drop=True)
strange.loc[0, "city"], strange.loc[1, "plan"] = "Atlantis", 99.0
strange.loc[2, ["city", "plan"]] = np.nan
add_table("mixed", strange)
add_table("whole", whole.iloc[:40].reset_index(drop=True))

# What hands on to another.
logistic = LogisticRegression(max_iter=500)
case("grid-search", GridSearchCV(make_pipeline(
    make_column_transformer((OneHotEncoder(), ["city"]), (StandardScaler(), ["age", "score"])), logistic),
    {"logisticregression__C": [0.1, 1]}, cv=2).fit(whole, mixed_y), "whole")
case("random-search", RandomizedSearchCV(RandomForestClassifier(4, random_state=1), {"max_depth": [2, 3, 4]},
     n_iter=2, cv=2, random_state=1).fit(num, words), "rows", exact=True)
case("halving-search", make_pipeline(StandardScaler(), HalvingGridSearchCV(
    Ridge(), {"alpha": [0.1, 1]}, cv=2, random_state=1)).fit(num, target), "rows")
case("grid-search-lightgbm", GridSearchCV(lgb.LGBMRegressor(n_estimators=3, num_leaves=4, verbose=-1),
     {"learning_rate": [0.1, 0.3]}, cv=2).fit(gaps, target), "gaps")
case("frozen", Pipeline([("scale", FrozenEstimator(StandardScaler().fit(num))), ("model", FrozenEstimator(
    LogisticRegression().fit(StandardScaler().fit_transform(num), words)))]).fit(num, words), "rows")

# Thresholds.
case("threshold", FixedThresholdClassifier(logistic, threshold=0.3).fit(num, words), "rows")
case("threshold-of-the-first", FixedThresholdClassifier(logistic, threshold=0.7, pos_label="no").fit(num, words), "rows")
case("threshold-of-decisions", FixedThresholdClassifier(
    logistic, threshold=-0.8, response_method="decision_function").fit(num, words), "rows")
case("threshold-of-decisions-of-the-first", FixedThresholdClassifier(
    logistic, threshold=0.4, response_method="decision_function", pos_label="no").fit(num, words), "rows")
case("threshold-of-margins", FixedThresholdClassifier(
    make_pipeline(StandardScaler(), LinearSVC(random_state=1)), threshold=0.25).fit(num, words), "rows")
case("threshold-of-margins-of-the-first", FixedThresholdClassifier(
    make_pipeline(StandardScaler(), LinearSVC(random_state=1)), threshold=0.25, pos_label="no").fit(num, words), "rows")
case("threshold-auto", FixedThresholdClassifier(RandomForestClassifier(3, max_depth=3, random_state=1)).fit(num, words),
     "rows", exact=True)
case("threshold-tuned", TunedThresholdClassifierCV(make_pipeline(StandardScaler(), logistic), cv=3).fit(num, words), "rows")
case("threshold-tuned-for-the-first", TunedThresholdClassifierCV(
    logistic, cv=3, scoring=make_scorer(f1_score, pos_label="no")).fit(num, words), "rows")
case("threshold-tuned-for-one", TunedThresholdClassifierCV(logistic, cv=3, scoring="f1").fit(num, 2 - ones), "rows")
searched = GridSearchCV(FixedThresholdClassifier(logistic), {"threshold": [0.35]}, cv=2).fit(num, words)
case("threshold-searched", searched, "rows")
DECIDED["threshold-searched"] = searched.predict(num)

# Calibration.
case("calibrated-frozen", CalibratedClassifierCV(FrozenEstimator(LogisticRegression().fit(num, words))).fit(num, words), "rows")
case("temperature", CalibratedClassifierCV(logistic, method="temperature", cv=2).fit(num, words), "rows")
case("temperature-three", CalibratedClassifierCV(logistic, method="temperature", cv=2).fit(num, three), "rows")
case("temperature-of-shares", CalibratedClassifierCV(
    RandomForestClassifier(3, max_depth=3, random_state=1), method="temperature", cv=2).fit(num, words), "rows")
case("temperature-of-shares-three", CalibratedClassifierCV(
    RandomForestClassifier(3, max_depth=3, random_state=1), method="temperature", cv=2).fit(num, three), "rows")

# Selection.
doubled = varied.assign(twin=varied.score)  # Two features of equal scores.
add_table("doubled", doubled.iloc[:20].reset_index(drop=True))
case("select-k-best", make_pipeline(SelectKBest(k=2), logistic).fit(num, words), "rows")
case("select-k-best-of-equals", make_pipeline(SelectKBest(k=1), logistic).fit(doubled, words), "doubled")
case("select-percentile", make_pipeline(SelectPercentile(percentile=40), logistic).fit(varied, words), "rows", varied)
case("select-percentile-of-equals", make_pipeline(SelectPercentile(percentile=20), logistic).fit(doubled, words), "doubled")
case("select-fpr", make_pipeline(SelectFpr(alpha=1e-4), logistic).fit(varied, words), "rows", varied)
case("select-fdr", make_pipeline(SelectFdr(alpha=1e-3), logistic).fit(varied, words), "rows", varied)
case("select-fwe", make_pipeline(SelectFwe(alpha=1e-3), logistic).fit(varied, words), "rows", varied)
case("select-generic", make_pipeline(GenericUnivariateSelect(f_regression, mode="k_best", param=3), Ridge()).fit(
    varied, target), "rows", varied)
case("select-varying", make_pipeline(VarianceThreshold(), StandardScaler(), logistic).fit(num, words), "rows")
case("select-varying-gaps", make_pipeline(VarianceThreshold(0.5), HistGradientBoostingClassifier(
    max_iter=4, random_state=1)).fit(gaps, words), "gaps")
case("select-refuses-missing", make_pipeline(SelectKBest(k=2), logistic).fit(varied, words), "gaps", varied, refused=True)
case("select-by-penalty", make_pipeline(StandardScaler(), SelectFromModel(Lasso(alpha=0.1)), LinearRegression()).fit(
    num, target), "rows")
case("select-by-weights", make_pipeline(SelectFromModel(logistic, threshold="0.5*median", norm_order=2), logistic).fit(
    num, three), "rows")
case("select-by-forest", make_pipeline(SelectFromModel(RandomForestRegressor(5, max_depth=4, random_state=1)),
     LinearRegression()).fit(num, target), "rows")
case("select-by-boosting", make_pipeline(SelectFromModel(
    GradientBoostingRegressor(n_estimators=8, random_state=1), threshold="median", max_features=2), Ridge()).fit(
        num, target), "rows")
case("select-by-tree-gaps", make_pipeline(SelectFromModel(DecisionTreeClassifier(max_depth=4, random_state=1)),
     HistGradientBoostingClassifier(max_iter=4, random_state=1)).fit(gaps, words), "gaps")
case("select-recursively", make_pipeline(RFE(logistic, n_features_to_select=3), logistic).fit(num, words), "rows")
case("select-recursively-as-model", RFECV(Ridge(), cv=2, min_features_to_select=2).fit(num, target), "rows")
case("select-in-sequence", make_pipeline(SequentialFeatureSelector(Ridge(), n_features_to_select=2, cv=2), Ridge()).fit(
    num, target), "rows")
case("select-encoded", make_pipeline(
    ColumnTransformer([("words", OneHotEncoder(), ["city"])], remainder="passthrough"),
    SelectKBest(k=4), logistic).fit(whole, mixed_y), "whole")
case("select-before-forest", make_pipeline(SelectKBest(k=3), RandomForestClassifier(4, max_depth=4, random_state=1)).fit(
    num.to_numpy(), words), "rows", exact=True, positional=True)
case("select-twice", make_pipeline(VarianceThreshold(), StandardScaler(), SelectKBest(k=2), DecisionTreeClassifier(
    max_depth=4, random_state=1)).fit(num, words), "rows", exact=True)

# Curves.
case("power", make_pipeline(PowerTransformer(), logistic).fit(num, words), "rows")
case("power-box-cox", make_pipeline(PowerTransformer(method="box-cox"), Ridge()).fit(
    num[["age", "income"]], target), "positive")
case("power-box-cox-refuses-zero", make_pipeline(PowerTransformer(method="box-cox"), Ridge()).fit(
    num[["age", "income"]], target), "rows", ["age", "income"], refused=True)
case("power-gaps", make_pipeline(PowerTransformer(standardize=False), HistGradientBoostingClassifier(
    max_iter=4, random_state=1)).fit(gaps, words), "gaps")
case("quantiles", make_pipeline(QuantileTransformer(n_quantiles=20), logistic).fit(num, words), "rows")
case("quantiles-normal", make_pipeline(QuantileTransformer(n_quantiles=50, output_distribution="normal"), logistic).fit(
    num, words), "rows")
case("quantiles-gaps", make_pipeline(QuantileTransformer(n_quantiles=30), HistGradientBoostingClassifier(
    max_iter=4, random_state=1)).fit(gaps, words), "gaps")

# Targets.
grown = np.exp(target / 2)
case("target-log", TransformedTargetRegressor(Ridge(), func=np.log1p, inverse_func=np.expm1).fit(varied, grown), "tame", varied)
case("target-scaled", TransformedTargetRegressor(
    make_pipeline(StandardScaler(), Ridge()), transformer=make_pipeline(StandardScaler(), MinMaxScaler())).fit(
        varied, grown), "tame", varied)
case("target-power", TransformedTargetRegressor(Ridge(), transformer=PowerTransformer()).fit(varied, grown), "tame", varied)
case("target-box-cox", make_pipeline(MinMaxScaler(clip=True), TransformedTargetRegressor(
    Ridge(), transformer=PowerTransformer(method="box-cox"))).fit(varied, grown), "tame", varied)
case("target-quantiles", TransformedTargetRegressor(
    RandomForestRegressor(3, max_depth=4, random_state=1), transformer=QuantileTransformer(n_quantiles=40)).fit(
        varied, grown), "tame", varied)
case("target-quantiles-normal", TransformedTargetRegressor(Ridge(), transformer=QuantileTransformer(
    n_quantiles=40, output_distribution="normal")).fit(varied, grown), "tame", varied)
case("target-untouched", GridSearchCV(TransformedTargetRegressor(Ridge()), {"regressor__alpha": [1, 2]}, cv=2).fit(
    varied, grown), "tame", varied)

# Encodings.
encode = lambda encoder, columns=("city", "plan"): ColumnTransformer(  # noqa: E731
    [("encode", encoder, list(columns))], remainder="passthrough", sparse_threshold=0)
case("target-encoder", make_pipeline(encode(TargetEncoder(cv=2, random_state=1)), logistic).fit(mixed, mixed_y), "mixed")
case("target-encoder-three", make_pipeline(encode(TargetEncoder(cv=2, random_state=1)), logistic).fit(mixed, three), "mixed")
case("target-encoder-numbers", make_pipeline(encode(TargetEncoder(cv=2, smooth=3.0, random_state=1)), Ridge()).fit(
    whole, target), "mixed")
tree = DecisionTreeClassifier(max_depth=6, random_state=1)
rare = {"handle_unknown": "use_encoded_value", "unknown_value": -1}
case("ordinal-rare", make_pipeline(encode(OrdinalEncoder(min_frequency=30, **rare)), tree).fit(whole, mixed_y), "whole", exact=True)
case("ordinal-rare-gaps", make_pipeline(encode(OrdinalEncoder(min_frequency=30, encoded_missing_value=-2, **rare)), tree).fit(
    mixed, mixed_y), "mixed", exact=True)
case("ordinal-few-gaps", make_pipeline(encode(OrdinalEncoder(max_categories=3, encoded_missing_value=-2, **rare)), tree).fit(
    mixed, mixed_y), "mixed", exact=True)
case("ordinal-rare-nan", make_pipeline(encode(OrdinalEncoder(min_frequency=30, **rare)), tree).fit(mixed, mixed_y), "mixed", exact=True)
filled = none.assign(plan=none["plan"].fillna(1.0))
add_table("none", filled.iloc[:40].reset_index(drop=True))
case("ordinal-none", make_pipeline(encode(OrdinalEncoder(encoded_missing_value=-9, **rare), ["city"]), logistic).fit(
    filled, mixed_y), "none")
case("ordinal-none-rare", make_pipeline(encode(OrdinalEncoder(min_frequency=30, encoded_missing_value=-9, **rare), ["city"]),
     logistic).fit(filled, mixed_y), "none")
case("one-hot-rare-gaps", make_pipeline(encode(OneHotEncoder(min_frequency=30, handle_unknown="infrequent_if_exist")), tree).fit(
    mixed, mixed_y), "mixed", exact=True)

# What stays a refusal.
for name, model in {
    "refused-search": GridSearchCV(Ridge(), {"alpha": [1, 2]}, cv=2, refit=False).fit(num, target),
    "refused-importances": make_pipeline(SelectFromModel(lgb.LGBMRegressor(n_estimators=2, verbose=-1)), Ridge()).fit(num, target),
    "refused-function": TransformedTargetRegressor(Ridge(), func=np.sin, inverse_func=np.arcsin, check_inverse=False).fit(num, np.tanh(target)),
}.items():
    (HERE / f"{name}.skops").write_bytes(sio.dumps(model, compression=zipfile.ZIP_DEFLATED, compresslevel=9))

pd.DataFrame({**num, **DECIDED}).to_csv(HERE / "thresholds.csv", index=False)
(HERE / "tables.json").write_text(json.dumps(TABLES, ensure_ascii=False, indent=0) + "\n")
(HERE / "expected.json").write_text(json.dumps(CASES, indent=0, sort_keys=True) + "\n")
