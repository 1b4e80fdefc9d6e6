#!/usr/bin/env bash
# scikit-learn 1.9.1: balanced_accuracy_score and recall_score(average="macro") differ where a class is predicted and never true.
#
# The documentation calls them the same for unadjusted scores. Macro recall takes the union of true and predicted classes and
# counts a class without true rows as 0 (with a warning); balanced accuracy leaves it out (with another). On slices, where
# rare classes are often absent, the two tell different stories of the same rows.
#
# Seen: "balanced accuracy 0.333, macro recall 0.222".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "scikit-learn==1.9.1" "numpy==2.4.6"
cat >"$folder/see.py" <<'PYTHON'
from sklearn.metrics import balanced_accuracy_score, recall_score

right, said = [0, 0, 0, 2], [0, 0, 1, 0]
balanced, macro = balanced_accuracy_score(right, said), recall_score(right, said, average="macro")
print(f"balanced accuracy {balanced:.3f}, macro recall {macro:.3f}")
assert abs(balanced - 1 / 3) < 1e-9 and abs(macro - 2 / 9) < 1e-9
PYTHON
"$folder/venv/bin/python" -W ignore "$folder/see.py"
