#!/usr/bin/env bash
# onnxmltools 1.16.0 with LightGBM 4.7.0: the parameter "sigmoid" of a binary objective is lost.
#
# LightGBM gives 1 / (1 + exp(-sigmoid * score)); the model file says "binary sigmoid:2". The converted graph uses 1 for
# every model, so all probabilities move towards 0.5, and the order of rows stays: AUC is right, probabilities are not.
# (Classifiers only: what the objective "cross_entropy" gives is right.)
#
# Seen: "largest difference 0.147; with a sigmoid of 1 it is 0.000".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "onnxmltools==1.16.0" "lightgbm==4.7.0" "scikit-learn==1.9.1" "skl2onnx==1.20.0" "onnxruntime==1.32.0" "onnx==1.23.2" "numpy==2.4.6"
cat >"$folder/see.py" <<'PYTHON'
import numpy as np, lightgbm as lgb, onnxruntime as ort
from onnxmltools import convert_lightgbm
from onnxmltools.convert.common.data_types import FloatTensorType

rng = np.random.default_rng(0)
rows = rng.normal(size=(300, 3)).astype(np.float32)
model = lgb.LGBMClassifier(n_estimators=5, sigmoid=2.0, n_jobs=1, verbose=-1).fit(rows, (rows[:, 0] > 1).astype(int))
graph = convert_lightgbm(model, initial_types=[("x", FloatTensorType([None, 3]))], zipmap=False)
found = ort.InferenceSession(graph.SerializeToString()).run(None, {"x": rows})[1][:, 1]
right = model.predict_proba(rows)[:, 1]
one = 1 / (1 + np.exp(-model.predict(rows, raw_score=True)))
print(f"largest difference {np.abs(found - right).max():.3f}; with a sigmoid of 1 it is {np.abs(found - one).max():.3f}")
assert "sigmoid:2" in model.booster_.model_to_string()
assert np.abs(found - right).max() > 0.1 and np.abs(found - one).max() < 1e-5
PYTHON
"$folder/venv/bin/python" -W ignore "$folder/see.py"
