#!/usr/bin/env bash
# skl2onnx 1.20.0 with scikit-learn 1.9.1: isotonic calibration loses its interpolation.
#
# scikit-learn interpolates between the thresholds of the isotonic fit. The converted graph takes the value of the nearest
# threshold (Sub, Abs, ArgMin), so that a calibrated classifier answers with fewer values and rows between two thresholds
# are off by up to half a step. No warning; the conversion is documented as supported.
#
# Seen: "18 different probabilities in scikit-learn, 13 in the graph; largest difference 0.040".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "skl2onnx==1.20.0" "scikit-learn==1.9.1" "onnxruntime==1.32.0" "onnx==1.23.2" "numpy==2.4.6"
cat >"$folder/see.py" <<'PYTHON'
import numpy as np, onnxruntime as ort
from skl2onnx import to_onnx
from sklearn.calibration import CalibratedClassifierCV
from sklearn.linear_model import LogisticRegression

rng = np.random.default_rng(0)
rows = rng.normal(size=(400, 3)).astype(np.float32)
label = (rows[:, 0] + rng.normal(size=400) > 0).astype(int)
fresh = rng.normal(size=(300, 3)).astype(np.float32)
model = CalibratedClassifierCV(LogisticRegression(), method="isotonic", cv=3, ensemble=False).fit(rows, label)
graph = to_onnx(model, rows[:1], options={id(model): {"zipmap": False}})
found = ort.InferenceSession(graph.SerializeToString()).run(None, {"X": fresh})[1][:, 1]
right = model.predict_proba(fresh)[:, 1]
print(f"{len(np.unique(right))} different probabilities in scikit-learn, {len(np.unique(found))} in the graph; "
      f"largest difference {np.abs(found - right).max():.3f}")
assert "ArgMin" in {node.op_type for node in graph.graph.node}
assert np.abs(found - right).max() > 0.02 and len(np.unique(found)) < len(np.unique(right))
PYTHON
"$folder/venv/bin/python" -W ignore "$folder/see.py"
