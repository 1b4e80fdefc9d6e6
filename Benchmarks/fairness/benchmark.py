# /// script
# requires-python = ">=3.11"
# dependencies = ["fairlearn==0.15.0", "numpy==2.4.6", "pandas==3.1.1", "scikit-learn==1.9.1"]
# ///
"""Group parity for two attributes on a million rows, against fairlearn's MetricFrame; and coverage of the limits.

    uv run Benchmarks/fairness/benchmark.py [--runs 5] [--coverage 2000]

Both sides have their data in memory. Tollgate gives every disparity of decisions with simultaneous limits;
fairlearn the same rates, their differences and ratios, without limits. Fails unless both agree. --coverage writes
coverage.tsv beside this file instead.
"""

import argparse
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import measuring

ROWS = 1_000_000


def rows():
    import numpy as np

    rng = np.random.default_rng(20261126)
    first = rng.choice(2, ROWS, p=[0.4, 0.6]).astype(np.uint8)
    second = rng.choice(5, ROWS, p=[0.6, 0.2, 0.1, 0.07, 0.03]).astype(np.uint8)
    label = (rng.random(ROWS) < 0.3 + 0.05 * first).astype(np.uint8)
    decision = (rng.random(ROWS) < 0.2 + 0.5 * label + 0.03 * second).astype(np.uint8)
    return dict(labels=label, decisions=decision, first=first, second=second)


def peer(data):
    import fairlearn.metrics as F
    from sklearn import metrics as M

    rates = {
        "selection_rate": F.selection_rate,
        "true_positive_rate": F.true_positive_rate,
        "false_positive_rate": F.false_positive_rate,
        "false_negative_rate": F.false_negative_rate,
        "positive_predictive_value": M.precision_score,
        "negative_predictive_value": lambda y, d: M.precision_score(y, d, pos_label=0),
        "false_discovery_rate": lambda y, d: 1 - M.precision_score(y, d),
        "false_omission_rate": lambda y, d: 1 - M.precision_score(y, d, pos_label=0),
        "accuracy": M.accuracy_score,
        "error_rate": M.zero_one_loss,
    }
    start = time.perf_counter()
    frames = []
    for name in ["first", "second"]:
        frame = F.MetricFrame(
            metrics=rates, y_true=data["labels"], y_pred=data["decisions"], sensitive_features=data[name])
        frames.append((frame.difference(), frame.ratio()))
    return time.perf_counter() - start, frames


def ours(program, folder, threads, runs):
    command = [str(program), "time", str(folder), str(threads), str(runs)]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    values = {}
    for line in lines[runs:]:
        place, name, value = line.split()
        values[int(place), name] = float(value)
    return statistics.median(float(line) for line in lines[:runs]), values


def compare(values, frames):
    special = {"selection_rate": "demographic_parity", "true_positive_rate": "equal_opportunity"}
    for place, (differences, ratios) in enumerate(frames):
        for kind, column in [("difference", differences), ("ratio", ratios)]:
            for rate, expected in column.items():
                name = f"{special[rate]}_{kind}" if rate in special else f"{rate}_group_{kind}"
                if abs(values[place, name] - expected) > 1e-9:
                    sys.exit(f"attribute {place}, {name}: {values[place, name]}, not {expected}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--coverage", type=int, metavar="RUNS")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        program = measuring.build(HERE / "measure")
        if args.coverage:
            out = subprocess.run([str(program), "coverage", str(args.coverage)], check=True, capture_output=True)
            (HERE / "coverage.tsv").write_bytes(out.stdout)
            return
        data = rows()
        for name, values in data.items():
            values.tofile(folder / name)
        for threads in [1, 2]:
            seconds, values = ours(program, folder, threads, args.runs)
            print(f"tollgate, {threads} threads: {seconds:.4f} s")
        slow, frames = peer(data)
        compare(values, frames)
        print(f"fairlearn: {slow:.2f} s, {slow / seconds:.0f} times as long; all numbers agree")


main()
