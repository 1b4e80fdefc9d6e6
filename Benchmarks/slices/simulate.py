# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy==2.4.6"]
# ///
"""How often a gate reports a regressed or weak slice that is not there, and finds one that is.

    uv run Benchmarks/slices/simulate.py dist/tollgate [--runs 200]

Each run is a whole gate on new random rows: two models' decisions on eight columns of four values, and
the binary searches, tests and judges. Under "equal" both models err alike everywhere, each row that
only one gets right being a coin's toss; "uniform" breaks every row with the same small probability,
below tau; "planted" breaks 15 % of the rows of one conjunction of two conditions. The seed is fixed.
"""

import argparse
import json
import pathlib
import subprocess
import tempfile

import numpy as np

COLUMNS, WIDTH = 8, 4
CONFIG = """
models: {{candidate: candidate.csv, baseline: baseline.csv}}
data: {{evaluation: rows.csv, label: y, id: id, positive: 1}}
statistics: {{seed: {seed}}}
suites: {{s: [{check}: {{{condition}, inference: {inference}}}]}}
reports: {{formats: [json], rows: 0}}
"""


def rows(rng, count, design):
    codes = rng.integers(0, WIDTH, (COLUMNS, count))
    wrong = rng.random(count) < 0.12
    flips = rng.random(count) < np.where(wrong, 0.25, 0.25 * 0.12 / 0.88)
    now = wrong ^ flips
    planted = (codes[0] == 1) & (codes[2] == 3)
    if design == "uniform":
        now |= rng.random(count) < 0.008
    if design == "planted":
        now |= planted & (rng.random(count) < 0.15)
    if design == "weak":
        now |= planted & (rng.random(count) < 0.25)
    if design == "no_weak":
        now = rng.random(count) < 0.12
    return codes, wrong, now


def write(folder, codes, wrong, now):
    count = codes.shape[1]
    names = ",".join(f"c{c}" for c in range(COLUMNS))
    letters = np.array(list("abcd"))
    lines = [f"id,y,{names}"]
    for row in range(count):
        lines.append(f"{row},{row % 2}," + ",".join(letters[codes[:, row]]))
    (folder / "rows.csv").write_text("\n".join(lines) + "\n")
    truth = np.arange(count) % 2
    for name, errors in [("baseline", wrong), ("candidate", now)]:
        said = np.where(errors, 1 - truth, truth)
        text = "".join(f"{row},{value}\n" for row, value in enumerate(said))
        (folder / f"{name}.csv").write_text("id,prediction\n" + text)


def run(tool, folder, check, condition, inference, seed):
    (folder / "tollgate.yml").write_text(CONFIG.format(
        check=check, condition=condition, inference=inference, seed=seed))
    subprocess.run([tool, "check", "tollgate.yml", "--quiet", "--threads", "2"], cwd=folder,
                   capture_output=True, text=True, check=False)
    report = json.loads((folder / "tollgate-report" / "report.json").read_text())
    if not report["findings"]:
        raise SystemExit(report["reason"])
    return report


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tool", type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=200)
    arguments = parser.parse_args()
    tool = arguments.tool.resolve()
    print("| check | design | rows | inference | gates that report a slice | that name the planted one |")
    print("|---|---|--:|---|--:|--:|")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for check, design, count, inference, condition in [
                ("regressed_slices", "equal", 6000, "split", "max: 0"),
                ("regressed_slices", "equal", 2000, "max_t", "max: 0"),
                ("regressed_slices", "equal", 6000, "split", "tau: 0, max: 0"),
                ("regressed_slices", "equal", 2000, "max_t", "tau: 0, max: 0"),
                ("regressed_slices", "uniform", 6000, "split", "max: 1pp"),
                ("regressed_slices", "planted", 6000, "split", "max: 1pp"),
                ("regressed_slices", "planted", 2000, "max_t", "max: 1pp"),
                ("weak_slices", "no_weak", 6000, "split", "tau: 0, max: 1"),
                ("weak_slices", "no_weak", 2000, "max_t", "tau: 0, max: 1"),
                ("weak_slices", "weak", 6000, "split", "max: 1"),
                ("weak_slices", "weak", 2000, "max_t", "max: 1")]:
            rng = np.random.default_rng([17, count, *design.encode()])
            runs = arguments.runs if design in ("equal", "no_weak") else arguments.runs // 4
            reported = named = 0
            for number in range(runs):
                write(folder, *rows(rng, count, design))
                findings = run(tool, folder, check, condition, inference, number)["findings"]
                # Under the null any slice that is said to stand out is a false alarm.
                slices = [f["slice"] for f in findings if f["slice"]
                          and f["detail"].get("state") in (None, "new", "inherited", "weak")]
                reported += bool(slices)
                named += any("c0=b" in s and "c2=d" in s for s in slices)
            is_planted = design in ("planted", "weak")
            options = ", ".join(o for o in condition.split(", ") if o.startswith("tau"))
            print(f"| `{check}` | {design}{', ' + options if options else ''} | {count} | {inference} "
                  f"| {reported} of {runs} ({reported / runs:.1%}) "
                  f"| {f'{named} of {runs}' if is_planted else ''} |", flush=True)


if __name__ == "__main__":
    main()
