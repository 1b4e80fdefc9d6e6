#!/usr/bin/env bash
# skl2onnx 1.20.0 with scikit-learn 1.9.1: nearest neighbours with weights="distance" are converted without their weights.
#
# The graph of a KNeighborsRegressor(weights="distance") gives the plain mean of the neighbours, on rows that are in the
# training data (where scikit-learn gives their own target) and on new ones. Nothing warns.
#
# Seen: "from scikit-learn 0.693, from the mean without weights 0.000 (new rows, targets from -11.3 to 9.2)".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "skl2onnx==1.20.0" "scikit-learn==1.9.1" "onnxruntime==1.32.0" "onnx==1.23.2" "numpy==2.4.6"
cat >"$folder/see.py" <<'PYTHON'
import numpy as np, onnxruntime as ort
from skl2onnx import to_onnx
from sklearn.neighbors import KNeighborsRegressor

rng = np.random.default_rng(0)
rows = rng.normal(size=(400, 3)).astype(np.float32)
target = 3 * rows[:, 0]
fresh = rng.normal(size=(300, 3)).astype(np.float32)
model = KNeighborsRegressor(weights="distance").fit(rows, target)
graph = to_onnx(model, rows[:1])
found = ort.InferenceSession(graph.SerializeToString()).run(None, {"X": fresh})[0].ravel()
plain = target[model.kneighbors(fresh, return_distance=False)].mean(axis=1)
off, same = np.abs(found - model.predict(fresh)).max(), np.abs(found - plain).max()
print(f"from scikit-learn {off:.3f}, from the mean without weights {same:.3f} "
      f"(new rows, targets from {target.min():.1f} to {target.max():.1f})")
assert off > 0.5 and same < 1e-5
PYTHON
cd "$folder"
"$folder/venv/bin/python" -W ignore "$folder/see.py"
