# /// script
# requires-python = ">=3.11"
# dependencies = [
#   "numpy==2.4.6", "onnx==1.23.2", "onnxruntime==1.32.0", "scikit-learn==1.9.1", "skl2onnx==1.20.0",
# ]
# ///
"""Makes ONNX graphs with operators that Tollgate does not compute itself, and what ONNX Runtime answers.

    python generate.py

Each folder holds model.onnx, rows.csv (the table) and expected.csv (the scores).
"""

import csv
import pathlib

import numpy
import onnx
import onnxruntime
from onnx import TensorProto, helper
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from skl2onnx import to_onnx
from skl2onnx.common.data_types import StringTensorType

HERE = pathlib.Path(__file__).parent


def text(value):
    if isinstance(value, (bool, numpy.bool_)):
        return "true" if value else "false"
    return value if isinstance(value, str) else repr(value.item() if hasattr(value, "item") else value)


def write(name, model, columns, inputs, score):
    folder = HERE / name
    folder.mkdir(exist_ok=True)
    onnx.checker.check_model(model)
    (folder / "model.onnx").write_bytes(model.SerializeToString())
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    header, scores = score(session.run(None, inputs))
    for file, names, rows in [
        ("rows.csv", list(columns), zip(*columns.values())),
        ("expected.csv", header, scores),
    ]:
        with open(folder / file, "w", newline="") as target:
            writer = csv.writer(target, lineterminator="\n")
            writer.writerow(names)
            writer.writerows([text(cell) for cell in row] for row in rows)


def words():
    """A text classifier: string input, tokenizer, n-grams, maps of string classes as output."""
    rows = [
        "the pump leaks oil", "oil leaks from the pump", "screen is dark", "the screen flickers",
        "pump makes noise", "dark screen after update", "noise from the pump", "update broke screen",
    ] * 3 + ["nothing known here", "the screen of the pump"]
    labels = ["mechanics" if "pump" in row else "display" for row in rows]
    pipeline = make_pipeline(
        CountVectorizer(token_pattern="[a-z]+", lowercase=False), LogisticRegression(C=3.0)
    ).fit(rows, labels)
    model = to_onnx(
        pipeline, initial_types=[("text", StringTensorType([None, 1]))], target_opset=15,
        options={CountVectorizer: {"tokenexp": "[a-z]+"}},
    )
    def score(outputs):
        maps = outputs[1]
        keys = list(maps[0])
        return keys, [[m[k] for k in keys] for m in maps]
    write("words", model, {"text": rows}, {"text": numpy.array(rows).reshape(-1, 1)}, score)


def typed():
    """One input for each element type, summed; Celu and Mish are what is not native."""
    rng = numpy.random.default_rng(5)
    n = 40
    columns = {
        "single": rng.normal(size=n).astype(numpy.float32),
        "double": rng.normal(size=n),
        "whole": rng.integers(-5, 6, size=n),
        "flag": rng.random(n) < 0.5,
        "colour": rng.choice(["red", "green", "blue"], size=n).tolist(),
    }
    types = {
        "single": TensorProto.FLOAT, "double": TensorProto.DOUBLE, "whole": TensorProto.INT64,
        "flag": TensorProto.BOOL, "colour": TensorProto.STRING,
    }
    nodes = [
        helper.make_node("Celu", ["single"], ["a"]),
        helper.make_node("Cast", ["double"], ["double32"], to=TensorProto.FLOAT),
        helper.make_node("Mish", ["double32"], ["b"]),
        helper.make_node("Cast", ["whole"], ["c"], to=TensorProto.FLOAT),
        helper.make_node("Cast", ["flag"], ["d"], to=TensorProto.FLOAT),
        helper.make_node(
            "LabelEncoder", ["colour"], ["e"], domain="ai.onnx.ml",
            keys_strings=["red", "green", "blue"], values_floats=[10.0, 20.0, 30.0], default_float=-1.0),
        helper.make_node("Sum", ["a", "b", "c", "d", "e"], ["value"]),
    ]
    graph = helper.make_graph(
        nodes, "typed",
        [helper.make_tensor_value_info(k, t, [None, 1]) for k, t in types.items()],
        [helper.make_tensor_value_info("value", TensorProto.FLOAT, [None, 1])])
    model = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", 18), helper.make_opsetid("ai.onnx.ml", 3)],
        ir_version=8)
    inputs = {k: numpy.array(v).reshape(-1, 1) for k, v in columns.items()}
    inputs["colour"] = inputs["colour"].astype(object)
    write("typed", model, columns, inputs, lambda o: (["value"], o[0].tolist()))


def matrix():
    """A classifier of three classes on one input of four columns; more rows than one block."""
    rng = numpy.random.default_rng(6)
    n = 1100
    data = rng.normal(size=(n, 4)).astype(numpy.float32)
    graph = helper.make_graph(
        [
            helper.make_node("Celu", ["X"], ["hidden"], alpha=0.7),
            helper.make_node("Gemm", ["hidden", "W", "B"], ["scores"]),
            helper.make_node("Softmax", ["scores"], ["probabilities"], axis=1),
            helper.make_node("ArgMax", ["scores"], ["label"], axis=1, keepdims=0),
        ], "matrix",
        [helper.make_tensor_value_info("X", TensorProto.FLOAT, [None, 4])],
        [
            helper.make_tensor_value_info("label", TensorProto.INT64, [None]),
            helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, [None, 3]),
        ],
        [
            helper.make_tensor("W", TensorProto.FLOAT, [4, 3], rng.normal(size=12).astype(numpy.float32)),
            helper.make_tensor("B", TensorProto.FLOAT, [3], rng.normal(size=3).astype(numpy.float32)),
        ])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=8)
    columns = {f"x{k}": data[:, k] for k in range(4)}
    write("matrix", model, columns, {"X": data}, lambda o: (["p0", "p1", "p2"], o[1].tolist()))


def spread():
    """A constant in a file beside the model."""
    rng = numpy.random.default_rng(7)
    x = rng.normal(size=20).astype(numpy.float32)
    graph = helper.make_graph(
        [
            helper.make_node("Celu", ["x"], ["a"]), helper.make_node("Mul", ["a", "w"], ["b"]),
            helper.make_node("ReduceSum", ["b", "axis"], ["value"], keepdims=1),
        ], "spread",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [None, 1])],
        [helper.make_tensor_value_info("value", TensorProto.FLOAT, [None, 1])],
        [
            helper.make_tensor(
                "w", TensorProto.FLOAT, [300], rng.normal(size=300).astype(numpy.float32).tobytes(), raw=True),
            helper.make_tensor("axis", TensorProto.INT64, [1], [1]),
        ])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=8)
    write("spread", model, {"x": x}, {"x": x.reshape(-1, 1)}, lambda o: (["value"], o[0].tolist()))
    folder = HERE / "spread"
    (folder / "weights.bin").unlink(missing_ok=True)
    onnx.save_model(
        model, folder / "model.onnx", save_as_external_data=True, location="weights.bin", size_threshold=1024)


words()
typed()
spread()
matrix()
