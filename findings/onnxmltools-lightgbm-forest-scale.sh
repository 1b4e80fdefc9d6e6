#!/usr/bin/env bash
# onnxmltools 1.16.0 with LightGBM 4.7.0: a random forest (boosting "rf") is off by a factor, another one for each way in.
#
# A LightGBM forest answers with the mean of its trees. Converted from the Booster, the graph gives their sum. Converted
# from LGBMRegressor or LGBMClassifier, it gives the sum divided by 100, whatever the number of trees is. Nothing warns.
#
# Seen: "trees 5: from the Booster 5.00 x, from LGBMRegressor 0.05 x the right number".
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
rows = rng.normal(size=(400, 3)).astype(np.float32)
model = lgb.LGBMRegressor(boosting_type="rf", subsample=0.6, subsample_freq=1, n_estimators=5, n_jobs=1, verbose=-1)
model.fit(rows, 3 * rows[:, 0] + 50)


def factor(what):
    graph = convert_lightgbm(what, initial_types=[("x", FloatTensorType([None, 3]))])
    found = ort.InferenceSession(graph.SerializeToString()).run(None, {"x": rows})[0].ravel()
    return float(np.median(found / model.predict(rows)))


booster, wrapper = factor(model.booster_), factor(model)
print(f"trees {model.booster_.num_trees()}: from the Booster {booster:.2f} x, from LGBMRegressor {wrapper:.2f} x the right number")
assert abs(booster - 5) < 1e-3 and abs(wrapper - 0.05) < 1e-3
PYTHON
"$folder/venv/bin/python" -W ignore "$folder/see.py"
