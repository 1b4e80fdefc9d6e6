# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy==2.4.6", "scipy==1.17.1", "scikit-learn==1.9.1", "sliceline==0.3.0"]
# ///
"""The search for weak slices: seconds for a million rows, and against the sliceline package.

    uv run Benchmarks/slices/benchmark.py [--peer]

Columns and losses are random with one planted slice, from a fixed seed. Seconds are those of the search
alone, both sides with their data in memory; --peer runs the package too, which takes minutes, and
fails unless both find the same slices.
"""

import argparse
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from measuring import build  # noqa: E402

COLUMNS, WIDTH = 12, 6


def table(rows, kind, seed=17):
    """Codes and losses: 0 or 1, or a real loss with a tail."""
    rng = np.random.default_rng(seed)
    codes = rng.integers(0, WIDTH, (COLUMNS, rows), dtype=np.uint8)
    weak = (codes[0] == 1) & (codes[3] == 2)
    rate = np.where(weak, 0.4, 0.1)
    losses = (rng.random(rows) < rate).astype(float)
    if kind == "real":
        losses = rate * rng.exponential(size=rows)
    return codes, losses


def ours(program, folder, codes, losses, alpha, minimum, threads, runs):
    codes.tofile(folder / "codes")
    losses.tofile(folder / "losses")
    out = subprocess.run(
        [str(program), str(folder / "codes"), str(folder / "losses"), str(codes.shape[1]),
         str(WIDTH), str(alpha), str(minimum), str(threads), str(runs)],
        check=True, capture_output=True, text=True).stdout.splitlines()
    slices = [line.split() for line in out[runs:]]
    found = [(float(s[0]), int(s[1]), tuple(s[2:])) for s in slices]
    return statistics.median(float(line) for line in out[:runs]), found


def peer(codes, losses, alpha, minimum):
    from sliceline.slicefinder import Slicefinder

    finder = Slicefinder(alpha=alpha, k=10, max_l=3, min_sup=minimum, verbose=False)
    matrix = codes.T.astype(np.int64) + 1
    start = time.perf_counter()
    finder.fit(matrix, losses)
    seconds = time.perf_counter() - start
    found = [
        (float(s["slice_score"]), int(s["slice_size"]),
         tuple(f"{c}={int(v) - 1}" for c, v in enumerate(slice_) if v is not None))
        for slice_, s in zip(finder.top_slices_, finder.top_slices_statistics_)]
    return seconds, found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--peer", action="store_true", help="run the sliceline package too")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        program = build(HERE / "measure.swift")
        for rows, kind, alpha in [
                (1_000_000, "0/1", 0.95), (1_000_000, "real", 0.95), (1_000_000, "0/1", 0.99),
                (1_000_000, "0/1", 1.0), (20_000, "0/1", 0.95)]:
            codes, losses = table(rows, kind)
            seconds, found = ours(
                program, folder, codes, losses, alpha, rows // 100, arguments.threads, 5)
            print(f"{rows:>9} rows, {kind:4} loss, alpha {alpha}: {seconds:.4f} s, "
                  f"{len(found)} slices, best {' & '.join(found[0][2])}", flush=True)
            if rows == 20_000 and arguments.peer:
                theirs, others = peer(codes, losses, alpha, rows // 100)
                same = {(f[1], f[2]) for f in found} == {(f[1], f[2]) for f in others}
                close = max(abs(a[0] - b[0]) for a, b in zip(sorted(found), sorted(others))) < 1e-9
                print(f"          sliceline {theirs:.1f} s: {theirs / seconds:.0f} times; "
                      f"same slices: {same and close}")
                if not (same and close):
                    raise SystemExit("the two searches differ")


if __name__ == "__main__":
    main()
