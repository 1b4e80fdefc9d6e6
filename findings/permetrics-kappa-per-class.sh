#!/usr/bin/env bash
# permetrics 2.0.0: Cohen's kappa of two classes has two values, and the default is their mean.
#
# Of two classes there is one kappa, whichever is called positive. permetrics makes one "for each class" by a formula of
# its own and averages them: on these rows 0.522 for 0.285. On labels that all disagree it stays far from kappa too. Its
# geometric mean (GMS) exceeds 1, which a mean of two rates cannot. MCC, F1 and the Jaccard score beside them agree with
# scikit-learn.
#
# Seen: "kappa 0.522 (by class 0.468, 0.575), scikit-learn 0.285; geometric mean by class 0.972, 1.029".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "permetrics==2.0.0" "scikit-learn==1.9.1" "numpy==2.1.3"
cat >"$folder/see.py" <<'PYTHON'
import numpy as np
from permetrics.classification import ClassificationMetric
from sklearn.metrics import cohen_kappa_score, matthews_corrcoef

right = np.repeat([0, 0, 1, 1], [163, 94, 47, 96])
said = np.repeat([0, 1, 0, 1], [163, 94, 47, 96])
metrics = ClassificationMetric(right, said)
kappa, by_class = metrics.CKS(), list(metrics.CKS(average=None).values())
means = list(metrics.GMS(average=None).values())
truth = cohen_kappa_score(right, said)
print(f"kappa {kappa:.3f} (by class {by_class[0]:.3f}, {by_class[1]:.3f}), scikit-learn {truth:.3f}; "
      f"geometric mean by class {means[0]:.3f}, {means[1]:.3f}")
assert abs(metrics.MCC() - matthews_corrcoef(right, said)) < 1e-9
assert kappa > truth + 0.2 and abs(by_class[0] - by_class[1]) > 0.1 and max(means) > 1
PYTHON
"$folder/venv/bin/python" -W ignore "$folder/see.py"
