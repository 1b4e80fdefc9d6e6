# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy==2.4.6", "xgboost==3.2.0"]
# ///
"""How often the limits of permutation importances hold the truth, and of what is made of them.

    uv run Benchmarks/importance/limits.py [--repeats N]

Trains a candidate and a baseline on the population that the Swift side (the folder `limits`) draws new tables
from; the truth is that of 400,000 rows. Writes `limits.tsv` beside this file, and ends with code 1 where
limits cover less than 93 % at nominal 95 %, beyond what this many repeats leave to chance.
"""

import argparse
import math
import pathlib
import subprocess
import sys
import tempfile

import numpy
import xgboost

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from measuring import build  # noqa: E402

FLOOR = 0.93


def train(path, rows, seed, columns):
    """On all columns, or with some made useless."""
    random = numpy.random.default_rng(seed)
    x = random.standard_normal((rows, 8)).astype(numpy.float32)
    odds = (x[:, 0] + 0.8 * x[:, 1] + 0.7 * x[:, 2] * x[:, 3] + 0.4 * x[:, 4] + 0.25 * x[:, 5] + 0.15 * x[:, 6])
    y = random.random(rows) < 1 / (1 + numpy.exp(-odds))
    for column in set(range(8)) - set(columns):
        x[:, column] = random.permutation(x[:, column])
    model = xgboost.XGBClassifier(n_estimators=60, max_depth=3, learning_rate=0.2, random_state=seed, n_jobs=1)
    model.fit(x, y)
    model.get_booster().save_model(path)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=500)
    arguments = parser.parse_args()
    program = build(HERE / "limits")
    with tempfile.TemporaryDirectory() as folder:
        models = [f"{folder}/candidate.json", f"{folder}/baseline.json"]
        train(models[0], 20_000, 1, range(8))
        train(models[1], 4_000, 2, [0, 1, 2, 3, 4])
        run = subprocess.run([str(program), *models, str(arguments.repeats)], check=True, stdout=subprocess.PIPE,
                             text=True)
    low = []
    out = ["metric\trows\tnumber\ttruth\tcovered\tof"]
    for line in run.stdout.splitlines():
        metric, rows, number, truth, share, count = line.split("\t")
        share, n = float(share), int(count)
        out.append(f"{metric}\t{rows}\t{number}\t{float(truth):.4f}\t{share:.3f}\t{n}")
        if n and share + 2.6 * math.sqrt(FLOOR * (1 - FLOOR) / n) < FLOOR:
            low.append(f"{metric}, {rows} rows: the limits of {number} cover {share:.3f} of {n}")
    (HERE / "limits.tsv").write_text("\n".join(out) + "\n")
    print("\n".join(low) if low else "all as it should be")
    sys.exit(1 if low else 0)


if __name__ == "__main__":
    main()
