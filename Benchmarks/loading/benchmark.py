# /// script
# requires-python = ">=3.11"
# dependencies = ["catboost==1.2.10", "lightgbm==4.7.0", "numpy==2.4.6", "xgboost==3.2.0"]
# ///
"""Seconds to load a large model file, beside the libraries that wrote it.

    uv run Benchmarks/loading/benchmark.py [--threads N] [--repeats N]

Trains one XGBoost, one LightGBM and one CatBoost model with deep trees, saves each in every form that is
read, and loads each file in turn with Tollgate (from opening the file to a model that is arranged for
scoring) and with its library (`Booster(model_file=…)`, `load_model`, which arrange nothing yet). The
file is in the system's cache for both. Prints medians.
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
import xgboost

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from measuring import build  # noqa: E402

FEATURES = 28


class Loader:
    """The Swift program; it loads the file each time it is asked."""

    def __init__(self, program, model, threads):
        arguments = [str(a) for a in [program, model, threads]]
        self.process = subprocess.Popen(
            arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def seconds(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())

    def trees(self):
        return self.process.communicate()[0].strip()


def timed(action):
    def seconds():
        start = time.perf_counter()
        action()
        return time.perf_counter() - start
    return seconds


def models(folder, rows, trees):
    """Files with the library's way to load each."""
    random = numpy.random.default_rng(1)
    x = random.standard_normal((rows, FEATURES)).astype(numpy.float32)
    y = (x[:, 0] * x[:, 1] + numpy.sin(2 * x[:, 2]) + random.standard_normal(rows) > 0).astype(int)
    booster = xgboost.train(
        {"objective": "binary:logistic", "max_depth": 12, "eta": 0.05, "max_bin": 64, "nthread": 2},
        xgboost.DMatrix(x, y), trees)
    cases = {}
    for form in ("json", "ubj"):
        path = folder / f"xgboost.{form}"
        booster.save_model(path)
        cases[path] = lambda path=path: xgboost.Booster(model_file=path)
    path = folder / "lightgbm.txt"
    lightgbm.train(
        {"objective": "binary", "num_leaves": 500, "max_bin": 63, "num_threads": 2, "verbose": -1,
         "min_data_in_leaf": 5}, lightgbm.Dataset(x, y), trees // 2).save_model(path)
    cases[path] = lambda path=path: lightgbm.Booster(model_file=path)
    model = catboost.CatBoostClassifier(
        depth=8, iterations=2 * trees, border_count=64, verbose=False, thread_count=2, allow_writing_files=False)
    model.fit(x, y)
    for form in ("json", "cbm"):
        path = folder / f"catboost.{form}"
        model.save_model(path, format=form)
        cases[path] = lambda path=path, form=form: catboost.CatBoost().load_model(path, format=form)
    return cases


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=40_000)
    parser.add_argument("--trees", type=int, default=700)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--repeats", type=int, default=7)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        program = build(HERE / "measure.swift")
        print(f"{arguments.threads} threads, median of {arguments.repeats} interleaved runs")
        for path, load in models(folder, arguments.rows, arguments.trees).items():
            loader = Loader(program, path, arguments.threads)
            engines = {"Tollgate": loader.seconds, "library": timed(load)}
            seconds = {key: [] for key in engines}
            for _ in range(arguments.repeats):
                for key, measure in engines.items():
                    seconds[key].append(measure())
            own, other = (statistics.median(values) for values in seconds.values())
            print(f"{path.name:14} {path.stat().st_size / 1e6:6.1f} MB, {loader.trees()} trees: "
                  f"Tollgate {own:.3f} s, library {other:.3f} s, {other / own:.2f} x the time",
                  flush=True)


if __name__ == "__main__":
    main()
