# /// script
# requires-python = ">=3.11"
# dependencies = []
# ///
"""Writes a random forest as PMML, of 100 MB unless told otherwise, and times `inspect` and `predict`.

    python Benchmarks/pmml/forest.py path/to/tollgate [megabytes] [rows]

The document has the form that sklearn2pmml gives random forests: one TreeModel a segment, a
SimplePredicate a node, the mean of all trees. Trees are random, of depth 12: only size matters here.
"""

import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

FEATURES = 28


def node(out, depth, predicate, rnd):
    if depth == 0:
        out.append(f'<Node score="{rnd.uniform(-1, 1):.16g}" recordCount="{rnd.randint(1, 500)}">{predicate}</Node>\n')
        return
    out.append(f'<Node>{predicate}\n')
    test = f'<SimplePredicate field="f{rnd.randrange(FEATURES)}" operator="lessOrEqual" value="{rnd.gauss(0, 1):.16g}"/>'
    node(out, depth - 1, test, rnd)
    node(out, depth - 1, "<True/>", rnd)
    out.append("</Node>\n")


def write(path, megabytes):
    rnd = random.Random(1)
    fields = "".join(f'<DataField name="f{i}" optype="continuous" dataType="double"/>\n' for i in range(FEATURES))
    mining = "<MiningSchema>" + "".join(f'<MiningField name="f{i}"/>' for i in range(FEATURES))
    with open(path, "w") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<PMML xmlns="http://www.dmg.org/PMML-4_4" version="4.4">\n<Header/>\n')
        file.write(f'<DataDictionary>{fields}<DataField name="y" optype="continuous" dataType="double"/></DataDictionary>\n')
        file.write(f'<MiningModel functionName="regression">{mining}<MiningField name="y" usageType="target"/></MiningSchema>\n')
        file.write('<Segmentation multipleModelMethod="average" missingPredictionTreatment="returnMissing">\n')
        trees = 0
        while file.tell() < megabytes * 1_000_000:
            out = []
            node(out, 12, "<True/>", rnd)
            file.write('<Segment><True/><TreeModel functionName="regression" missingValueStrategy="nullPrediction">')
            file.write(f"{mining}</MiningSchema>\n{''.join(out)}</TreeModel></Segment>\n")
            trees += 1
        file.write("</Segmentation></MiningModel></PMML>\n")
    return trees


def measure(command):
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    if status:
        sys.exit(f"{' '.join(command)} failed")
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    tollgate = sys.argv[1]
    megabytes = float(sys.argv[2]) if len(sys.argv) > 2 else 100
    rows = int(sys.argv[3]) if len(sys.argv) > 3 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        model, data = pathlib.Path(folder, "forest.pmml"), pathlib.Path(folder, "rows.csv")
        trees = write(model, megabytes)
        rnd = random.Random(2)
        with open(data, "w") as file:
            file.write(",".join(f"f{i}" for i in range(FEATURES)) + "\n")
            for _ in range(rows):
                file.write(",".join(f"{rnd.gauss(0, 1):.5g}" for _ in range(FEATURES)) + "\n")
        print(f"{model.stat().st_size / 1e6:.0f} MB, {trees} trees of 4,096 leaves")
        for name, command in {
            "load (inspect)": [tollgate, "inspect", str(model)],
            f"load and score {rows:,} rows": [tollgate, "predict", str(model), str(data)],
        }.items():
            runs = sorted(measure(command) for _ in range(3))
            cpu = sorted(run[1] for run in runs)[1]
            print(f"{name}: {runs[1][0]:.2f} s, {cpu:.2f} s of processors, {max(r[2] for r in runs):.0f} MB at most "
                  "(medians of 3)")


if __name__ == "__main__":
    main()
