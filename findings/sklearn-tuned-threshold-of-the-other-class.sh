#!/usr/bin/env bash
# scikit-learn 1.9.1: TunedThresholdClassifierCV(scoring="f1") on classes 1 and 2 tunes for class 1.
#
# The threshold is one of P(2), the class that sorts last, as everywhere. The scorer "f1" is f1_score with pos_label=1,
# which for labels 0 and 1 is that class and for 1 and 2 is the other: the search maximises the F1 of class 1. Both runs see
# the same rows, only the labels are written 0/1 or 1/2; neither warns.
#
# Seen: "F1 of the upper class: 0.505 with labels 0 and 1, 0.427 with labels 1 and 2".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "scikit-learn==1.9.1" "numpy==2.4.6"
cat >"$folder/see.py" <<'PYTHON'
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import TunedThresholdClassifierCV

rng = np.random.default_rng(0)
rows = rng.normal(size=(2000, 3))
upper = (rows[:, 0] + rng.normal(size=2000) > 1.8).astype(int)


def score(shift):
    model = TunedThresholdClassifierCV(LogisticRegression(), scoring="f1").fit(rows, upper + shift)
    return f1_score(upper, model.predict(rows) - shift)


zero_one, one_two = score(0), score(1)
print(f"F1 of the upper class: {zero_one:.3f} with labels 0 and 1, {one_two:.3f} with labels 1 and 2")
assert zero_one > one_two + 0.05
PYTHON
"$folder/venv/bin/python" -W ignore "$folder/see.py"
