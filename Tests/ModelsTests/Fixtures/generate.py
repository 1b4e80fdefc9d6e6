# /// script
# requires-python = ">=3.11"
# dependencies = ["xgboost==3.2.0", "lightgbm==4.7.0", "scikit-learn==1.9.1", "pandas==3.1.1",
#                 "numpy==2.4.6"]
# ///
"""Trains the small models of this folder and writes down what their own libraries answer.

Each case is a folder: the model (`model.json`, `model.ubj` or `model.txt`) and `expected.json`:

    rows         the name of a table in `tables.json`
    columns      the table's columns that the model is given, in order
    raw          per output, the margins as hexadecimal bits (8 digits a row: float32, 16: float64)
    predictions  per output, the library's own predictions in the same form
    categories   what a user must say about the model's categories, if anything
    averaged     the rounds that `raw` is a sum over, where predictions come from the mean (LightGBM)

A case that is an edited document (an older layout) keeps the answers of the library for the original.
Run: `uv run generate.py`. The Swift tests only read what is committed.
"""

import json
import pathlib
import re
import struct

import lightgbm as lgb
import numpy as np
import pandas as pd
import xgboost as xgb

HERE = pathlib.Path(__file__).parent
TABLES = {}


def bits(values):
    """The bits of one output's rows as one hexadecimal text."""
    values = np.asarray(values)
    code, width = (">f", 8) if values.dtype == np.float32 else (">d", 16)
    return "".join(struct.pack(code, v).hex().zfill(width) for v in values.tolist())


def outputs(matrix):
    matrix = np.asarray(matrix)
    return [bits(matrix)] if matrix.ndim == 1 else [bits(column) for column in matrix.T]


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
    """Registers the rows that models of this kind are scored on."""
    TABLES[name] = [
        {
            "name": str(column),
            "kind": "text" if frame[column].dtype in ("object", "category", "string", "str")
            and any(isinstance(v, str) for v in frame[column].dropna()) else
            "boolean" if frame[column].dtype == bool else "numeric",
            "values": [cell(v) for v in frame[column].tolist()],
        }
        for column in frame.columns
    ]


def write(case, model, name, rows, columns, raw, predictions, **more):
    folder = HERE / case.replace(" ", "-")
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(model) if isinstance(model, (bytes, bytearray)) else path.write_text(model)
    answer = {"rows": rows, "columns": list(columns), "raw": outputs(raw), **more}
    answer["predictions"] = outputs(predictions)
    (folder / "expected.json").write_text(json.dumps(answer, indent=0, sort_keys=True) + "\n")


# Training and scoring tables.

rng = np.random.default_rng(20261123)
N = 400
numeric = pd.DataFrame({
    "age": rng.integers(18, 80, N).astype(float),
    "income": np.round(rng.lognormal(3, 1, N), 3),
    "score": rng.normal(size=N),
    "rate": np.where(rng.random(N) < 0.3, 0.0, rng.normal(size=N)),
})
for column in ("income", "score"):
    numeric.loc[rng.random(N) < 0.15, column] = np.nan
signal = (numeric.age / 40 + numeric.score.fillna(0.5) - numeric.rate
          + np.where(numeric.income.isna(), 1.0, np.log1p(numeric.income.fillna(0)) / 4))
target = (signal + rng.normal(scale=0.3, size=N)).to_numpy()
binary = (target > np.median(target)).astype(int)
positive = np.exp(target / 2)
classes = np.digitize(target, np.quantile(target, [0.33, 0.66]))
counts = rng.poisson(positive)
relevance = np.digitize(target, np.quantile(target, [0.5, 0.8]))
groups = [20] * (N // 20)

categorical = numeric.copy()
categorical["city"] = pd.Categorical(
    rng.choice(["Riga", "Lünd", "Bergen", "Graz", "Porto", "Cork", "Ghent"], N))
categorical["plan"] = pd.Categorical(rng.choice([3, 7, 11, 20], N))
categorical["member"] = rng.random(N) < 0.5
categorical.loc[rng.random(N) < 0.1, "city"] = np.nan
category_target = target + categorical.city.cat.codes.to_numpy() % 3 + (
    categorical.plan.cat.codes.to_numpy() == 2) + categorical.member
category_binary = (category_target > np.median(category_target)).astype(int)

coded = numeric.copy()
coded["zone"] = rng.integers(0, 12, N).astype(float)
coded["kind"] = rng.integers(0, 3, N).astype(float)
coded.loc[rng.random(N) < 0.1, "zone"] = np.nan
coded_target = target + (coded.zone.fillna(1).to_numpy() % 4) + (coded.kind.to_numpy() == 1)
coded_binary = (coded_target > np.median(coded_target)).astype(int)


def scoring(frame, thresholds, extremes):
    """A few ordinary rows, then the edges: zeros, missing, values on and beside thresholds."""
    edge = frame.iloc[:16].copy().reset_index(drop=True)
    extra = []
    tiny = float(np.float32(1e-35))
    for value in [0.0, -0.0, np.nan, tiny, -tiny, 1.0000000180025095e-35, 1e-30, *extremes]:
        row = edge.iloc[3].copy()
        for column in numeric.columns:
            row[column] = value
        extra.append(row)
    for column, value in thresholds:
        for near in (value, np.nextafter(value, np.inf), np.nextafter(value, -np.inf),
                     float(np.nextafter(np.float32(value), np.float32(-np.inf)))):
            row = edge.iloc[5].copy()
            row[column] = near
            extra.append(row)
    return pd.concat([edge, pd.DataFrame(extra)], ignore_index=True)


probe = xgb.train({"max_depth": 3, "objective": "reg:squarederror"}, xgb.DMatrix(numeric, target), 2)
cuts = [(r.Feature, float(r.Split)) for r in probe.trees_to_dataframe().itertuples()
        if r.Feature != "Leaf"][:4]
x_rows = scoring(numeric, cuts, [3e38, -3e38])
l_probe = lgb.train({"objective": "regression", "verbose": -1, "num_leaves": 6},
                    lgb.Dataset(numeric, target), 2)
l_cuts = [(r.split_feature, float(r.threshold)) for r in l_probe.trees_to_dataframe().itertuples()
          if isinstance(r.split_feature, str)][:4]
l_rows = scoring(numeric, l_cuts, [np.inf, -np.inf, 1e300])
c_rows = categorical.iloc[:24].reset_index(drop=True)
c_rows["city"] = c_rows.city.astype(categorical.city.dtype)
code_rows = coded.iloc[:16].copy().reset_index(drop=True)
odd = [-1, -0.5, 0.7, 2.9, 40, 63, 64, 1000, 16777215, 16777216, 16777300, 2e9, np.nan]
code_rows = pd.concat([code_rows, pd.DataFrame([
    {**code_rows.iloc[i % 16].to_dict(), "zone": v, "kind": v} for i, v in enumerate(odd)])],
    ignore_index=True)
plain = categorical.assign(city=categorical.city.cat.rename_categories({"Lünd": "Lund"}))
plain_rows = c_rows.assign(city=c_rows.city.cat.rename_categories({"Lünd": "Lund"}))
unseen = c_rows.copy()
unseen["city"] = unseen.city.astype(object)
unseen.loc[[1, 4], "city"] = "Atlantis"
unseen["plan"] = unseen.plan.astype(float)
unseen.loc[[2, 4], "plan"] = 99
add_table("numbers", x_rows)
add_table("numbers with infinities", l_rows)
add_table("categories", c_rows)
add_table("plain categories", plain_rows)
add_table("unseen categories", unseen)
add_table("codes", code_rows)

# XGBoost.


def save(booster, form="json"):
    return bytes(booster.save_raw(raw_format=form))


def xgb_case(case, params, frame, y, rows, rows_name, rounds=3, forms=("json",), **kw):
    params = {"max_depth": 3, "eta": 0.4, "seed": 7, "nthread": 1, **params}
    if params.get("booster") == "gblinear":
        params.pop("max_depth")
    train = xgb.DMatrix(frame, y, enable_categorical=True, **kw)
    booster = xgb.train(params, train, rounds)
    xgb_write(case, booster, rows, rows_name, forms)
    return booster


def xgb_answers(booster, rows, **kw):
    data = xgb.DMatrix(rows, enable_categorical=True)
    return (booster.predict(data, output_margin=True, **kw), booster.predict(data, **kw))


def xgb_write(case, booster, rows, rows_name, forms=("json",), **more):
    raw, predictions = xgb_answers(booster, rows)
    for form in forms:
        name = case if form == "json" else f"{case} as {form}"
        write(name, save(booster, form), f"model.{form}", rows_name, rows.columns, raw, predictions,
              **more)


def edited(case, booster, rows, rows_name, edit, **more):
    """The document of `booster` brought into another layout by `edit`."""
    document = json.loads(save(booster))
    edit(document)
    raw, predictions = xgb_answers(booster, rows)
    write(case, json.dumps(document, separators=(",", ":")), "model.json", rows_name, rows.columns,
          raw, predictions, **more)


simple = [
    ("reg-squarederror", target), ("reg-logistic", binary), ("binary-logitraw", binary),
    ("binary-hinge", binary), ("reg-squaredlogerror", positive), ("reg-absoluteerror", target),
    ("reg-pseudohubererror", target), ("count-poisson", counts), ("reg-gamma", positive),
    ("reg-tweedie", positive), ("survival-cox", positive),
]
kept = {}
for name, y in simple:
    kept[name] = xgb_case(f"xgboost {name}", {"objective": name.replace("-", ":", 1)}, numeric, y,
                          x_rows, "numbers", rounds=2)
kept["logistic"] = xgb_case("xgboost binary-logistic", {"objective": "binary:logistic"}, numeric,
                            binary, x_rows, "numbers", forms=("json", "ubj"))
aft = xgb.DMatrix(numeric)
aft.set_float_info("label_lower_bound", positive)
aft.set_float_info("label_upper_bound", np.where(binary == 1, positive, np.inf))
xgb_write("xgboost survival-aft", xgb.train(
    {"objective": "survival:aft", "max_depth": 2, "seed": 7}, aft, 2), x_rows, "numbers")
for name in ("rank-ndcg", "rank-map", "rank-pairwise"):
    y = (relevance > 0).astype(int) if name == "rank-map" else relevance
    xgb_case(f"xgboost {name}", {"objective": name.replace("-", ":"), "max_depth": 2}, numeric, y,
             x_rows, "numbers", rounds=2, group=groups)
for name in ("multi-softprob", "multi-softmax"):
    kept[name] = xgb_case(f"xgboost {name}", {"objective": name.replace("-", ":"), "num_class": 3,
                                              "max_depth": 2}, numeric, classes, x_rows, "numbers",
                          rounds=2)
for alphas in ([0.3], [0.1, 0.5, 0.9]):
    xgb_case(f"xgboost quantiles {len(alphas)}", {
        "objective": "reg:quantileerror", "quantile_alpha": alphas, "max_depth": 2}, numeric, target,
        x_rows, "numbers", rounds=2)
kept["dart"] = xgb_case("xgboost dart", {
    "objective": "binary:logistic", "booster": "dart", "rate_drop": 0.5, "one_drop": 1}, numeric,
    binary, x_rows, "numbers", rounds=4, forms=("json", "ubj"))
xgb_case("xgboost dart multiclass", {
    "objective": "multi:softprob", "num_class": 3, "booster": "dart", "rate_drop": 0.4,
    "max_depth": 2}, numeric, classes, x_rows, "numbers", rounds=3)
xgb_case("xgboost gblinear", {"objective": "binary:logistic", "booster": "gblinear"}, numeric,
         binary, x_rows, "numbers", forms=("json", "ubj"))
xgb_case("xgboost gblinear multiclass", {
    "objective": "multi:softprob", "num_class": 3, "booster": "gblinear"}, numeric, classes, x_rows,
    "numbers")
xgb_case("xgboost gblinear poisson", {"objective": "count:poisson", "booster": "gblinear"},
         numeric, counts, x_rows, "numbers")
kept["vector"] = xgb_case("xgboost vector leaves", {
    "objective": "multi:softprob", "num_class": 3, "multi_strategy": "multi_output_tree",
    "max_depth": 3}, numeric, classes, x_rows, "numbers", forms=("json", "ubj"))
many = np.stack([target, target * 2 + 1], axis=1)
xgb_case("xgboost vector leaves of two targets", {
    "objective": "reg:squarederror", "multi_strategy": "multi_output_tree"}, numeric, many, x_rows,
    "numbers", rounds=2)
xgb_case("xgboost two targets", {"objective": "reg:squarederror", "max_depth": 2}, numeric, many,
         x_rows, "numbers", rounds=2)
xgb_case("xgboost random forest", {
    "objective": "binary:logistic", "num_parallel_tree": 4, "subsample": 0.6, "eta": 1,
    "colsample_bynode": 0.7}, numeric, binary, x_rows, "numbers", rounds=1)
xgb_case("xgboost forest multiclass", {
    "objective": "multi:softprob", "num_class": 3, "num_parallel_tree": 2, "subsample": 0.6,
    "max_depth": 2}, numeric, classes, x_rows, "numbers", rounds=2)
xgb_case("xgboost base score given", {"objective": "binary:logistic", "base_score": 0.2}, numeric,
         binary, x_rows, "numbers", rounds=1)
kept["categories"] = xgb_case("xgboost categories", {
    "objective": "binary:logistic", "max_cat_to_onehot": 4, "max_depth": 4}, plain,
    category_binary, plain_rows, "plain categories", forms=("json", "ubj"))
xgb_case("xgboost one-hot categories", {
    "objective": "reg:squarederror", "max_cat_to_onehot": 20}, plain, category_target, plain_rows,
    "plain categories")
# XGBoost writes the offsets of names in characters, their text in bytes: such names are lost.
xgb_write("xgboost damaged names", xgb.train(
    {"objective": "binary:logistic", "max_depth": 3}, xgb.DMatrix(
        categorical, category_binary, enable_categorical=True), 2), c_rows, "categories",
    categories={"city": list(categorical.city.cat.categories)})
types = ["float"] * 4 + ["c", "c"]
code_train = xgb.DMatrix(coded, coded_binary, feature_types=types, enable_categorical=True)
code_booster = xgb.train({"objective": "binary:logistic", "max_depth": 4, "max_cat_to_onehot": 2},
                         code_train, 3)
x_codes = code_rows[~(code_rows.zone < 0) & ~(code_rows.zone >= 16777216)]
data = xgb.DMatrix(code_rows, feature_types=types, enable_categorical=True)
write("xgboost codes", save(code_booster), "model.json", "codes", code_rows.columns,
      code_booster.predict(data, output_margin=True), code_booster.predict(data))

# Early stopping: the scikit-learn wrapper stops at the best round, a bare booster does not.
half = N // 2
rough = np.where(rng.random(N) < 0.3, 1 - binary, binary)
wrapper = xgb.XGBClassifier(n_estimators=12, learning_rate=1.0, max_depth=3, n_jobs=1,
                            early_stopping_rounds=3, eval_metric="logloss", random_state=7)
wrapper.fit(numeric[:half], rough[:half], eval_set=[(numeric[half:], rough[half:])], verbose=False)
assert wrapper.best_iteration + 1 < wrapper.get_booster().num_boosted_rounds()
path = HERE / "wrapper.json"
wrapper.save_model(path)
document = path.read_text()
path.unlink()
write("xgboost early stopping of the wrapper", document, "model.json", "numbers", x_rows.columns,
      wrapper.predict(x_rows, output_margin=True), wrapper.predict_proba(x_rows)[:, 1],
      rounds=wrapper.best_iteration + 1)
bare = xgb.train({"objective": "binary:logistic", "max_depth": 3, "eta": 1.0, "nthread": 1},
                 xgb.DMatrix(numeric[:half], rough[:half]), 12,
                 evals=[(xgb.DMatrix(numeric[half:], rough[half:]), "v")], early_stopping_rounds=3,
                 verbose_eval=False)
xgb_write("xgboost early stopping of a booster", bare, x_rows, "numbers",
          rounds=bare.num_boosted_rounds())

# Older and other layouts of the same models.


def old_base_score(document):
    document["version"] = [2, 0, 3]
    parameters = document["learner"]["learner_model_param"]
    parameters["base_score"] = parameters["base_score"].strip("[]").split(",")[0]


def as_version_1(document):
    old_base_score(document)
    document["version"] = [1, 0, 0]
    learner = document["learner"]
    for key in ("feature_names", "feature_types"):
        learner.pop(key)
    for key in ("num_target", "boost_from_average"):
        learner["learner_model_param"].pop(key)
    model = learner["gradient_booster"]["model"]
    model.pop("cats")
    model.pop("iteration_indptr")
    for tree in model["trees"]:
        for key in ("split_type", "categories", "categories_nodes", "categories_segments",
                    "categories_sizes"):
            tree.pop(key)
        tree["default_left"] = [value == 1 for value in tree["default_left"]]


def vector_leaves_of_version_2(document):
    for tree in document["learner"]["gradient_booster"]["model"]["trees"]:
        size, leaves = int(tree["tree_param"]["size_leaf_vector"]), tree.pop("leaf_weights")
        for node, left in enumerate(tree["left_children"]):
            if left == -1:
                leaf = tree["right_children"][node]
                tree["base_weights"][node * size:(node + 1) * size] = leaves[
                    leaf * size:(leaf + 1) * size]
                tree["right_children"][node] = -1


def dart_of_version_34(document):
    booster = document["learner"]["gradient_booster"]
    model = booster["gbtree"]["model"]
    model["weight_drop"] = booster["weight_drop"]
    document["learner"]["gradient_booster"] = {"name": "gbtree", "model": model}


def repeat_base_score(document):
    parameters = document["learner"]["learner_model_param"]
    value = parameters["base_score"].strip("[]")
    parameters["base_score"] = f"({value})"


edited("xgboost layout 1.0", kept["logistic"], x_rows, "numbers", as_version_1, positional=True)
edited("xgboost layout 2.0", kept["reg-squarederror"], x_rows, "numbers", old_base_score)
edited("xgboost layout 2.0 poisson", kept["count-poisson"], x_rows, "numbers", old_base_score)
edited("xgboost layout 2.0 vector leaves", kept["vector"], x_rows, "numbers",
       vector_leaves_of_version_2)
edited("xgboost layout 3.4 dart", kept["dart"], x_rows, "numbers", dart_of_version_34)
edited("xgboost base score in parentheses", kept["logistic"], x_rows, "numbers", repeat_base_score)
snapshot = kept["logistic"].__getstate__()["handle"]
raw, predictions = xgb_answers(kept["logistic"], x_rows)
write("xgboost memory snapshot", bytes(snapshot), "model.ubj", "numbers", x_rows.columns, raw,
      predictions)

# LightGBM.


def trimmed(text):
    """The model text without the sixty parameters that no reader needs."""
    wanted = re.compile(r"^\[(?!(boosting|objective|categorical_feature|zero_as_missing)).*\]\n",
                        re.MULTILINE)
    return wanted.sub("", text)


def lgb_write(case, booster, rows, rows_name, **more):
    columns = more.pop("columns", getattr(rows, "columns", None))
    write(case, trimmed(booster.model_to_string()), "model.txt", rows_name, columns,
          booster.predict(rows, raw_score=True), booster.predict(rows), **more)


def lgb_case(case, params, frame, y, rows, rows_name, rounds=3, group=None, more=None, **kw):
    params = {"verbose": -1, "num_leaves": 6, "learning_rate": 0.4, "seed": 7, "num_threads": 1,
              "deterministic": True, "min_data_in_leaf": 5, **params}
    booster = lgb.train(params, lgb.Dataset(frame, y, group=group, **kw), rounds)
    lgb_write(case, booster, rows, rows_name, **(more or {}))
    return booster


where = (numeric, l_rows, "numbers with infinities")
for name, y in [
    ("regression", target), ("regression_l1", target), ("huber", target), ("fair", target),
    ("poisson", counts), ("quantile", target), ("mape", positive), ("gamma", positive),
    ("tweedie", positive), ("binary", binary), ("cross_entropy", binary),
    ("cross_entropy_lambda", binary),
]:
    lgb_case(f"lightgbm {name}", {"objective": name}, numeric, y, l_rows, where[2], rounds=2)
for name in ("regression", "quantile"):
    lgb_case(f"lightgbm {name} of roots", {"objective": name, "reg_sqrt": True}, numeric, target,
             l_rows, where[2], rounds=2)
lgb_case("lightgbm binary sigmoid", {"objective": "binary", "sigmoid": 2.5}, numeric, binary,
         l_rows, where[2], rounds=2)
for name in ("multiclass", "multiclassova"):
    lgb_case(f"lightgbm {name}", {"objective": name, "num_class": 3}, numeric, classes, l_rows,
             where[2], rounds=2)
for name in ("lambdarank", "rank_xendcg"):
    lgb_case(f"lightgbm {name}", {"objective": name}, numeric, relevance, l_rows, where[2],
             rounds=2, group=groups)
lgb_case("lightgbm zero as missing", {"objective": "regression", "zero_as_missing": True}, numeric,
         target, l_rows, where[2], rounds=4)
lgb_case("lightgbm without missing", {"objective": "regression", "use_missing": False}, numeric,
         target, l_rows, where[2], rounds=4)
lgb_case("lightgbm linear trees", {"objective": "regression", "linear_tree": True}, numeric, target,
         x_rows, "numbers", rounds=4)
lgb_case("lightgbm linear trees without missing", {
    "objective": "binary", "linear_tree": True, "use_missing": False}, numeric, binary, x_rows,
    "numbers")
forest = {"boosting": "rf", "bagging_freq": 1, "bagging_fraction": 0.6, "feature_fraction": 0.8}
lgb_case("lightgbm random forest", {"objective": "binary", **forest}, numeric, binary, l_rows,
         where[2], rounds=4, more={"averaged": 4})
lgb_case("lightgbm random forest multiclass", {"objective": "multiclass", "num_class": 3, **forest},
         numeric, classes, l_rows, where[2], rounds=3, more={"averaged": 3})
lgb_case("lightgbm dart", {"objective": "regression", "boosting": "dart", "drop_rate": 0.5}, numeric,
         target, l_rows, where[2], rounds=5)
lgb_case("lightgbm stumps of one leaf", {"objective": "binary", "min_data_in_leaf": 390}, numeric,
         binary, l_rows, where[2], rounds=2)
# Only missing against present matters, which LightGBM writes as the threshold `inf`.
booster = lgb_case("lightgbm infinite thresholds", {"objective": "regression"}, numeric,
                   numeric.isna().to_numpy().sum(axis=1) + 0.0, l_rows, where[2], rounds=3)
assert " inf" in booster.model_to_string() or "=inf" in booster.model_to_string()
custom = lgb.train({"objective": lambda p, d: (p - d.get_label(), np.ones_like(p)), "verbose": -1,
                    "num_leaves": 4, "num_threads": 1}, lgb.Dataset(numeric, target), 2)
lgb_write("lightgbm custom objective", custom, l_rows, where[2])
lgb_case("lightgbm categories", {"objective": "binary", "min_data_per_group": 5, "cat_smooth": 1,
                                 "max_cat_to_onehot": 2}, categorical, category_binary, c_rows,
         "categories", rounds=4)
booster = lgb_case("lightgbm one-hot categories", {
    "objective": "regression", "max_cat_to_onehot": 20}, categorical, category_target, c_rows,
    "categories")
typed = unseen.copy()
typed["city"] = pd.Categorical(typed.city)
typed["plan"] = pd.Categorical(typed.plan)
lgb_write("lightgbm unseen categories", booster, typed, "unseen categories")
lgb_case("lightgbm codes", {"objective": "binary", "min_data_per_group": 5, "cat_smooth": 1,
                            "max_cat_to_onehot": 2}, coded, coded_binary, code_rows, "codes",
         rounds=4, categorical_feature=["zone", "kind"])
blank = numeric.rename(columns={"age": "age in years", "rate": "rate=x"})
blank_rows = l_rows.rename(columns={"age": "age in years", "rate": "rate=x"})
add_table("blank names", blank_rows.iloc[:12])
lgb_write("lightgbm names with blanks", lgb.train(
    {"objective": "regression", "verbose": -1, "num_leaves": 5, "num_threads": 1},
    lgb.Dataset(blank, target), 2), blank_rows.iloc[:12], "blank names")
lgb_write("lightgbm unnamed features", lgb.train(
    {"objective": "regression", "verbose": -1, "num_leaves": 5, "num_threads": 1},
    lgb.Dataset(numeric.to_numpy(), target), 2), l_rows.to_numpy(), where[2], columns=l_rows.columns)

(HERE / "tables.json").write_text(json.dumps(TABLES, separators=(",", ":"), ensure_ascii=False) + "\n")
