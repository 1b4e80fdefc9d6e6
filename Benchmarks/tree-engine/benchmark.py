# /// script
# requires-python = ">=3.11"
# dependencies = [
#   "catboost==1.2.10", "lightgbm==4.7.0", "numpy==2.4.6", "onnx==1.23.2", "onnxmltools==1.16.0",
#   "onnxruntime==1.32.0", "skl2onnx==1.20.0", "xgboost==3.2.0",
# ]
# ///
"""Rows per second of the tree engine beside the libraries that trained the models.

    uv run Benchmarks/tree-engine/benchmark.py [--rows N] [--threads N] [--repeats N]

Trains 500-tree models on 28 float columns, hands the same float32 rows to every engine, runs the
engines in turn and prints the median of each. Scores must be equal to the library's, bit for bit;
ONNX Runtime's differ in the last digits and are only timed. The same model as an ONNX file is scored
natively too: its probabilities must be ONNX Runtime's within 1e-6, and the ratio of the two is printed.
"""

import argparse
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import catboost
import lightgbm
import numpy
import onnxmltools
import onnxruntime
import xgboost
from onnxmltools.convert.common.data_types import FloatTensorType

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from measuring import build  # noqa: E402

FEATURES = 28
TREES = 500


def rows(count, seed):
    """Normal columns, two of them small integers, one value in a hundred missing."""
    random = numpy.random.default_rng(seed)
    x = random.standard_normal((count, FEATURES)).astype(numpy.float32)
    x[:, 3] = random.integers(0, 10, count)
    x[:, 9] = random.integers(0, 3, count)
    x[random.random((count, FEATURES)) < 0.01] = numpy.nan
    return x


def labels(x, seed):
    z = numpy.nan_to_num(x)
    signal = z[:, 0] * z[:, 1] + numpy.sin(2 * z[:, 2]) + 0.3 * z[:, 3] * (z[:, 4] > 0)
    signal += 0.3 * z[:, 5:15].sum(1) + 0.5 * z[:, 15] * z[:, 16] + 0.7 * numpy.abs(z[:, 17])
    noise = numpy.random.default_rng(seed).standard_normal(len(x))
    return (signal + noise > numpy.median(signal)).astype(int)


class Engine:
    """The Swift program; it loads once and scores the rows each time it is asked."""

    def __init__(self, program, model, matrix, count, threads, out):
        arguments = [str(a) for a in [program, model, matrix, count, threads, out]]
        self.out = out
        self.process = subprocess.Popen(
            arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def seconds(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())

    def margins(self):
        self.process.communicate()
        return numpy.fromfile(self.out)


def timed(action):
    def seconds():
        start = time.perf_counter()
        action()
        return time.perf_counter() - start
    return seconds


def onnx_session(model, threads):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    return onnxruntime.InferenceSession(
        model.SerializeToString(), options, providers=["CPUExecutionProvider"])


def xgboost_case(x, y, test, depth, threads):
    parameters = dict(objective="binary:logistic", max_depth=depth, eta=0.1, nthread=threads)
    booster = xgboost.train(parameters, xgboost.DMatrix(x, y), TREES)
    types = [("x", FloatTensorType([None, FEATURES]))]
    converted = onnxmltools.convert_xgboost(booster, initial_types=types)
    session = onnx_session(converted, threads)
    # ONNX Runtime's margins are not an output: its probabilities are compared.
    probabilities = lambda: session.run(["probabilities"], {"x": test})[0][:, 1]
    return {
        "model": ("json", booster.save_model),
        "onnx": (converted.SerializeToString(), probabilities),
        "reference": lambda: booster.inplace_predict(test, predict_type="margin"),
        "engines": {
            "XGBoost inplace_predict": timed(lambda: booster.inplace_predict(test)),
            "ONNX Runtime": timed(lambda: session.run(None, {"x": test})),
        },
    }


def lightgbm_case(x, y, test, leaves, threads):
    parameters = dict(
        objective="binary", num_leaves=leaves, learning_rate=0.1, num_threads=threads, verbose=-1)
    booster = lightgbm.train(parameters, lightgbm.Dataset(x.astype(float), y), TREES)
    wide = test.astype(float)
    predict = lambda: booster.predict(wide, raw_score=True, num_threads=threads)
    return {
        "model": ("txt", booster.save_model),
        "reference": predict,
        "engines": {"LightGBM predict": timed(predict)},
    }


def catboost_case(x, y, test, depth, threads):
    model = catboost.CatBoost(dict(
        loss_function="Logloss", iterations=TREES, depth=depth, learning_rate=0.1,
        thread_count=threads, verbose=False, allow_writing_files=False))
    model.fit(x, y)
    pool = catboost.Pool(test)
    predict = lambda rows: lambda: model.predict(
        rows, prediction_type="RawFormulaVal", thread_count=threads)
    return {
        "model": ("cbm", model.save_model),
        "reference": predict(pool),
        "engines": {
            "CatBoost predict": timed(predict(test)),
            "CatBoost, rows in a Pool": timed(predict(pool)),
        },
    }


def run(name, case, arguments, program, folder, matrix):
    extension, save = case["model"]
    model, out = folder / f"{name}.{extension}", folder / f"{name}.out"
    save(str(model))
    engine = Engine(program, model, matrix, arguments.rows, arguments.threads, out)
    engines = {"Tollgate": engine.seconds} | case["engines"]
    if "onnx" in case:
        path = folder / f"{name}.onnx"
        path.write_bytes(case["onnx"][0])
        native = Engine(program, path, matrix, arguments.rows, arguments.threads,
                        folder / f"{name}.onnx.out")
        engines["Tollgate, ONNX file"] = native.seconds
    seconds = {key: [] for key in engines}
    for _ in range(arguments.repeats):
        for key, measure in engines.items():
            seconds[key].append(measure())
    equal = numpy.array_equal(engine.margins(), case["reference"]().astype(float))
    own = statistics.median(seconds["Tollgate"])
    print(f"\n{name}: margins {'equal in every bit' if equal else 'DIFFER'}")
    for key, values in seconds.items():
        median = statistics.median(values)
        print(f"  {key:24} {arguments.rows / median / 1000:8.0f} thousand rows/s "
              f"{median / own:8.1f} x the time", flush=True)
    if "onnx" in case:
        margins = native.margins()
        expected = case["onnx"][1]().astype(float)
        difference = numpy.abs(1 / (1 + numpy.exp(-margins)) - expected).max()
        ratio = (statistics.median(seconds["ONNX Runtime"])
                 / statistics.median(seconds["Tollgate, ONNX file"]))
        print(f"  the ONNX file: {ratio:.1f} x ONNX Runtime's speed, probabilities within "
              f"{difference:.1g}{'' if difference < 1e-6 else ': DIFFER'}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--only", default="", help="the cases whose name begins so")
    arguments = parser.parse_args()
    x = rows(60_000, seed=1)
    y, test = labels(x, seed=2), rows(arguments.rows, seed=3)
    print(f"{arguments.rows} rows x {FEATURES}, {TREES} trees, {arguments.threads} threads, "
          f"median of {arguments.repeats} interleaved runs")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        program = build(HERE / "measure.swift")
        matrix = folder / "matrix"
        numpy.asfortranarray(test).T.tofile(matrix)
        cases = [(f"XGBoost, depth {d}", xgboost_case, d) for d in (6, 8)]
        cases += [(f"LightGBM, {n} leaves", lightgbm_case, n) for n in (31, 63, 255)]
        cases += [(f"CatBoost, depth {d}", catboost_case, d) for d in (6, 8, 10)]
        for name, case, size in cases:
            if not name.startswith(arguments.only):
                continue
            case = case(x, y, test, size, arguments.threads)
            run(name, case, arguments, program, folder, matrix)


if __name__ == "__main__":
    main()
