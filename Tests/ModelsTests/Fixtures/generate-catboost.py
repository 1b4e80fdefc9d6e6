# /// script
# requires-python = ">=3.11"
# dependencies = ["catboost==1.2.10", "pandas==3.1.1", "numpy==2.4.6"]
# ///
"""Trains the small CatBoost models of this folder and writes down what CatBoost answers.

Each case is a folder `catboost-…` with the same model in both of its forms, `model.json` and `model.cbm`
(parameters that no reader needs are cut from the JSON), and `expected.json` as `generate.py` describes it:
raw values and the library's default predictions of the model's estimator, in Double. The tables are in
`catboost-tables.json`. Rows hold missing and infinite numbers, numbers on borders and beside them in
both widths, unseen and missing categories.
Run: `uv run generate-catboost.py`. The Swift tests only read what is committed.
"""

import json
import pathlib
import shutil
import struct

import catboost as cb
import numpy as np
import pandas as pd

HERE = pathlib.Path(__file__).parent
TABLES = {}
for old in HERE.glob("catboost-*"):
    if old.is_dir():
        shutil.rmtree(old)


def bits(values):
    return "".join(struct.pack(">d", float(v)).hex() for v in values)


def outputs(matrix):
    matrix = np.asarray(matrix, dtype=float)
    return [bits(matrix)] if matrix.ndim == 1 else [bits(column) for column in matrix.T]


def cell(value):
    if value is None or value is pd.NA:
        return None
    if isinstance(value, str):
        return value
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    value = float(value)
    if np.isnan(value):
        return None
    return value if np.isfinite(value) else ("inf" if value > 0 else "-inf")


def add_table(name, frame):
    """Registers the rows as a table reader would give them."""
    TABLES[name] = [
        {
            "name": str(column),
            "kind": "boolean" if frame[column].dtype == bool
            else "text" if any(isinstance(v, str) for v in frame[column]) else "numeric",
            "values": [cell(v) for v in frame[column].tolist()],
        }
        for column in frame.columns
    ]


def trimmed(document):
    """The document without the parameters of training."""
    info = document["model_info"]
    info["params"] = {"loss_function": info["params"]["loss_function"]}
    for key in ("model_guid", "output_options", "training", "train_finish_time"):
        info.pop(key, None)
    return document


def save(model, name, pool=None):
    path = HERE / "kept"
    model.save_model(path, format=name, pool=pool)
    data = path.read_bytes()
    path.unlink()
    return data


def load(data, name):
    path = HERE / "kept"
    path.write_bytes(data)
    model = cb.CatBoost().load_model(path, format=name)
    path.unlink()
    return model


def write(case, document, binary, rows, columns, raw, predictions, **more):
    folder = HERE / f"catboost-{case.replace(' ', '-')}"
    folder.mkdir()
    text = json.dumps(trimmed(document), separators=(",", ":"))
    (folder / "model.json").write_text(text)
    (folder / "model.cbm").write_bytes(binary)
    answer = {"rows": rows, "columns": list(columns), "raw": outputs(raw), **more}
    answer["predictions"] = outputs(predictions)
    (folder / "expected.json").write_text(json.dumps(answer, indent=0, sort_keys=True) + "\n")


def case(name, loss, frame, y, rows, table, estimator=None, cats=None, given=None, group=None,
         pool_saved=False, scale=None, pairs=None, threshold=None, more={}, **params):
    """Trains, saves, asks. `given` is what CatBoost is asked with, where it differs from the table."""
    params = {"iterations": 5, "depth": 3, "learning_rate": 0.4, "random_seed": 7, "thread_count": 1,
              "verbose": False, "allow_writing_files": False, "loss_function": loss,
              "max_ctr_complexity": 1, "border_count": 16, **params}
    if "num_leaves" in params or params.get("grow_policy") == "Lossguide":
        params.pop("depth")
    kind = estimator or cb.CatBoost
    model = kind(**params) if kind is not cb.CatBoost else cb.CatBoost(params)
    pool = cb.Pool(frame, y, cat_features=cats, group_id=group, pairs=pairs)
    model.fit(pool)
    if scale:
        model.set_scale_and_bias(*scale)
    if threshold:
        model.set_probability_threshold(threshold)
    ask(name, model, rows if given is None else given, table, rows.columns, cats,
        pool if pool_saved else None, **more)
    return model


def ask(name, model, given, table, columns, cats, pool=None, **more):
    asked = cb.Pool(given, cat_features=cats)
    raw = cb.CatBoost.predict(model, asked, prediction_type="RawFormulaVal")
    if isinstance(model, cb.CatBoostClassifier):
        predictions = model.predict_proba(asked)
        if predictions.ndim == 2 and predictions.shape[1] == 2 and np.ndim(raw) == 1:
            predictions = predictions[:, 1]
    else:
        predictions = model.predict(asked)
    write(name, json.loads(save(model, "json", pool)), save(model, "cbm"), table, columns, raw, predictions, **more)


# Numbers.

rng = np.random.default_rng(20261126)
N = 240
numeric = pd.DataFrame({
    "age": rng.integers(18, 80, N).astype(float),
    "income": np.round(rng.lognormal(3, 1, N), 3),
    "score": rng.normal(size=N),
    "rate": np.where(rng.random(N) < 0.3, 0.0, rng.normal(size=N)),
})
numeric.loc[rng.random(N) < 0.2, "income"] = np.nan
numeric.loc[rng.random(N) < 0.1, "score"] = np.nan
signal = (numeric.age / 40 + numeric.score.fillna(0.5) - numeric.rate
          + np.where(numeric.income.isna(), 1.0, np.log1p(numeric.income.fillna(0)) / 4))
target = (signal + rng.normal(scale=0.3, size=N)).to_numpy()
binary = (target > np.median(target)).astype(int)
share = 1 / (1 + np.exp(-(target - target.mean())))
positive = np.exp(target / 2)
classes = np.digitize(target, np.quantile(target, [0.33, 0.66]))
counts = rng.poisson(positive)
relevance = np.digitize(target, np.quantile(target, [0.5, 0.8]))
groups = np.repeat(np.arange(N // 20), 20)


def scoring(frame, cuts):
    """A few ordinary rows, then the edges."""
    edge = frame.iloc[:12].copy().reset_index(drop=True)
    extra = []
    for value in [0.0, -0.0, np.nan, np.inf, -np.inf, 1e-30, 3.4e38, -3.4e38, 1e300]:
        row = edge.iloc[3].copy()
        for column in numeric.columns:
            row[column] = value
        extra.append(row)
    for column, cut in cuts:
        cut = np.float32(cut)
        up, down = np.nextafter(cut, np.float32(np.inf)), np.nextafter(cut, np.float32(-np.inf))
        for near in (cut, up, down, np.nextafter(float(cut), np.inf),
                     np.nextafter(float(cut), -np.inf), (float(cut) + float(up)) / 2):
            row = edge.iloc[5].copy()
            row[column] = float(near)
            extra.append(row)
    return pd.concat([edge, pd.DataFrame(extra)], ignore_index=True)


probe = cb.CatBoost({"iterations": 2, "depth": 3, "verbose": False, "thread_count": 1,
                     "random_seed": 7, "allow_writing_files": False}).fit(numeric, target)
cuts = [(numeric.columns[f["feature_index"]], f["borders"][0])
        for f in json.loads(save(probe, "json"))["features_info"]["float_features"] if f["borders"]]
n_rows = scoring(numeric, cuts)
add_table("catboost numbers", n_rows)
N_ARGS = (n_rows, "catboost numbers")
regressor, classifier, ranker = cb.CatBoostRegressor, cb.CatBoostClassifier, cb.CatBoostRanker

for loss, y in [
    ("RMSE", target), ("MAE", target), ("Quantile:alpha=0.3", target), ("MAPE", positive),
    ("Poisson", counts), ("Tweedie:variance_power=1.4", positive), ("Huber:delta=1", target),
    ("Expectile:alpha=0.3", target), ("LogCosh", target), ("Lq:q=3", target),
    ("LogLinQuantile:alpha=0.4", positive), ("RMSEWithUncertainty", target), ("Cox", positive),
]:
    case(loss.split(":")[0], loss, numeric, y, *N_ARGS, estimator=regressor, iterations=3)
case("SurvivalAft", "SurvivalAft:dist=Normal", numeric, np.c_[positive, positive + 1], *N_ARGS,
     estimator=regressor, iterations=3)
case("MultiRMSE", "MultiRMSE", numeric, np.c_[target, -2 * target], *N_ARGS, estimator=regressor,
     iterations=3)
case("MultiQuantile", "MultiQuantile:alpha=0.1,0.5,0.9", numeric, target, *N_ARGS,
     estimator=regressor, iterations=3)
for loss, y in [("Logloss", binary), ("CrossEntropy", share), ("MultiClass", classes),
                ("MultiClassOneVsAll", classes),
                ("Focal:focal_alpha=0.4;focal_gamma=1.5", binary)]:
    case(loss.split(":")[0], loss, numeric, y, *N_ARGS, estimator=classifier)
labels = np.c_[binary, relevance > 0, classes == 1].astype(int)
case("MultiLogloss", "MultiLogloss", numeric, labels, *N_ARGS, estimator=classifier, iterations=3)
case("MultiCrossEntropy", "MultiCrossEntropy", numeric, labels * 0.8 + 0.1, *N_ARGS,
     estimator=classifier, iterations=3)
for loss in ["YetiRank", "QueryRMSE", "QuerySoftMax", "PairLogit", "LambdaMart", "StochasticRank:metric=DCG"]:
    pairs = [(g * 20 + a, g * 20 + b) for g in range(4) for a in range(6) for b in range(6, 9)]
    case(loss.split(":")[0], loss, numeric, relevance, *N_ARGS, estimator=ranker, group=groups,
         iterations=3, pairs=pairs if loss == "PairLogit" else None)

case("Depthwise", "Logloss", numeric, binary, *N_ARGS, estimator=classifier,
     grow_policy="Depthwise", depth=4)
case("Lossguide", "RMSE", numeric, target, *N_ARGS, estimator=regressor, grow_policy="Lossguide",
     max_leaves=7)
case("Lossguide MultiClass", "MultiClass", numeric, classes, *N_ARGS, estimator=classifier,
     grow_policy="Lossguide", max_leaves=5)
case("Depthwise stumps", "RMSE", numeric, target, *N_ARGS, estimator=regressor,
     grow_policy="Depthwise", depth=1)
case("depth 10", "RMSE", numeric, target, *N_ARGS, estimator=regressor, depth=10, iterations=1)
case("one tree", "RMSE", numeric, target, *N_ARGS, estimator=regressor, iterations=1)
case("many trees", "RMSE", numeric, target, *N_ARGS, estimator=regressor, depth=2, iterations=43)

# Trees of one leaf, which training makes of constant data only.
stumps = json.loads((HERE / "catboost-RMSE" / "model.json").read_text())
for tree in stumps["oblivious_trees"][:2]:
    tree.update(splits=None, leaf_values=tree["leaf_values"][:1], leaf_weights=[240])
ask("depth 0", load(json.dumps(stumps).encode(), "json"), *N_ARGS, n_rows.columns, None)
case("nan max", "RMSE", numeric, target, *N_ARGS, estimator=regressor, nan_mode="Max")
whole = numeric.fillna(0)
whole_rows = n_rows[n_rows.notna().all(axis=1)].reset_index(drop=True)
add_table("catboost numbers without missing", whole_rows)
case("nan forbidden", "RMSE", whole, target, whole_rows, "catboost numbers without missing",
     estimator=regressor, nan_mode="Forbidden")
case("nan in no row of training", "RMSE", whole, target, *N_ARGS, estimator=regressor)
case("scale and bias", "Logloss", numeric, binary, *N_ARGS, estimator=classifier, scale=(0.37, -1.9))
case("own threshold", "Logloss", numeric, np.where(binary == 1, "yes", "no"), *N_ARGS, estimator=classifier,
     threshold=0.375)
case("scale and bias of classes", "MultiClass", numeric, classes, *N_ARGS, estimator=classifier,
     scale=(1.7, [0.25, -1, 3]))
case("virtual ensembles", "RMSE", numeric, target, *N_ARGS, estimator=regressor, iterations=8,
     posterior_sampling=True, learning_rate=0.1)
case("unnamed features", "RMSE", numeric.to_numpy(), target, *N_ARGS, estimator=regressor,
     given=n_rows.to_numpy())
texts = np.array(["low", "mid", "high"])[classes]
case("class names of texts", "MultiClass", numeric, texts, *N_ARGS, estimator=classifier, iterations=2)
case("class names of truth values", "Logloss", numeric, binary == 1, *N_ARGS, estimator=classifier,
     iterations=2)
case("class names of numbers", "Logloss", numeric, np.where(binary == 1, 7, 3), *N_ARGS,
     estimator=classifier, iterations=2)
case("class names of fractions", "Logloss", numeric, np.where(binary == 1, 1.5, -0.5), *N_ARGS,
     estimator=classifier, iterations=2)
staged = case("all rounds", "MultiClass", numeric, classes, *N_ARGS, estimator=classifier, iterations=6)
write("first rounds", json.loads(save(staged, "json")), save(staged, "cbm"), N_ARGS[1], n_rows.columns,
      staged.predict(n_rows, prediction_type="RawFormulaVal", ntree_end=4),
      staged.predict_proba(n_rows, ntree_end=4), rounds=4)
shutil.rmtree(HERE / "catboost-all-rounds")

# Categories.

cities = ["Riga", "Lünd", "a town with a rather long name, beyond thirty-two bytes of text, and then some",
          "", "Graz", "Porto", "東京", "nan"]
mixed = numeric[["age", "score"]].copy()
mixed["city"] = rng.choice(cities, N)
mixed["zone"] = rng.integers(-3, 14, N)
mixed["plan"] = rng.choice(["a", "b", "basic-plus"], N)
mixed["member"] = rng.random(N) < 0.5
effect = (mixed.city.map({c: i % 3 for i, c in enumerate(cities)}) + (mixed.zone % 4) * 0.7
          + (mixed.plan == "b") * mixed.member - mixed.score.fillna(1) * (mixed.plan == "a"))
m_target = (effect + rng.normal(scale=0.3, size=N)).to_numpy()
m_binary = (m_target > np.median(m_target)).astype(int)
m_classes = np.digitize(m_target, np.quantile(m_target, [0.4, 0.7]))
CATS = ["city", "zone", "plan", "member"]

m_rows = mixed.iloc[:30].copy().reset_index(drop=True)
for row, (column, value) in enumerate([("city", "Atlantis"), ("plan", ""), ("plan", "A"), ("zone", 99),
                                       ("zone", -2147483648), ("age", np.nan), ("score", np.nan),
                                       ("score", np.inf)]):
    m_rows.loc[row, column] = value
m_rows["zone"] = m_rows.zone.astype(int)
add_table("catboost categories", m_rows)
M_ARGS = (m_rows, "catboost categories")
small = {"one_hot_max_size": 1, "iterations": 4, "cats": CATS}

case("one-hot", "Logloss", mixed, m_binary, *M_ARGS, estimator=classifier, cats=CATS,
     one_hot_max_size=40, iterations=8)
case("one-hot and target statistics", "Logloss", mixed, m_binary, *M_ARGS, estimator=classifier,
     cats=CATS, one_hot_max_size=3, iterations=8, pool_saved=True)
case("one-hot Lossguide", "MultiClass", mixed, m_classes, *M_ARGS, estimator=classifier, cats=CATS,
     one_hot_max_size=40, grow_policy="Lossguide", max_leaves=9)
for ctr in ["Borders", "Buckets", "BinarizedTargetMeanValue", "Counter"]:
    case(f"ctr {ctr}", "RMSE", mixed, m_target, *M_ARGS, estimator=regressor, simple_ctr=[ctr], **small)
case("ctr with several target borders", "RMSE", mixed, m_target, *M_ARGS, estimator=regressor,
     simple_ctr=["Borders:TargetBorderCount=3:Prior=0.25", "Buckets:TargetBorderCount=2"], **small)
case("ctr of classes", "MultiClass", mixed, m_classes, *M_ARGS, estimator=classifier, **small)
case("ctr counter of all", "Logloss", mixed, m_binary, *M_ARGS, estimator=classifier,
     simple_ctr=["Counter:CtrBorderCount=20:Prior=0.5"], counter_calc_method="Full", **small)
combined = {**small, "max_ctr_complexity": 3, "iterations": 8, "depth": 4}
case("combinations", "Logloss", mixed, m_binary, *M_ARGS, estimator=classifier, **combined)
case("combinations with one-hot", "Logloss", mixed, m_binary, *M_ARGS, estimator=classifier,
     **{**combined, "one_hot_max_size": 3, "combinations_ctr": ["Borders", "Counter"]})
case("combinations of classes", "MultiClass", mixed, m_classes, *M_ARGS, estimator=classifier,
     **{**combined, "combinations_ctr": ["Buckets"], "iterations": 3})
case("ctr Depthwise", "RMSE", mixed, m_target, *M_ARGS, estimator=regressor, grow_policy="Depthwise",
     **{**small, "depth": 3})


def renamed(document, old, new):
    """Another type of target statistics over the same tables. (CatBoost reads some numbers of a JSON
    model an ulp off, so the files of such a case are what the loaded model saves again.)"""
    text = json.dumps(document)
    assert f'"{old}"' in text
    return json.loads(text.replace(f'"ctr_type": "{old}"', f'"ctr_type": "{new}"')
                      .replace(f'\\"type\\":\\"{old}\\"', f'\\"type\\":\\"{new}\\"'))


# What only the GPU trains, with the tables of the CPU's twin.
for old, new in [("BinarizedTargetMeanValue", "FloatTargetMeanValue"), ("Counter", "FeatureFreq")]:
    kept = json.loads((HERE / f"catboost-ctr-{old}" / "model.json").read_text())
    document = renamed(kept, old, new)
    model = load(json.dumps(document).encode(), "json")
    ask(f"ctr {new}", model, m_rows, "catboost categories", m_rows.columns, CATS)

# A missing text is whatever the user wrote for it; CatBoost itself takes none.
gaps = mixed[["age", "city"]].copy()
gaps["city"] = gaps.city.where(gaps.city != "Graz")
gap_rows = gaps.iloc[:20].reset_index(drop=True)
gap_rows.loc[0, "city"] = None
gap_rows = gap_rows[~gap_rows.city.isin(["", "nan"])].reset_index(drop=True)
add_table("catboost gaps", gap_rows)
for word in ["nan", "", "None", "unknown"]:
    fill = gaps.city.where(~gaps.city.isin(["", "nan"]), "Riga").fillna(word)
    case(f"missing as {word or 'empty text'}", "RMSE", gaps.assign(city=fill), m_target + 2 * gaps.city.isna(),
         gap_rows, "catboost gaps", given=gap_rows.assign(city=gap_rows.city.fillna(word)), cats=["city"],
         one_hot_max_size=1 if word == "nan" else 20, iterations=3, estimator=regressor,
         more={"missing": word} if word == "unknown" else {})

# Numbers that were made texts with a fraction, and categories without names.
floats = mixed[["age"]].assign(zone=mixed.zone.astype(float).astype(str))
add_table("catboost numbers as texts", m_rows[["age", "zone"]])
case("whole numbers with a fraction", "RMSE", floats, m_target, m_rows[["age", "zone"]],
     "catboost numbers as texts", given=m_rows[["age"]].assign(zone=m_rows.zone.astype(float).astype(str)),
     cats=["zone"], one_hot_max_size=1, estimator=regressor, iterations=3)
plain = mixed.astype(object).to_numpy()
case("unnamed categories", "Logloss", plain, m_binary, *M_ARGS, given=m_rows.astype(object).to_numpy(),
     cats=[2, 3, 4, 5], estimator=classifier, iterations=4)

# Hashes of texts of every length that the hash treats in its own way.
texts = ["a" * n for n in range(3)] + ["".join(chr(97 + (i * i + n) % 26) for i in range(n))
                                       for n in range(3, 140)] + ["ž", "東京", "a b\tc"]
spread = pd.DataFrame({"text": rng.permutation(texts * 3)})
hashed = cb.Pool(spread, np.arange(len(spread)) % 7, cat_features=["text"])
listed = cb.CatBoostRegressor(iterations=1, verbose=False, allow_writing_files=False, thread_count=1)
listed = json.loads(save(listed.fit(hashed), "json", hashed))["features_info"]["cat_features_hash"]
assert len(listed) == len(set(texts))
(HERE / "catboost-hashes.json").write_text(json.dumps(
    {entry["value"]: entry["hash"] for entry in listed}, sort_keys=True, indent=0) + "\n")

# Texts as features are refused.
words = pd.DataFrame({"score": mixed.score.fillna(0), "note": [f"{c} {p}" for c, p in zip(
    rng.choice(["good", "bad"], N), rng.choice(["cat", "dog"], N))]})
noted = cb.CatBoostClassifier(iterations=2, depth=2, verbose=False, allow_writing_files=False,
                              thread_count=1, random_seed=7)
noted.fit(cb.Pool(words, m_binary, text_features=["note"]))
folder = HERE / "catboost-refused"
folder.mkdir()
(folder / "texts.cbm").write_bytes(save(noted, "cbm"))

text = json.dumps(TABLES, separators=(",", ":"), ensure_ascii=False)
(HERE / "catboost-tables.json").write_text(text + "\n")
shutil.rmtree(HERE / "catboost_info", ignore_errors=True)
