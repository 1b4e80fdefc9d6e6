# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy==2.4.6", "pandas==3.1.1", "pyarrow==26.0.1", "polars==2.1.0", "duckdb==2.0.1"]
# ///
"""Times reading Parquet and JSON Lines as a whole process, beside the libraries of the field.

    uv run Benchmarks/parquet/compare.py [--tollgate .build/release/tollgate] [--runs 5] [--threads 2]

Makes tables of a million rows in a temporary folder: 28 columns of floats as pandas writes them (snappy),
twelve mixed columns with nulls and an all-distinct key by pandas (snappy), polars (zstd) and DuckDB
(Parquet version 2), and the mixed table as JSON Lines. Readers take turns, after one run each that does not
count; the table shows medians of wall and processor seconds, start-up included, and the largest resident
memory. Tollgate also summarises every column; the others only read.
"""

import argparse
import multiprocessing
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROWS = 1_000_000

PARQUET = {
    "pyarrow": "import pyarrow.parquet as q, pyarrow, sys; pyarrow.set_cpu_count({threads});"
    " print(q.read_table(sys.argv[1]).shape)",
    "pandas": "import pyarrow, pandas, sys; pyarrow.set_cpu_count({threads});"
    " print(pandas.read_parquet(sys.argv[1]).shape)",
    "polars": "import polars, sys; print(polars.read_parquet(sys.argv[1]).shape)",
    "duckdb": "import duckdb, sys; duckdb.sql('set threads={threads}');"
    " print(len(duckdb.read_parquet(sys.argv[1]).fetchnumpy()))",
}
LINES = {
    "polars": "import polars, sys; print(polars.read_ndjson(sys.argv[1]).shape)",
    "pandas": "import pandas, sys; print(pandas.read_json(sys.argv[1], lines=True).shape)",
}


def write_files(folder: Path) -> None:
    import duckdb
    import numpy as np
    import pandas as pd
    import polars as pl

    random = np.random.default_rng(1)
    numbers = random.normal(size=(ROWS, 28))
    pd.DataFrame({f"f{i}": numbers[:, i] for i in range(28)}).to_parquet(
        folder / "floats-pandas.parquet"
    )

    def choice(*texts: str):
        return np.array(texts)[random.integers(0, len(texts), ROWS)]

    age = random.integers(17, 90, ROWS)
    notes = np.array([f"note, number {i}" for i in range(5000)])
    hours = random.normal(40, 10, ROWS).round(2)
    hours[age > 85] = np.nan
    mixed = pd.DataFrame(
        {
            "id": np.arange(ROWS),
            "age": age,
            "education": choice("Bachelors", "HS-grad, some", 'Say "11th"', "line\nbreak"),
            "workclass": choice("Private", "Self-emp", "Gov", "?"),
            "hours": hours,
            "gain": random.exponential(1000, ROWS).round(3),
            "sex": choice("Male", "Female"),
            "married": random.integers(0, 2, ROWS) == 1,
            "native": choice("United-States", "México", "Österreich", "India"),
            "note": notes[random.integers(0, len(notes), ROWS)],
            "weight": random.random(ROWS),
            "key": [f"K{i:07d}" for i in range(ROWS)],
        }
    )
    mixed.to_parquet(folder / "mixed-pandas.parquet")
    pl.from_pandas(mixed).write_parquet(folder / "mixed-polars.parquet")
    duckdb.sql(
        f"copy (from mixed) to '{folder}/mixed-duckdb.parquet' (format parquet, parquet_version v2)"
    )
    mixed.to_json(folder / "mixed.jsonl", orient="records", lines=True)


def run(command: list[str], environment: dict[str, str]) -> tuple[float, float, int]:
    """Wall seconds, processor seconds, and kilobytes of the largest resident set."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{command} ended with {process.returncode}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def main() -> None:
    parser = argparse.ArgumentParser(description="Compare Parquet readers as whole processes.")
    parser.add_argument("--tollgate", default=".build/release/tollgate")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    processors = sorted(os.sched_getaffinity(0))[: options.threads]
    os.sched_setaffinity(0, processors)
    environment = os.environ | {"POLARS_MAX_THREADS": str(options.threads)}

    with tempfile.TemporaryDirectory() as name:
        # In a process of its own: a child's largest resident set counts its parent's at the start.
        writer = multiprocessing.Process(target=write_files, args=(Path(name),))
        writer.start()
        writer.join()
        for file in sorted(Path(name).iterdir()):
            readers = LINES if file.suffix == ".jsonl" else PARQUET
            commands = {"tollgate": [options.tollgate, "inspect", str(file)]} | {
                reader: [sys.executable, "-c", code.format(threads=options.threads), str(file)]
                for reader, code in readers.items()
            }
            results = {reader: [] for reader in commands}
            for turn in range(options.runs + 1):
                for reader, command in commands.items():
                    result = run(command, environment)
                    if turn > 0:
                        results[reader].append(result)
            print(f"{file.name}, {file.stat().st_size / 1e6:.0f} MB, {len(processors)} processors")
            for reader, runs in results.items():
                wall, cpu, memory = (statistics.median(figure) for figure in zip(*runs))
                print(f"  {reader:9} {wall:6.2f} s wall {cpu:6.2f} s cpu {memory / 1024:6.0f} MB")


if __name__ == "__main__":
    main()
