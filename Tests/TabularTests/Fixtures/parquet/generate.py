# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy==2.4.6", "pandas==3.1.1", "pyarrow==26.0.1", "polars==2.1.0", "duckdb==2.0.1"]
# ///
"""Writes the small Parquet files of this folder with the libraries that people use.

`NAME.jsonl` holds the cells of all files `NAME-*.parquet`, one JSON object a row, as Tollgate shall read
them: dates, times and timestamps are texts as pandas prints them, integers that a double cannot hold and
decimals without fraction are texts, bytes are `{"hex": …}`, NaN is null. Other files have a test of their own.
Run: `uv run generate.py`. The Swift tests only read what is committed.
"""

import datetime as dt
import decimal
import json
import math
import pathlib
import uuid

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

HERE = pathlib.Path(__file__).parent
ROWS = 36
random = np.random.default_rng(7)


def holes(values):
    """The values with some of them missing."""
    return [None if i % 7 == 3 or i in (0, 20, 21, 22) else v for i, v in enumerate(values)]


def arrow_table() -> pa.Table:
    start = dt.datetime(1999, 12, 31, 23, 59, 58)
    steps = [start + dt.timedelta(hours=7 * i, microseconds=250_000 * (i % 3)) for i in range(ROWS)]
    words = ["", "alpha", "Österreich", "NA", "a much longer text than the others", "😀"]
    ints = random.integers(-100, 100, ROWS).tolist()
    return pa.table(
        {
            "int8": pa.array(holes(ints), pa.int8()),
            "int16": pa.array(holes([v * 300 for v in ints]), pa.int16()),
            "int32": pa.array(holes([v * 20_000_000 for v in ints]), pa.int32()),
            "int64": pa.array(holes([v * 80_000_000_000 for v in ints]), pa.int64()),
            "uint8": pa.array(holes([v + 100 for v in ints]), pa.uint8()),
            "uint32": pa.array(holes([4_294_967_295 - i for i in range(ROWS)]), pa.uint32()),
            "uint64": pa.array(holes([18_446_744_073_709_551_615 - i for i in range(ROWS)]), pa.uint64()),
            "beyond": pa.array(holes([9_007_199_254_740_993 + i for i in range(ROWS)]), pa.int64()),
            "float": pa.array(holes(random.normal(size=ROWS).astype("f4").tolist()), pa.float32()),
            "double": pa.array(
                holes([math.nan, math.inf, -math.inf, -0.0] * 2 + random.normal(size=ROWS - 8).tolist()),
                pa.float64(),
            ),
            "bool": pa.array(holes((random.integers(0, 2, ROWS) == 1).tolist()), pa.bool_()),
            "text": pa.array(holes([words[i % 6] for i in range(ROWS)]), pa.string()),
            "key": pa.array([f"K{i * 7919 % 1000:04d}" for i in range(ROWS)], pa.string()),
            "category": pa.array(holes([words[i % 3] for i in range(ROWS)])).dictionary_encode(),
            "bytes": pa.array(holes([bytes([255, i, 0]) for i in range(ROWS)]), pa.binary()),
            "date": pa.array(holes([(start + dt.timedelta(days=400 * i - 5000)).date() for i in range(ROWS)])),
            "second": pa.array(holes(steps), pa.timestamp("us")),
            "nano": pa.array(holes([i * 1_000_000_007_000_000_001 for i in range(-3, 0)] + list(range(ROWS - 3))),
                             pa.timestamp("ns")),
            "utc": pa.array(holes(steps), pa.timestamp("ms", tz="UTC")),
            "time": pa.array(holes([s.time() for s in steps]), pa.time64("us")),
            "price": pa.array(holes([decimal.Decimal(v).scaleb(-2) for v in ints]), pa.decimal128(9, 2)),
            "wide": pa.array(holes([decimal.Decimal(v * 10**25 + 7).scaleb(-10) for v in ints]),
                             pa.decimal128(38, 10)),
            "whole": pa.array(holes([decimal.Decimal(v * 10**25 + 7) for v in ints]), pa.decimal128(38, 0)),
            "nothing": pa.nulls(ROWS, pa.int32()),
        }
    )


def cell(value, kind):
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, bytes):
        return {"hex": value.hex()}
    if isinstance(value, (pd.Timestamp, dt.datetime)):
        return str(pd.Timestamp(value))
    if isinstance(value, (dt.date, dt.time, uuid.UUID)):
        return str(value)
    if isinstance(value, decimal.Decimal):
        return {"decimal": format(value, "f")}
    if isinstance(value, float) and math.isinf(value):
        return "inf" if value > 0 else "-inf"
    return value


def write_expected(name, table: pa.Table):
    with open(HERE / f"{name}.jsonl", "w", encoding="utf-8") as file:
        for row in table.to_pylist():
            cells = {key: cell(value, None) for key, value in row.items()}
            file.write(json.dumps(cells, ensure_ascii=False, allow_nan=False) + "\n")


def wide_integers():
    """Integers of 128 bits, which only Arrow's schema in the file knows of; beyond 2^53 they are texts."""
    columns = {
        "signed": (pl.Int128, [0, 1, -1, 300, None, 5, -2**40, 2**53] * 5),
        "unsigned": (pl.UInt128, [0, 1, 7, 300, None, 5, 2**40, 2**63] * 5),
        "beyond": (pl.Int128, [0, 2**53 + 1, -2**127, 300, None, 2**127 - 1, -1, -2**64 - 1] * 5),
        "far": (pl.UInt128, [0, 2**53 + 1, 2**127, 300, None, 2**128 - 1, 1, 2**64] * 5),
        # Sixteen bytes that are no integer stay what they are.
        "bytes": (pl.Binary, [b"abcdefghijklmnop", b"0123456789012345"] * 20),
    }
    frame = pl.DataFrame({name: pl.Series(values, dtype=kind) for name, (kind, values) in columns.items()})
    for codec in ["zstd", "uncompressed"]:
        frame.write_parquet(HERE / f"int128-polars-{codec}.parquet", compression=codec)
    frame.write_parquet(HERE / "int128-polars-groups.parquet", row_group_size=7)
    with open(HERE / "int128.jsonl", "w", encoding="utf-8") as file:
        for row in frame.to_dicts():
            texts = {name: None if row[name] is None else str(row[name]) for name in ["beyond", "far"]}
            file.write(json.dumps({**row, **texts, "bytes": row["bytes"].decode()}) + "\n")


def write(table, name, **options):
    pq.write_table(table, HERE / f"{name}.parquet", store_schema=False, **options)


def main():
    for old in [*HERE.glob("*.parquet"), *HERE.glob("*.jsonl"), *HERE.glob("*.csv")]:
        old.unlink()
    table = arrow_table()
    table = table.set_column(13, "category", table["category"].cast(pa.string()))
    write_expected("arrow", table)
    for codec in ["none", "snappy", "gzip", "brotli", "lz4", "zstd"]:
        write(table, f"arrow-{codec}", compression=codec)
    write(table, "arrow-v2pages", data_page_version="2.0", compression="zstd")
    write(table, "arrow-v2pages-none", data_page_version="2.0", compression="none", use_dictionary=False)
    write(table, "arrow-plain", use_dictionary=False)
    write(table, "arrow-groups", row_group_size=10)
    write(table, "arrow-tiny-pages", data_page_size=16, write_batch_size=3, use_dictionary=False)
    write(table, "arrow-tiny-dictionary-pages", data_page_size=4, write_batch_size=3,
          dictionary_pagesize_limit=64)
    write(table, "arrow-int-decimals", store_decimal_as_integer=True)
    write(table, "arrow-checksums", write_page_checksum=True)
    delta = {n: "DELTA_BINARY_PACKED" for n in
             ["int8", "int16", "int32", "int64", "uint8", "uint32", "uint64", "beyond", "date", "second",
              "nano", "utc", "time", "nothing"]}
    delta |= {"text": "DELTA_BYTE_ARRAY", "key": "DELTA_BYTE_ARRAY", "category": "DELTA_LENGTH_BYTE_ARRAY",
              "bytes": "DELTA_LENGTH_BYTE_ARRAY", "bool": "RLE", "wide": "DELTA_BYTE_ARRAY"}
    delta |= {n: "BYTE_STREAM_SPLIT" for n in ["float", "double", "price", "whole"]}
    write(table, "arrow-delta", use_dictionary=False, column_encoding=delta)
    write(table, "arrow-delta-groups", use_dictionary=False, column_encoding=delta, row_group_size=9,
          data_page_version="2.0")
    split = {n: "BYTE_STREAM_SPLIT" for n in ["int32", "int64", "uint32", "float", "double", "date", "second"]}
    write(table, "arrow-split", use_dictionary=False, column_encoding=split, compression="zstd")

    # Timestamps as INT96 have nanoseconds and no zone.
    times = table.select(["second", "nano"])
    write_expected("int96", times)
    write(times, "int96-arrow", use_deprecated_int96_timestamps=True)

    # Columns that cannot be null have no levels.
    full = table.select(["int64", "double", "bool", "text", "key"]).slice(1, 2)
    full = pa.concat_tables([full] * 5)
    full = full.cast(pa.schema([f.with_nullable(False) for f in full.schema]))
    write_expected("required", full)
    write(full, "required-arrow")
    write(full, "required-v2pages", data_page_version="2.0")
    write(full, "required-delta", use_dictionary=False, column_encoding={
        "int64": "DELTA_BINARY_PACKED", "double": "BYTE_STREAM_SPLIT", "bool": "RLE", "text": "DELTA_BYTE_ARRAY",
        "key": "DELTA_LENGTH_BYTE_ARRAY"})

    half = pa.table({
        "half": pa.array(holes(np.linspace(-3, 3, ROWS).astype("f2").tolist()), pa.float16()),
        "tiny": pa.array(np.array([0, 5.9604645e-08, -6.1e-05, 65504, np.inf, np.nan] * 6, dtype="f2")),
        "uuid": pa.array([uuid.UUID(int=i << 120 | i).bytes for i in range(ROWS)], pa.uuid()),
        "fixed": pa.array(holes([b"ab%c" % (97 + i % 4) for i in range(ROWS)]), pa.binary(3)),
    })
    write(half, "other-arrow")
    half = half.set_column(2, "uuid", pa.array([str(v) for v in half["uuid"].to_pylist()]))
    write_expected("other", half)

    # What polars and DuckDB write by default and by option.
    common = table.drop_columns(["nano", "utc", "nothing"])
    write_expected("common", common)
    frame = pl.from_arrow(common)
    for codec in ["zstd", "snappy", "gzip", "brotli", "lz4", "uncompressed"]:
        frame.write_parquet(HERE / f"common-polars-{codec}.parquet", compression=codec)
    frame.write_parquet(HERE / "common-polars-groups.parquet", row_group_size=11, data_page_size=100)
    for version in ["v1", "v2"]:
        for codec in ["snappy", "zstd", "gzip", "lz4_raw", "brotli", "uncompressed"]:
            duckdb.sql(
                f"copy (from common) to '{HERE}/common-duckdb-{version}-{codec}.parquet'"
                f" (format parquet, parquet_version {version}, compression {codec})"
            )

    # The same data as CSV and as Parquet.
    pandas = pd.DataFrame({
        "id": range(ROWS),
        "beyond": [9_007_199_254_740_993 + i for i in range(ROWS)],
        "amount": np.where(np.arange(ROWS) % 5 == 0, np.nan, random.normal(size=ROWS)),
        "whole": np.arange(ROWS) * 2.0,
        "flag": np.arange(ROWS) % 3 == 0,
        "city": [None if i % 9 == 4 else ["Rome", "Paris", "São Paulo"][i % 3] for i in range(ROWS)],
        "grade": pd.Categorical([["low", "high"][i % 2] for i in range(ROWS)],
                                categories=["unused", "high", "low"]),
        "day": [dt.date(2024, 1, 1 + i % 28) for i in range(ROWS)],
        "when": pd.Timestamp("2024-01-31 12:00:00") + pd.to_timedelta(np.arange(ROWS), "h"),
    })
    pandas.to_csv(HERE / "pandas.csv", index=False)
    pandas.to_parquet(HERE / "pandas.parquet")
    pandas.set_index(pandas["city"].fillna("?").rename(None)).drop(columns="city").to_parquet(
        HERE / "pandas-index.parquet")

    nested = pa.table({
        "list": pa.array([[1, 2], None, []]), "x": pa.array([1.5, None, 3.0]),
        "struct": pa.array([{"a": 1, "b": "c"}] * 3), "y": pa.array(["p", "q", None]),
    })
    write(nested, "nested")
    write(pa.table({"a": pa.array([], pa.int32()), "b": pa.array([], pa.string())}), "empty")
    write(pa.table([pa.array([1]), pa.array([2])], names=["a", "a"]), "duplicate-names")
    write(pa.table({"bad": pa.Array.from_buffers(
        pa.string(), 1, [None, pa.py_buffer(np.array([0, 2], "i4")), pa.py_buffer(b"\xff\xfe")])}),
        "not-utf8")

    wide_integers()

    # A table in part files, as Spark and polars write them: names of folders are values.
    folder = HERE / "parts"
    for year, names in [(2023, ["part-00000-a.snappy.parquet"]), (2024, ["part-00000-b.parquet", "part-00001-b.parquet"])]:
        (folder / f"year={year}").mkdir(parents=True, exist_ok=True)
        for i, name in enumerate(names):
            pq.write_table(pa.table({"x": [float(year + i), None], "k": [f"k{i}", "same"]}),
                           folder / f"year={year}" / name)
    (folder / "_SUCCESS").write_bytes(b"")
    (folder / ".part-00000.crc").write_bytes(b"crc")


if __name__ == "__main__":
    main()
