# /// script
# requires-python = ">=3.11"
# dependencies = ["scikit-learn==1.9.1", "skops==0.16.0", "xgboost==3.2.0", "lightgbm==4.7.0",
#                 "pandas==3.1.1", "numpy==2.4.6"]
# ///
"""Trains the small scikit-learn models of this folder and writes down what scikit-learn answers.

Each case is `NAME.skops` (deflated) and an entry of `expected.json`:

    rows         the name of a table in `tables.json`
    columns      the table's columns that the model is given, in order
    positional   whether the model knows no names
    predictions  per output, predict_proba (of two classes the second), decision_function where there
                 is no probability, or predict, as hexadecimal bits of doubles
    raw          the same for the decision values, where scikit-learn shows them
    exact        whether the bits must be equal
    refused      for rows that scikit-learn refuses: nothing else is there

Run: `uv run generate.py`. The Swift tests only read what is committed.
"""

import json
import pathlib
import struct
import zipfile

import lightgbm as lgb
import numpy as np
import pandas as pd
import skops.io as sio
import xgboost as xgb
from sklearn.calibration import CalibratedClassifierCV
from sklearn.compose import ColumnTransformer, make_column_selector
from sklearn.decomposition import PCA
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import (
    AdaBoostClassifier, BaggingClassifier, ExtraTreesRegressor, GradientBoostingClassifier,
    GradientBoostingRegressor, HistGradientBoostingClassifier, HistGradientBoostingRegressor,
    RandomForestClassifier, RandomForestRegressor, StackingClassifier, VotingClassifier)
from sklearn.impute import SimpleImputer
from sklearn.linear_model import (
    ElasticNet, GammaRegressor, LinearRegression, LogisticRegression, PoissonRegressor, Ridge,
    RidgeClassifier, SGDClassifier, TweedieRegressor)
from sklearn.naive_bayes import GaussianNB
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import FeatureUnion, Pipeline, make_pipeline
from sklearn.preprocessing import (
    FunctionTransformer, KBinsDiscretizer, MaxAbsScaler, MinMaxScaler, Normalizer, OneHotEncoder,
    OrdinalEncoder, PolynomialFeatures, RobustScaler, StandardScaler)
from sklearn.svm import SVC, LinearSVC
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

HERE = pathlib.Path(__file__).parent
TABLES, CASES = {}, {}


def bits(values):
    return "".join(struct.pack(">d", float(v)).hex() for v in np.asarray(values).tolist())


def cell(value):
    if value is None or value is pd.NA:
        return None
    if isinstance(value, (str, bool, np.bool_)):
        return bool(value) if not isinstance(value, str) else value
    value = float(value)
    if np.isnan(value):
        return None
    return value if np.isfinite(value) else ("inf" if value > 0 else "-inf")


def add_table(name, frame):
    TABLES[name] = [
        {"name": str(c),
         "kind": "text" if any(isinstance(v, str) for v in frame[c].dropna()) else
         "boolean" if frame[c].dtype == bool else "numeric",
         "values": [cell(v) for v in frame[c].tolist()]}
        for c in frame.columns
    ]
    ROWS[name] = frame


ROWS = {}


def outputs(values):
    values = np.asarray(values, dtype=float)
    if values.ndim == 1:
        return [bits(values)]
    if values.shape[1] == 2:
        return [bits(values[:, 1])]
    return [bits(column) for column in values.T]


def case(name, model, rows, columns=None, exact=False, refused=False, raw=True, **save):
    frame = ROWS[rows]
    columns = list(columns) if columns is not None else list(frame.columns)
    data = sio.dumps(model, compression=zipfile.ZIP_DEFLATED, compresslevel=9)
    (HERE / f"{name}.skops").write_bytes(data)
    last = model.steps[-1][1] if isinstance(model, Pipeline) else model
    positional = not any(hasattr(m, "feature_names_in_") for m in (model, last))
    answer = {"rows": rows, "columns": columns, "positional": positional, "exact": exact}
    X = frame[columns] if not positional else frame[columns].to_numpy(dtype=float)
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
        if raw and hasattr(model, "decision_function"):
            answer["raw"] = outputs(model.decision_function(X))
        if hasattr(model, "classes_"):
            answer["classes"] = [
                ("true" if c else "false") if isinstance(c, (bool, np.bool_)) else str(c)
                for c in model.classes_.tolist()]
    CASES[name] = answer


rng = np.random.default_rng(20261126)
N = 160
num = pd.DataFrame({
    "age": rng.integers(18, 80, N).astype(float),
    "income": np.round(rng.lognormal(3, 1, N), 3),
    "score": rng.normal(size=N),
    "rate": np.where(rng.random(N) < 0.3, 0.0, rng.normal(size=N)),
})
target = (num.age / 40 + num.score - num.rate + np.log1p(num.income) / 4
          + rng.normal(scale=0.3, size=N)).to_numpy()
words = np.where(target > np.median(target), "yes", "no")
truth = target > np.median(target)
three = np.digitize(target, np.quantile(target, [0.33, 0.66]))
three_words = np.array(["low", "mid", "top"])[three]
positive = np.exp(target / 2)
gaps = num.copy()
for column in ("income", "score"):
    gaps.loc[rng.random(N) < 0.15, column] = np.nan
mixed = gaps.copy()
mixed["city"] = rng.choice(["Riga", "Lünd", "Bergen", "Graz", "Porto"], N, p=[.4, .3, .2, .05, .05])
mixed["plan"] = rng.choice([3, 7, 11, 20], N)
mixed["member"] = rng.random(N) < 0.5
mixed.loc[rng.random(N) < 0.1, "city"] = np.nan
mixed_y = np.where(target + (mixed.city == "Riga") + (mixed["plan"] == 7) > 2.5, "yes", "no")

complete = num.iloc[:12].copy()
for value in [0.0, -0.0, 1e-30, 3e38, -3e38, 12345678.9]:
    row = complete.iloc[3].copy()
    row[:] = value
    complete = pd.concat([complete, row.to_frame().T], ignore_index=True)
probe = DecisionTreeRegressor(max_depth=3, random_state=0).fit(num, target)
for node in range(probe.tree_.node_count):
    if probe.tree_.children_left[node] < 0:
        continue
    column, cut = num.columns[probe.tree_.feature[node]], probe.tree_.threshold[node]
    for near in (cut, np.nextafter(cut, np.inf), np.nextafter(cut, -np.inf),
                 float(np.nextafter(np.float32(cut), np.float32(np.inf)))):
        row = complete.iloc[5].copy()
        row[column] = near
        complete = pd.concat([complete, row.to_frame().T], ignore_index=True)
complete = complete.astype(float)
add_table("complete", complete)
tame = num.iloc[:20].reset_index(drop=True)
add_table("tame", tame)
missing = gaps.iloc[:20].reset_index(drop=True)
for column in missing.columns:
    row = missing.iloc[4].copy()
    row[column] = np.nan
    missing = pd.concat([missing, row.to_frame().T.astype(float)], ignore_index=True)
missing.loc[len(missing)] = [np.nan] * 4
add_table("missing", missing)
infinite = pd.concat([missing, pd.DataFrame(
    [[np.inf] * 4, [-np.inf] * 4, [1e300] * 4], columns=missing.columns)], ignore_index=True)
add_table("infinite", infinite)
cells = mixed.iloc[:24].reset_index(drop=True)
add_table("mixed", cells)
strange = cells.copy()
strange.loc[0, "city"] = "Atlantis"
strange.loc[1, "plan"] = 99
add_table("strange", strange)
with_gap = tame.copy()
with_gap.loc[2, "score"] = np.nan
add_table("gap", with_gap)
too_large = tame.copy()
too_large.loc[1, "income"] = 1e39
add_table("too large", too_large)

# Linear models.
case("logistic", LogisticRegression().fit(num, words), "tame")
case("logistic-three", LogisticRegression(max_iter=500).fit(num, three_words), "tame")
case("logistic-truth", LogisticRegression().fit(num, truth), "tame")
case("logistic-positional", LogisticRegression().fit(num.to_numpy(), truth.astype(int)), "tame")
case("logistic-refuses-missing", LogisticRegression().fit(num, words), "gap", refused=True)
case("linear", LinearRegression().fit(num, target), "tame")
case("ridge", Ridge(fit_intercept=False).fit(num, target), "tame")
case("elastic-net", ElasticNet(alpha=0.1).fit(num, target), "tame")
case("poisson", PoissonRegressor().fit(num, positive), "tame")
case("gamma", GammaRegressor().fit(num, positive), "tame")
case("tweedie", TweedieRegressor(power=1.5).fit(num, positive), "tame")
case("sgd-log", SGDClassifier(loss="log_loss", random_state=1).fit(num, three_words), "tame")
case("sgd-huber", SGDClassifier(loss="modified_huber", random_state=1).fit(num, three), "tame")
case("sgd-huber-two", SGDClassifier(loss="modified_huber", random_state=1).fit(num, words), "tame")
case("linear-svc", LinearSVC(random_state=1).fit(num, words), "tame")
case("ridge-classifier", RidgeClassifier().fit(num, three_words), "tame")
case("discriminant", LinearDiscriminantAnalysis().fit(num, three_words), "tame")

# Trees and forests.
case("tree", DecisionTreeClassifier(max_depth=4, random_state=1).fit(num, words), "complete", exact=True)
case("tree-three", DecisionTreeClassifier(max_depth=4, random_state=1).fit(gaps, three_words), "missing",
     exact=True)
case("tree-regression", DecisionTreeRegressor(max_depth=3, random_state=0).fit(num, target), "complete",
     exact=True)
case("forest", RandomForestClassifier(7, max_depth=4, random_state=1).fit(gaps, words), "missing", exact=True)
case("forest-three", RandomForestClassifier(5, max_depth=4, random_state=1).fit(num, three_words), "complete",
     exact=True)
case("forest-regression", RandomForestRegressor(6, max_depth=4, random_state=1).fit(gaps, target), "missing",
     exact=True)
case("forest-refuses-large", RandomForestRegressor(2, max_depth=2, random_state=1).fit(num, target),
     "too large", refused=True)
case("extra-trees", ExtraTreesRegressor(4, max_depth=4, random_state=1).fit(num, target), "complete",
     exact=True)
case("boosting", GradientBoostingClassifier(n_estimators=8, random_state=1).fit(num, words), "complete")
case("boosting-three", GradientBoostingClassifier(n_estimators=5, random_state=1).fit(num, three_words),
     "complete")
case("boosting-exponential", GradientBoostingClassifier(
    n_estimators=6, loss="exponential", random_state=1).fit(num, words), "complete")
case("boosting-zero", GradientBoostingClassifier(
    n_estimators=6, init="zero", random_state=1).fit(num, words), "complete")
for loss in ("squared_error", "huber", "quantile", "absolute_error"):
    case(f"boosting-{loss}".replace("_", "-"), GradientBoostingRegressor(
        n_estimators=5, loss=loss, random_state=1).fit(num, target), "complete", exact=True)
case("boosting-refuses-missing", GradientBoostingRegressor(
    n_estimators=2, random_state=1).fit(num, target), "gap", refused=True)
case("histogram", HistGradientBoostingClassifier(max_iter=6, random_state=1).fit(gaps, words), "infinite")
case("histogram-three", HistGradientBoostingClassifier(
    max_iter=4, random_state=1).fit(gaps, three_words), "infinite")
for loss in ("squared_error", "poisson", "gamma", "quantile"):
    more = {"quantile": 0.7} if loss == "quantile" else {}
    case(f"histogram-{loss}".replace("_", "-"), HistGradientBoostingRegressor(
        loss=loss, max_iter=5, random_state=1, **more).fit(gaps, positive), "infinite",
        exact=loss in ("squared_error", "quantile"))
typed = mixed.assign(city=mixed.city.astype("category"), plan=mixed["plan"].astype("category"))
categorical = HistGradientBoostingClassifier(
    max_iter=8, min_samples_leaf=5, random_state=1, categorical_features="from_dtype").fit(typed, mixed_y)
ROWS["mixed"] = cells.assign(city=cells.city.astype(typed.city.dtype), plan=cells["plan"].astype(typed["plan"].dtype))
case("histogram-categories", categorical, "mixed")
ROWS["mixed"] = cells
coded = gaps.assign(zone=rng.integers(0, 9, N).astype(float))
coded.loc[rng.random(N) < 0.1, "zone"] = np.nan
coded_rows = coded.iloc[:14].reset_index(drop=True)
coded_rows.loc[0, "zone"] = 55
coded_rows.loc[1, "zone"] = -3
coded_rows.loc[2, "zone"] = np.nan
add_table("coded", coded_rows)
case("histogram-codes", HistGradientBoostingRegressor(
    max_iter=6, min_samples_leaf=5, categorical_features=["zone"], random_state=1).fit(
        coded, target + coded.zone.fillna(3) % 4), "coded", exact=True)
case("adaboost", AdaBoostClassifier(n_estimators=6, random_state=1).fit(num, words), "complete")
case("adaboost-three", AdaBoostClassifier(
    DecisionTreeClassifier(max_depth=2), n_estimators=5, random_state=1).fit(num, three_words), "complete")

# Others.
scaled = make_pipeline(StandardScaler(), MLPClassifier((5, 4), max_iter=60, random_state=1))
case("network", scaled.fit(num, three_words), "tame")
case("network-two", make_pipeline(RobustScaler(), MLPClassifier(
    (4,), activation="tanh", max_iter=60, random_state=1)).fit(num, words), "tame")
case("bayes", GaussianNB().fit(num, three_words), "tame")
case("bayes-two", GaussianNB().fit(num, words), "tame")
case("dummy", DummyClassifier(strategy="prior").fit(num, three_words), "tame")

# Pipelines.
numeric = Pipeline([("impute", SimpleImputer(strategy="median", add_indicator=True)), ("scale", StandardScaler())])
words_step = Pipeline([("impute", SimpleImputer(strategy="most_frequent")),
                       ("encode", OneHotEncoder(handle_unknown="ignore"))])
prepare = ColumnTransformer([
    ("numbers", numeric, ["age", "income", "score"]),
    ("words", words_step, ["city"]),
    ("codes", OneHotEncoder(drop="first"), ["plan"]),
    ("rest", "passthrough", ["member"]),
])
pipeline = Pipeline([("prepare", prepare), ("model", LogisticRegression(max_iter=500))])
case("pipeline", pipeline.fit(mixed, mixed_y), "mixed")
case("pipeline-refuses-unknown", pipeline, "strange", refused=True)
lenient = Pipeline([("prepare", ColumnTransformer([
    ("numbers", make_pipeline(SimpleImputer(strategy="mean"), MinMaxScaler(clip=True)), [0, 1, 2]),
    ("words", OneHotEncoder(handle_unknown="infrequent_if_exist", min_frequency=20), ["city"]),
    ("codes", OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1), ["plan"]),
], remainder="drop")), ("model", RandomForestClassifier(6, max_depth=5, random_state=1))])
case("pipeline-forest", lenient.fit(mixed, mixed_y), "strange", exact=True)
selector = Pipeline([("prepare", ColumnTransformer([
    ("numbers", SimpleImputer(strategy="constant", fill_value=-1.0), make_column_selector(dtype_include=float)),
    ("words", OneHotEncoder(handle_unknown="ignore", sparse_output=False), slice(4, 5)),
], remainder="passthrough", transformer_weights={"words": 2.0})),
    ("model", GradientBoostingClassifier(n_estimators=6, random_state=1))])
case("pipeline-remainder", selector.fit(mixed, mixed_y), "strange")
case("pipeline-polynomial", make_pipeline(
    MaxAbsScaler(), PolynomialFeatures(2), Ridge()).fit(num, target), "tame")
case("pipeline-bins", make_pipeline(
    KBinsDiscretizer(4, encode="onehot-dense", quantile_method="averaged_inverted_cdf"),
    LogisticRegression()).fit(num, words), "tame")
case("pipeline-normalized", make_pipeline(
    FunctionTransformer(), Normalizer("l1"), LogisticRegression()).fit(num, words), "tame")
case("pipeline-union", make_pipeline(
    FeatureUnion([("pca", PCA(2)), ("log", make_pipeline(MinMaxScaler(), FunctionTransformer(np.log1p)))]),
    LogisticRegression()).fit(num, words), "tame")
case("pipeline-boosting", make_pipeline(
    ColumnTransformer([("words", OrdinalEncoder(
        handle_unknown="use_encoded_value", unknown_value=np.nan), ["city"])], remainder="passthrough"),
    HistGradientBoostingClassifier(max_iter=5, random_state=1)).fit(mixed, mixed_y), "strange")

# Models of models.
case("voting", VotingClassifier(
    [("a", LogisticRegression()), ("b", DecisionTreeClassifier(max_depth=2, random_state=1)),
     ("c", "drop")], voting="soft", weights=[1, 2, 5]).fit(num, three_words), "tame")
case("stacking", StackingClassifier(
    [("a", make_pipeline(StandardScaler(), LogisticRegression())),
     ("b", RandomForestClassifier(3, max_depth=2, random_state=1))], cv=2, passthrough=True).fit(num, words),
    "tame", raw=False)
case("calibrated", CalibratedClassifierCV(
    RandomForestClassifier(3, max_depth=3, random_state=1), method="isotonic", cv=2).fit(num, words), "tame")
case("calibrated-three", CalibratedClassifierCV(
    LogisticRegression(max_iter=500), method="sigmoid", cv=2).fit(num, three_words), "tame")
case("bagging", BaggingClassifier(
    LogisticRegression(), n_estimators=3, max_features=3, random_state=1).fit(num, words), "tame", raw=False)

# Other libraries inside.
case("lightgbm", lgb.LGBMClassifier(n_estimators=4, num_leaves=5, verbose=-1).fit(gaps, words), "missing")
case("lightgbm-pipeline", make_pipeline(
    SimpleImputer(), lgb.LGBMRegressor(n_estimators=4, num_leaves=5, verbose=-1)).fit(gaps, target), "missing")
case("xgboost", xgb.XGBClassifier(n_estimators=3, max_depth=2).fit(gaps, three), "missing")
# Behind a sparse matrix XGBoost takes zeros as missing.
case("xgboost-sparse", make_pipeline(
    ColumnTransformer([("words", OneHotEncoder(handle_unknown="ignore"), ["city", "plan"])],
                      remainder="passthrough", sparse_threshold=0.9),
    xgb.XGBClassifier(n_estimators=4, max_depth=3)).fit(mixed, three), "mixed")

# So do those inside other models: what stands in front of these hands the matrix through.
sparse = ColumnTransformer(
    [("words", OneHotEncoder(handle_unknown="ignore"), ["city", "plan"])],
    remainder="passthrough", sparse_threshold=0.9)
booster = xgb.XGBClassifier(n_estimators=3, max_depth=3)
full = mixed.assign(income=mixed.income.fillna(7.0), score=mixed.score.fillna(0.0))
add_table("full", full.iloc[:40].reset_index(drop=True))
case("xgboost-sparse-voting", make_pipeline(sparse, VotingClassifier(
    [("a", booster), ("b", make_pipeline(MaxAbsScaler(), LogisticRegression(max_iter=500)))],
    voting="soft")).fit(full, three), "full")
case("xgboost-sparse-stacking", make_pipeline(sparse, StackingClassifier(
    [("a", booster), ("b", DecisionTreeClassifier(max_depth=2, random_state=1))],
    final_estimator=xgb.XGBClassifier(n_estimators=2, max_depth=2), cv=2, passthrough=True)
    ).fit(full, three), "full")
case("xgboost-sparse-calibrated", make_pipeline(sparse, CalibratedClassifierCV(
    booster, method="sigmoid", cv=2)).fit(full, (target > np.median(target)).astype(int)), "full")
case("xgboost-sparse-bagging", make_pipeline(sparse, BaggingClassifier(
    booster, n_estimators=2, random_state=1)).fit(full, three), "full")
case("xgboost-sparse-bins", make_pipeline(
    KBinsDiscretizer(4, quantile_method="averaged_inverted_cdf"),
    xgb.XGBRegressor(n_estimators=3, max_depth=3)).fit(num, target), "tame")
case("xgboost-sparse-polynomial", make_pipeline(
    ColumnTransformer([("words", OneHotEncoder(handle_unknown="ignore"), ["city", "plan"])]),
    PolynomialFeatures(2, include_bias=False), Normalizer("l1"),
    xgb.XGBRegressor(n_estimators=3, max_depth=3)).fit(full, target), "full")

# Categories that are texts and look like numbers: 1.0 and 1 are two of them.
coded = num[["age", "score"]].assign(
    code=rng.choice(["1", "1.0", "2.50", "7"], N), size=rng.choice(["10", "20", "30"], N))
coded.loc[rng.random(N) < 0.1, "size"] = np.nan
coded_y = (target + np.where(coded.code == "1.0", 2.0, 0.0) > np.median(target)).astype(int)
add_table("text codes", coded.iloc[:40].reset_index(drop=True))
case("text-codes", make_pipeline(ColumnTransformer([
    ("code", OneHotEncoder(handle_unknown="ignore"), ["code"]),
    ("size", make_pipeline(SimpleImputer(strategy="most_frequent"), OneHotEncoder()), ["size"]),
], remainder="passthrough"), LogisticRegression(max_iter=500)).fit(coded, coded_y), "text codes")

# What cannot be rebuilt.
(HERE / "unsupported-svc.skops").write_bytes(sio.dumps(
    make_pipeline(StandardScaler(), SVC()).fit(num[["age", "rate"]], words), compression=zipfile.ZIP_DEFLATED))

(HERE / "tables.json").write_text(json.dumps(TABLES, ensure_ascii=False, indent=0) + "\n")
(HERE / "expected.json").write_text(json.dumps(CASES, indent=0, sort_keys=True) + "\n")
