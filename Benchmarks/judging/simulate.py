# /// script
# requires-python = ">=3.11"
# ///
"""What the judging code does to models whose truth is known, by simulation.

    python Benchmarks/judging/simulate.py coverage [--repeats N]
    python Benchmarks/judging/simulate.py gate [--repeats N]

`coverage` asks how often each interval of each metric holds the truth, `gate` how often a gate of
eight metrics on 24 slices fails models that are equally good, and misses one that is worse. Both run
the product's own code on simulated outcomes: the Swift side is the folder beside this script. Results are written beside it,
and an interval that covers too rarely, or an error rate that is too high, ends with code 1.
"""

import argparse
import math
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import measuring  # noqa: E402

# At nominal 95%. Below it no interval may fall, beyond what this many repeats leave to chance.
FLOOR = 0.93


def coverage(rows):
    """The table by metric, and what falls below the floor."""
    out = ["world\tmetric\trows\tvalue\tvalues\tdifference\tdifferences\tmethod"]
    low = []
    for world, metric, count, value, values, difference, differences, method in rows:
        out.append("\t".join([world, metric, count, f"{float(value):.3f}", values,
                              f"{float(difference):.3f}", differences, method]))
        for kind, share, n in [("value", value, values), ("difference", difference, differences)]:
            share, n = float(share), int(n)
            # Where most tables are undefined, the ones that are left are no random sample.
            if n and share + 2.6 * math.sqrt(FLOOR * (1 - FLOOR) / n) < FLOOR:
                low.append(f"{world} {metric} at {count} rows: the {kind}'s interval covers {share:.3f} of {n}")
    return out, low


def gate(rows):
    out = ["world\trows\tmargin\tpassed\tinconclusive\tfailed\ton the table\ton a slice\taccuracy\tdiscordance"]
    low = []
    for world, count, margin, passed, open_, failed, table, slices, accuracy, discordance in rows:
        out.append("\t".join([world, count, margin, passed, open_, failed, table, slices, accuracy,
                              f"{float(discordance):.4f}"]))
        n = int(passed) + int(open_) + int(failed)
        if world == "equal" and int(failed) / n > 0.05 + 1.65 * math.sqrt(0.05 * 0.95 / n):
            low.append(f"{world}, {count} rows, margin {margin}: {failed} of {n} equal models failed")
        needed = {"-0.5 pp": 0.95, "-0.3 pp": 0.8}.get(world)
        if needed and margin == "0" and int(accuracy) / n < needed:
            low.append(f"{world}, {count} rows, margin {margin}: accuracy fails in only {accuracy} of {n}")
    return out, low


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=["coverage", "gate"])
    parser.add_argument("--repeats", type=int, default=1000)
    arguments = parser.parse_args()
    program = measuring.build(HERE / "simulation")
    run = subprocess.run([str(program), arguments.what, str(arguments.repeats)], check=True,
                         stdout=subprocess.PIPE, text=True)
    rows = [line.split("\t") for line in run.stdout.splitlines()]
    out, low = {"coverage": coverage, "gate": gate}[arguments.what](rows)
    (HERE / f"{arguments.what}.tsv").write_text("\n".join(out) + "\n")
    print("\n".join(low) if low else "all as it should be")
    sys.exit(1 if low else 0)


if __name__ == "__main__":
    main()
