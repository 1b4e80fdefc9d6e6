#!/usr/bin/env bash
# polars 2.1.0 with pyarrow 26.0.1: one column of Int128 makes the whole Parquet file unreadable, its schema too.
#
# polars infers Int128 from a CSV with one integer of 2^63 or more. In Parquet the column is 16 plain bytes, which every
# reader knows; what it means stands only in the stored Arrow schema. pyarrow stops at that entry, so neither the schema
# nor another column can be read, unless the stored schema is not looked at. polars itself reads everything.
#
# Seen: "polars infers Int128; pyarrow: ArrowNotImplementedError: Integers with more than 64 bits not implemented".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "polars==2.1.0" "pyarrow==26.0.1"
cat >"$folder/see.py" <<'PYTHON'
import polars, pyarrow.parquet

with open("ids.csv", "w") as file:
    file.write("id,age\n7,41\n18446744073709551616,20\n")
table = polars.read_csv("ids.csv")
table.write_parquet("ids.parquet")
assert polars.read_parquet("ids.parquet").equals(table)
said = "nothing"
for read in (pyarrow.parquet.read_schema, lambda path: pyarrow.parquet.read_table(path, columns=["age"])):
    try:
        read("ids.parquet")
        said = "read"
    except Exception as error:
        said = f"{type(error).__name__}: {error}"
    assert "not implemented" in said, said
print(f"polars infers {table.schema['id']}; pyarrow: {said}")
assert table.schema["id"] == polars.Int128
PYTHON
cd "$folder"
"$folder/venv/bin/python" -W ignore "$folder/see.py"
