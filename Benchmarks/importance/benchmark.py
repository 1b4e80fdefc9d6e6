# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy==2.4.6", "scikit-learn==1.9.1", "xgboost==3.2.0"]
# ///
"""Permutation importance beside scikit-learn's `permutation_importance` with XGBoost's wrapper.

    uv run Benchmarks/importance/benchmark.py [--rows N] [--features N] [--repeats N] [--threads N]

Trains 500 trees of depth 6, then measures all features' importance for ROC AUC with both, in turn, on the
same float32 rows. Printed are wall and processor seconds: on a machine that others use only the
latter mean something. scikit-learn's time grows with features times repeats, so `--peer-features` may
measure it on some features and scale it up. The run fails if the two disagree by more than their permutations explain.
"""

import argparse
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time

import numpy
import xgboost
from sklearn.inspection import permutation_importance

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from measuring import build  # noqa: E402


def rows(count, features, seed):
    """Normal columns, one value in a hundred missing."""
    random = numpy.random.default_rng(seed)
    x = random.standard_normal((count, features)).astype(numpy.float32)
    x[random.random((count, features)) < 0.01] = numpy.nan
    return x


def labels(x, seed):
    z = numpy.nan_to_num(x)
    signal = z[:, 0] * z[:, 1] + numpy.sin(2 * z[:, 2]) + 0.3 * z[:, 3] * (z[:, 4] > 0)
    signal += 0.3 * z[:, 5:15].sum(1) + 0.5 * z[:, 15] * z[:, 16] + 0.7 * numpy.abs(z[:, 17])
    noise = numpy.random.default_rng(seed).standard_normal(len(x))
    return (signal + noise > numpy.median(signal)).astype(numpy.uint8)


def processor_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


class OnlySome(xgboost.XGBClassifier):
    """The same model with all but the first columns fixed, so that fewer are permuted."""

    rest = None

    def fixed(self, rest):
        self.rest = rest
        return self

    def predict_proba(self, x):
        return super().predict_proba(x if self.rest is None else numpy.hstack([x, self.rest]))


def peer(model, x, y, arguments):
    count = arguments.peer_features or x.shape[1]
    start, processor = time.perf_counter(), processor_seconds()
    if count < x.shape[1]:
        model = model.fixed(x[:, count:])
        x = x[:, :count]
    result = permutation_importance(
        model, x, y, scoring="roc_auc", n_repeats=arguments.repeats, random_state=1, n_jobs=1)
    scale = arguments.features / count
    return (scale * (time.perf_counter() - start), scale * (processor_seconds() - processor),
            result.importances_mean)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--features", type=int, default=28)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--peer-features", type=int, default=0)
    arguments = parser.parse_args()
    x = rows(60_000, arguments.features, seed=1)
    model = OnlySome(n_estimators=500, max_depth=6, learning_rate=0.1, n_jobs=arguments.threads)
    model.fit(x, labels(x, seed=2))
    test = rows(arguments.rows, arguments.features, seed=3)
    truth = labels(test, seed=4)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        program = build(HERE / "measure.swift")
        model.get_booster().save_model(folder / "model.json")
        numpy.asfortranarray(test).T.tofile(folder / "matrix")
        truth.tofile(folder / "labels")
        command = [str(v) for v in (
            program, folder / "model.json", folder / "matrix", folder / "labels", arguments.rows,
            arguments.repeats, arguments.threads)]
        own, other = [], []
        for _ in range(arguments.runs):
            lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\n")
            own.append((float(lines[0]), float(lines[1])))
            importances = numpy.array([float(v) for v in lines[2].split()])
            if arguments.peer_features >= 0:
                wall, processor, theirs = peer(model, test, truth, arguments)
                other.append((wall, processor))
                gap = numpy.abs(importances[:len(theirs)] - theirs).max()
                if gap > 0.01:
                    sys.exit(f"the importances differ by {gap}")
        print(f"{arguments.rows} rows x {arguments.features}, {arguments.repeats} repeats, "
              f"{arguments.threads} threads, medians of {arguments.runs}")
        for name, seconds in (("Tollgate", own), ("scikit-learn", other)):
            if seconds:
                wall, processor = (statistics.median(s[k] for s in seconds) for k in (0, 1))
                print(f"  {name:13} {wall:9.2f} s wall {processor:9.2f} s of processors")
        if other:
            ratios = [statistics.median(b[k] / a[k] for a, b in zip(own, other)) for k in (0, 1)]
            print(f"  {ratios[0]:.0f} x by the wall clock, {ratios[1]:.0f} x by processor time")


if __name__ == "__main__":
    main()
