# /// script
# requires-python = ">=3.11"
# dependencies = ["lightgbm==4.7.0", "numpy==2.4.6", "shap==0.51.0", "xgboost==3.2.0"]
# ///
"""SHAP values of trees beside XGBoost's, LightGBM's and shap's.

    uv run Benchmarks/shap/benchmark.py [--rows N] [--threads N] [--repeats N] [--background N]

Trains 500-tree models on 28 float columns and explains the same rows with every engine in turn; prints the
median of each. Values must be the library's within 1e-5 of the largest (XGBoost's are float32 sums).
shap explains a part of the rows, since its time is proportional to rows times background rows; its time is
scaled up.
"""

import argparse
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import lightgbm
import numpy
import xgboost

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from measuring import build  # noqa: E402

FEATURES, TREES = 28, 500


def rows(count, seed):
    random = numpy.random.default_rng(seed)
    x = random.standard_normal((count, FEATURES)).astype(numpy.float32)
    x[:, 3] = random.integers(0, 10, count)
    x[random.random((count, FEATURES)) < 0.01] = numpy.nan
    return x


def labels(x, seed):
    z = numpy.nan_to_num(x)
    signal = z[:, 0] * z[:, 1] + numpy.sin(2 * z[:, 2]) + 0.3 * z[:, 3] * (z[:, 4] > 0)
    signal += 0.3 * z[:, 5:15].sum(1) + 0.5 * z[:, 15] * z[:, 16] + 0.7 * numpy.abs(z[:, 17])
    noise = numpy.random.default_rng(seed).standard_normal(len(x))
    return (signal + noise > numpy.median(signal)).astype(int)


class Engine:
    """The Swift program; it loads once and explains the rows each time it is asked."""

    def __init__(self, program, model, matrix, arguments, out):
        self.out = out
        self.process = subprocess.Popen(
            [str(a) for a in [program, model, matrix, arguments.rows, arguments.threads,
                              arguments.background, out]],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def seconds(self, way):
        self.process.stdin.write(way + "\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())

    def values(self, count):
        self.process.communicate()
        return numpy.fromfile(self.out).reshape(count, FEATURES + 1)


def timed(action):
    start = time.perf_counter()
    result = action()
    return time.perf_counter() - start, result


def shap_seconds(booster, test, arguments):
    """shap's interventional values of a part of the rows, scaled to all of them."""
    import shap
    part = max(1, arguments.rows // 100)
    explainer = shap.TreeExplainer(
        booster, data=test[:arguments.background], feature_perturbation="interventional",
        model_output="raw")
    seconds, _ = timed(lambda: explainer.shap_values(test[:part], check_additivity=False))
    return seconds * arguments.rows / part


def compare(name, library, model, contributions, booster, test, arguments, program, folder, matrix):
    engine = Engine(program, model, matrix, arguments, folder / "values")
    seconds = {"Tollgate, path-dependent": [], library: [], "Tollgate, interventional": []}
    for _ in range(arguments.repeats):
        seconds["Tollgate, interventional"].append(engine.seconds("interventional"))
        spent, expected = timed(contributions)
        seconds[library].append(spent)
        seconds["Tollgate, path-dependent"].append(engine.seconds("path"))
    gap = numpy.abs(engine.values(arguments.rows) - expected).max() / numpy.abs(expected).max()
    if arguments.shap:
        seconds["shap, interventional"] = [shap_seconds(booster, test, arguments)]
    print(f"\n{name}: values within {gap:.1g} of the largest{'' if gap < 1e-5 else ': DIFFER'}")
    own = statistics.median(seconds["Tollgate, path-dependent"])
    for key, values in seconds.items():
        median = statistics.median(values)
        print(f"  {key:26} {median:8.2f} s  {median / own:8.1f} x", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--background", type=int, default=100)
    parser.add_argument("--shap", action="store_true", help="time shap's interventional values, too")
    arguments = parser.parse_args()
    x = rows(30_000, seed=1)
    y, test = labels(x, seed=2), rows(arguments.rows, seed=3)
    print(f"{arguments.rows} rows x {FEATURES}, {TREES} trees, background of {arguments.background}, "
          f"{arguments.threads} threads, median of {arguments.repeats} interleaved runs")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        program = build(HERE / "measure.swift")
        matrix = folder / "matrix"
        numpy.asfortranarray(test).T.tofile(matrix)
        common = (arguments, program, folder, matrix)

        booster = xgboost.train(
            dict(objective="binary:logistic", max_depth=6, eta=0.1, nthread=arguments.threads),
            xgboost.DMatrix(x, y), TREES)
        booster.save_model(folder / "model.json")
        data = xgboost.DMatrix(test)
        compare("XGBoost, depth 6", "XGBoost pred_contribs", folder / "model.json",
                lambda: booster.predict(data, pred_contribs=True), booster, test, *common)

        forest = lightgbm.train(
            dict(objective="binary", num_leaves=63, verbose=-1, num_threads=arguments.threads),
            lightgbm.Dataset(x.astype(float), y), TREES)
        forest.save_model(folder / "model.txt")
        wide = test.astype(float)
        compare("LightGBM, 63 leaves", "LightGBM pred_contrib", folder / "model.txt",
                lambda: forest.predict(wide, pred_contrib=True, num_threads=arguments.threads),
                forest, wide, *common)


if __name__ == "__main__":
    main()
