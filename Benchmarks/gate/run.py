# /// script
# requires-python = ">=3.11"
# dependencies = [
#   "numpy==2.4.6",
#   "pandas==3.1.1",
#   "scikit-learn==1.9.1",
#   "xgboost==3.2.0",
# ]
# ///
"""The whole gate, process start to exit code, against the same numbers made with Python.

    python Benchmarks/gate/run.py BINARY [--rows 30000 1000000] [--repeats 5] [--cache DIRECTORY]

Makes a table of 28 float32 columns (the shape of the HIGGS data) and two XGBoost models of 500
trees, depth 6, once, in the cache. Then runs both contenders one after another, in turns, each as a
process of its own, and prints the median wall time, processor time and the peak memory. Exits with
1 if a contender fails or the two disagree on a metric by more than 1e-6.
"""

import argparse
import json
import multiprocessing
import os
import statistics
import subprocess
import sys
import time

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
FEATURES = [f"f{index:02d}" for index in range(28)]
# What the product promises, on two cores: seconds, megabytes.
GOALS = {30_000: (1.0, None), 1_000_000: (8.0, 1500)}

CONFIGURATION = """\
gate: benchmark
models: {{candidate: candidate.json, baseline: baseline.ubj}}
data:
  evaluation: {table}
  label: label
  positive: "1"
  exclude: [segment]
decision: {{threshold: 0.5}}
statistics: {{alpha: 0.05, correction: holm, seed: 7}}
slices:
  - by: [segment]
suites:
  performance:
    - roc_auc: {{min: 0.5, max_regression: 0.05}}
    - log_loss: {{max_regression: 10%}}
    - brier: {{max_regression: 0.05}}
    - accuracy: {{max_regression: 5pp}}
    - precision: {{max_regression: 5pp}}
    - recall: {{max_regression: 5pp, slices: all}}
reports: {{directory: {reports}, formats: [junit, markdown, html, json]}}
"""


def rows(count: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    values = random.standard_normal((count, len(FEATURES))).astype(np.float32)
    signal = values[:, 0] * values[:, 1] + np.abs(values[:, 2]) + 0.5 * values[:, 3] - 0.8
    labels = (random.random(count) < 1 / (1 + np.exp(-1.5 * signal))).astype(np.int8)
    return values, labels, random.integers(0, 4, count)


def prepare(cache: str, count: int) -> None:
    import pandas as pd
    import xgboost as xgb

    os.makedirs(cache, exist_ok=True)
    settings = {"objective": "binary:logistic", "max_depth": 6, "nthread": 2, "seed": 1}
    for name, seed, eta in (("baseline.ubj", 1, 0.05), ("candidate.json", 2, 0.06)):
        path = os.path.join(cache, name)
        if not os.path.exists(path):
            values, labels, _ = rows(100_000, seed)
            matrix = xgb.DMatrix(values, labels, feature_names=FEATURES)
            xgb.train(settings | {"eta": eta}, matrix, 500).save_model(path)
    table = os.path.join(cache, f"rows-{count}.csv")
    if not os.path.exists(table):
        values, labels, segments = rows(count, 3)
        frame = pd.DataFrame(values, columns=FEATURES)
        frame["segment"] = np.array(["north", "east", "south", "west"])[segments]
        frame["label"] = labels
        frame.to_csv(table, index=False)
    with open(configuration_path(cache, count), "w") as file:
        file.write(
            CONFIGURATION.format(table=os.path.basename(table), reports=f"tollgate-report-{count}")
        )


def configuration_path(cache: str, count: int) -> str:
    return os.path.join(cache, f"tollgate-{count}.yml")


def measure(command: list[str], directory: str, accepted: set[int]) -> dict:
    with open(os.path.join(directory, "benchmark.log"), "wb") as log:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=directory, stdout=log, stderr=log)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
    process.returncode = code = os.waitstatus_to_exitcode(status)
    if code not in accepted:
        sys.exit(f"{command[0]} ended with {code}; see {log.name}")
    return {
        "wall": seconds, "cpu": usage.ru_utime + usage.ru_stime, "megabytes": usage.ru_maxrss / 1024,
    }


def disagreement(cache: str, count: int) -> float:
    """The largest difference between a candidate's or a baseline's metric in the two results."""
    with open(os.path.join(cache, f"tollgate-report-{count}", "report.json")) as file:
        report = json.load(file)
    with open(os.path.join(cache, f"python-{count}.json")) as file:
        expected = json.load(file)
    found = {finding["id"]: finding for finding in report["findings"]}
    worst, compared = 0.0, 0
    for role, metrics in expected.items():
        for name, value in metrics.items():
            finding = found.get(f"performance/{name}")
            if finding is None:
                sys.exit(f"the report has no finding 'performance/{name}'")
            worst = max(worst, abs(finding[role]["value"] - value))
            compared += 1
    print(f"  {compared} numbers compared, largest difference {worst:.1e}")
    return worst


def main() -> None:
    parser = argparse.ArgumentParser(description="whole-gate benchmark")
    parser.add_argument("binary")
    parser.add_argument("--rows", type=int, nargs="+", default=[30_000, 1_000_000])
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--cache", default=os.path.join(HERE, "../../.build/benchmark-gate"))
    options = parser.parse_args()
    binary, cache = os.path.abspath(options.binary), os.path.abspath(options.cache)
    failed = False
    for count in options.rows:
        # In a process of its own: a child's largest resident set counts its parent's at the start.
        maker = multiprocessing.Process(target=prepare, args=(cache, count))
        maker.start()
        maker.join()
        configuration = configuration_path(cache, count)
        contenders = {
            "tollgate": ([binary, "check", configuration], {0, 1, 3}),
            "python": ([sys.executable, os.path.join(HERE, "reference.py"), cache, str(count)], {0}),
        }
        runs = {name: [] for name in contenders}
        for _ in range(options.repeats):
            for name, (command, accepted) in contenders.items():
                runs[name].append(measure(command, cache, accepted))
        print(f"\n{count:,} rows x {len(FEATURES)} columns, two models of 500 trees, "
              f"median of {options.repeats}, {os.cpu_count()} cores")
        print(f"  {'':10s} {'wall s':>8s} {'cpu s':>8s} {'MB':>8s}")
        median = {}
        for name, measured in runs.items():
            median[name] = {key: statistics.median(run[key] for run in measured) for key in measured[0]}
            line = median[name]
            print(f"  {name:10s} {line['wall']:8.2f} {line['cpu']:8.2f} {line['megabytes']:8.0f}")
        seconds, megabytes = GOALS.get(count, (None, None))
        ours = median["tollgate"]
        if seconds is not None:
            met = ours["wall"] < seconds and (megabytes is None or ours["megabytes"] < megabytes)
            limit = f"{seconds} s" + (f" and {megabytes} MB" if megabytes else "")
            print(f"  goal, below {limit}: {'met' if met else 'MISSED'}; "
                  f"{median['python']['wall'] / ours['wall']:.1f} x Python")
        failed = disagreement(cache, count) > 1e-6 or failed
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
