#!/usr/bin/env bash
# scikit-learn 1.9.1 with pandas 3.1.1: to OrdinalEncoder, None is a category and NaN a missing value, in the same column.
#
# encoded_missing_value=-2 is given to NaN alone. A None of an object column gets an ordinary code, in the order of the
# categories, also where no NaN is near; frames of Python objects hold None, frames read from a file hold NaN, so the same
# cell trains one code and is scored with another.
#
# Seen: "None -> 2, nan -> -2".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "scikit-learn==1.9.1" "pandas==3.1.1" "numpy==2.4.6"
cat >"$folder/see.py" <<'PYTHON'
import numpy as np, pandas as pd
from sklearn.preprocessing import OrdinalEncoder

frame = pd.DataFrame({"c": pd.Series(["a", None, "b", "a", np.nan], dtype=object)})
codes = OrdinalEncoder(encoded_missing_value=-2).fit_transform(frame).ravel()
alone = OrdinalEncoder(encoded_missing_value=-2).fit_transform(frame.iloc[:4]).ravel()
print(f"None -> {codes[1]:.0f}, nan -> {codes[4]:.0f}")
assert codes[1] == 2 and codes[4] == -2 and alone[1] == 2
PYTHON
"$folder/venv/bin/python" -W ignore "$folder/see.py"
