#!/usr/bin/env bash
# skl2onnx 1.20.0 with scikit-learn 1.9.1: a LinearDiscriminantAnalysis of two classes gets other probabilities.
#
# scikit-learn gives the logistic function of the decision value d. The converted graph takes the softmax of (-d, d), which
# is the logistic function of 2 d: every probability is pushed away from 0.5 (up to 0.15), labels and AUC are right, log
# loss and calibration are not. Three classes are right. A gate on accuracy or AUC lets the conversion pass.
#
# Seen: "largest difference 0.150, at twice the decision value 0.000" (with ONNX Runtime 1.32.0).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "skl2onnx==1.20.0" "scikit-learn==1.9.1" "onnxruntime==1.32.0" "onnx==1.23.2" "numpy==2.4.6"
cat >"$folder/see.py" <<'PYTHON'
import numpy as np, onnxruntime as ort
from skl2onnx import to_onnx
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

rng = np.random.default_rng(0)
rows = rng.normal(size=(400, 3)).astype(np.float32)
label = (rows[:, 0] + rng.normal(size=400) > 0).astype(int)
model = LinearDiscriminantAnalysis().fit(rows, label)
graph = to_onnx(model, rows[:1], options={id(model): {"zipmap": False}})
found = ort.InferenceSession(graph.SerializeToString()).run(None, {"X": rows})[1][:, 1]
right = model.predict_proba(rows)[:, 1]
twice = 1 / (1 + np.exp(-2 * model.decision_function(rows)))
print(f"largest difference {np.abs(found - right).max():.3f}, at twice the decision value {np.abs(found - twice).max():.3f}")
assert np.abs(found - right).max() > 0.1 and np.abs(found - twice).max() < 1e-5
PYTHON
"$folder/venv/bin/python" -W ignore "$folder/see.py"
