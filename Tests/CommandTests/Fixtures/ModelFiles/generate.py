# /// script
# requires-python = ">=3.11"
# dependencies = [
#   "catboost==1.2.10", "lightgbm==4.7.0", "onnx==1.23.2", "onnxruntime", "pandas", "polars", "pyarrow",
#   "scikit-learn", "skl2onnx", "skops==0.16.0", "xgboost-cpu==3.2.0",
# ]
# ///
"""Small model files that are easily misread, with what their own libraries answer.

lower/       models without class names, for tables whose positive class is the lower one
words/       a category is called None, which readers of CSV take as missing
outputs/     ONNX graphs that hand inputs through, or have two heads; models of two numbers a row
checksums/   a Parquet table whose pages state their CRC-32
accented/    category tables of XGBoost with letters outside ASCII
Each folder has its tables as CSV (and Parquet); expected.csv holds the libraries' predictions.
Run: uv run generate.py. The Swift tests only read what is committed.
"""

import json
import pathlib

import catboost as cb
import lightgbm as lgb
import numpy as np
import onnx
import onnxruntime as ort
import pandas as pd
import polars as pl
import skops.io as sio
import xgboost as xgb
from onnx import TensorProto as T
from onnx import helper as h
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.linear_model import Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType, StringTensorType

here = pathlib.Path(__file__).parent
rng = np.random.default_rng(20)


def folder(name):
    path = here / name
    path.mkdir(exist_ok=True)
    return path


# The lower class is the positive one.
to = folder("lower")
n = 160
x = pd.DataFrame(rng.normal(size=(n, 2)).round(3), columns=["a", "b"])
y = ((x.a + rng.normal(size=n)) > 0.4).astype(int)
x.assign(y=y).to_csv(to / "numbers.csv", index=False)
x.assign(y=y.map({0: "no", 1: "yes"})).to_csv(to / "words.csv", index=False)
x.assign(y=y.map({0: "false", 1: "true"})).to_csv(to / "truths.csv", index=False)
x.assign(y=y.map({0: "bad", 1: "good"})).to_csv(to / "texts.csv", index=False)
b = xgb.train({"objective": "binary:logistic", "max_depth": 2, "nthread": 1}, xgb.DMatrix(x, y), 3)
b.save_model(to / "xgboost.json")
xgb.train({"objective": "binary:logitraw", "max_depth": 2, "nthread": 1}, xgb.DMatrix(x, y), 3).save_model(
    to / "margin.ubj")
xgb.train({"objective": "binary:hinge", "max_depth": 2, "nthread": 1}, xgb.DMatrix(x, y), 3).save_model(
    to / "hinge.json")
lgb.train({"objective": "binary", "num_leaves": 4, "verbose": -1, "num_threads": 1}, lgb.Dataset(x, y), 3).save_model(
    to / "lightgbm.txt")

# A category is called None.
to = folder("words")
n = 60
names = np.array(["Attached", "Detached", "Basement", "None"], dtype=object)
code = rng.integers(0, 4, n)
x = rng.normal(size=n).round(3)
target = np.array([0, 1, 2, -3.0])[code] + x
frame = pd.DataFrame({"garage": pd.Series(names[code], dtype=object), "x": x})
typed = frame.assign(garage=frame.garage.astype("category"))
frame.to_csv(to / "table.csv", index=False)
frame.to_parquet(to / "table.parquet")
models = {}
booster = xgb.train({"max_depth": 3, "nthread": 1, "max_cat_to_onehot": 1},
                    xgb.DMatrix(typed, target, enable_categorical=True), 4)
booster.save_model(to / "xgboost.json")
models["xgboost.json"] = booster.predict(xgb.DMatrix(typed, enable_categorical=True))
forest = lgb.train({"verbose": -1, "num_threads": 1, "min_data_per_group": 3, "min_data_in_leaf": 5, "num_leaves": 5,
                    "cat_smooth": 1}, lgb.Dataset(typed, target), 4)
forest.save_model(to / "lightgbm.txt")
models["lightgbm.txt"] = forest.predict(typed)
cat = cb.CatBoostRegressor(iterations=5, depth=2, verbose=0, allow_writing_files=False, thread_count=1,
                           cat_features=["garage"]).fit(frame, target)
cat.save_model(str(to / "catboost.cbm"))
models["catboost.cbm"] = cat.predict(frame)
for name, encoder in [("onehot.skops", OneHotEncoder(handle_unknown="ignore")),
                      ("ordinal.skops", OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1))]:
    pipe = make_pipeline(make_column_transformer((encoder, ["garage"]), remainder="passthrough"), Ridge())
    pipe.fit(frame, target)
    sio.dump(pipe, to / name, compression=8, compresslevel=9)
    models[name] = pipe.predict(frame)
hist = HistGradientBoostingRegressor(max_iter=4, max_leaf_nodes=5, min_samples_leaf=5, early_stopping=False,
                                     categorical_features=["garage"]).fit(typed, target)
sio.dump(hist, to / "hist.skops", compression=8, compresslevel=9)
models["hist.skops"] = hist.predict(typed)
pipe = make_pipeline(make_column_transformer((OneHotEncoder(handle_unknown="ignore", sparse_output=False), ["garage"]),
                                             remainder="passthrough"), Ridge()).fit(frame, target)
graph = to_onnx(pipe, initial_types=[("garage", StringTensorType([None, 1])), ("x", FloatTensorType([None, 1]))])
(to / "onehot.onnx").write_bytes(graph.SerializeToString())
models["onehot.onnx"] = pipe.predict(frame)
pd.DataFrame(models).to_csv(to / "expected.csv", index=False)

# Graphs of several outputs.
to = folder("outputs")
width = 3
features = rng.uniform(0, 10, (50, width)).astype(np.float32)
rows = pd.DataFrame(features, columns=[f"f{i}" for i in range(width)])
expected = {}


def save(name, nodes, outputs, kept):
    graph = h.make_graph(nodes, "g", [h.make_tensor_value_info("Features", T.FLOAT, [None, width])],
                         [h.make_tensor_value_info(o, t, s) for o, t, s in outputs])
    model = h.make_model(graph, opset_imports=[h.make_opsetid("", 12), h.make_opsetid("ai.onnx.ml", 2)], ir_version=7)
    onnx.checker.check_model(model)
    onnx.save(model, to / f"{name}.onnx")
    session = ort.InferenceSession(str(to / f"{name}.onnx"))
    answers = dict(zip([o.name for o in session.get_outputs()], session.run(None, {"Features": features})))
    for output in kept:
        made = np.asarray(answers[output]).reshape(len(features), -1)
        for column in range(made.shape[1]):
            expected[f"{name}.{output}.{column}"] = made[:, column]


scaled = h.make_node("Scaler", ["Features"], ["f"], domain="ai.onnx.ml", offset=[0.0] * width, scale=[0.1] * width)
weights = np.array([[2.0, -1, -1], [-1, 2, -1], [-1, -1, 2]])[[1, 2, 0]]
handed = h.make_node("Identity", ["f"], ["Features.out"])
save("classes", [scaled,
     h.make_node("LinearClassifier", ["f"], ["lab", "score"], domain="ai.onnx.ml", coefficients=weights.ravel().tolist(),
                 intercepts=[0.0] * 3, classlabels_ints=[1, 2, 3], multi_class=0, post_transform="SOFTMAX"),
     handed, h.make_node("Identity", ["lab"], ["PredictedLabel"]), h.make_node("Identity", ["score"], ["Score"])],
     [("Features.out", T.FLOAT, [None, width]), ("PredictedLabel", T.INT64, [None]), ("Score", T.FLOAT, [None, 3])],
     ["PredictedLabel", "Score"])
save("binary", [scaled,
     h.make_node("LinearRegressor", ["f"], ["raw"], domain="ai.onnx.ml", coefficients=[1.0, -2.0, 0.5], intercepts=[-0.2]),
     h.make_node("Sigmoid", ["raw"], ["prob"]), handed, h.make_node("Identity", ["raw"], ["Score"]),
     h.make_node("Identity", ["prob"], ["P"])],
     [("Features.out", T.FLOAT, [None, width]), ("Score", T.FLOAT, [None, 1]), ("P", T.FLOAT, [None, 1])], ["Score", "P"])
save("heads", [
     h.make_node("LinearRegressor", ["Features"], ["weight"], domain="ai.onnx.ml", coefficients=[0.1, 0.2, 0.3],
                 intercepts=[5.0]),
     h.make_node("LinearRegressor", ["Features"], ["price"], domain="ai.onnx.ml", coefficients=[1.0, -2.0, 3.0],
                 intercepts=[100.0])],
     [("weight", T.FLOAT, [None, 1]), ("price", T.FLOAT, [None, 1])], ["weight", "price"])
save("matrix", [
     h.make_node("LinearRegressor", ["Features"], ["variable"], domain="ai.onnx.ml", targets=2,
                 coefficients=[0.1, 0.2, 0.3, 1.0, -2.0, 3.0], intercepts=[5.0, 100.0])],
     [("variable", T.FLOAT, [None, 2])], ["variable"])
two = np.column_stack([features @ [1.0, 2, 3], features @ [3.0, -2, 1]])
pair = cb.CatBoostRegressor(iterations=4, depth=2, loss_function="MultiRMSE", verbose=0, thread_count=1,
                            allow_writing_files=False).fit(rows, two)
pair.save_model(str(to / "pair.cbm"))
expected |= {f"pair.{k}": pair.predict(rows)[:, k] for k in range(2)}
booster = xgb.train({"max_depth": 2, "nthread": 1}, xgb.DMatrix(rows, two), 3)
booster.save_model(to / "booster.json")
expected |= {f"booster.{k}": booster.predict(xgb.DMatrix(rows))[:, k] for k in range(2)}
labels = (two > np.median(two, axis=0)).astype(int)
tags = xgb.train({"objective": "binary:logistic", "max_depth": 2, "nthread": 1}, xgb.DMatrix(rows, labels), 3)
tags.save_model(to / "tags.json")
expected |= {f"tags.{k}": tags.predict(xgb.DMatrix(rows))[:, k] for k in range(2)}
rows.assign(cls=expected["classes.PredictedLabel.0"], price=expected["heads.price.0"], flag=labels[:, 1]).to_csv(
    to / "table.csv", index=False)
pd.DataFrame(expected).to_csv(to / "expected.csv", index=False)

# Letters outside ASCII. 3.2 writes a right table from Arrow and a cut one from pandas; 3.3 a right one always.
to = folder("accented")
names = ["Köln", "Bonn", "Zürich", "Łódź"]
code = rng.integers(0, 4, 40)
x = rng.normal(size=40).round(3)
target = np.array([0, 3, -3, 6.0])[code] + x
frame = pl.DataFrame({"city": pl.Series([names[i] for i in code], dtype=pl.Enum(names)), "x": x})
booster = xgb.train({"max_depth": 3, "nthread": 1, "max_cat_to_onehot": 1},
                    xgb.DMatrix(frame, target, enable_categorical=True), 3)
booster.save_model(to / "right.json")
document = json.loads((to / "right.json").read_text())
document["version"] = [3, 4, 1]
(to / "later.json").write_text(json.dumps(document, separators=(",", ":")))
# Cut in the midst of a letter, as names of other lengths come out.
table = document["learner"]["gradient_booster"]["model"]["cats"]["enc"][0]
table["offsets"][1] = 2
document["version"] = [3, 2, 0]
(to / "damaged.json").write_text(json.dumps(document, separators=(",", ":")))
other = frame.to_pandas().assign(city=lambda f: pd.Categorical(f.city.astype(str), categories=names))
booster2 = xgb.train({"max_depth": 3, "nthread": 1, "max_cat_to_onehot": 1},
                     xgb.DMatrix(other, target, enable_categorical=True), 3)
booster2.save_model(to / "cut.json")
frame.write_csv(to / "table.csv")
pd.DataFrame({"prediction": booster.predict(xgb.DMatrix(frame, enable_categorical=True))}).to_csv(
    to / "expected.csv", index=False)

# A table whose pages have checksums.
pd.DataFrame({"x": rng.normal(size=50).round(3), "y": rng.integers(0, 2, 50)}).to_parquet(
    folder("checksums") / "table.parquet", compression="none", write_page_checksum=True)
