#!/usr/bin/env bash
# LightGBM 4.7.0 with linear_tree=True: onnxmltools 1.16.0 and m2cgen 0.10.0 convert it and drop the linear models.
#
# The leaves of such trees hold linear models beside the constants that stand in for them where a value is missing. Both
# converters take the constants, say nothing, and give what LightGBM gives for no row with all its values.
#
# Seen: "largest difference: ONNX 1.84, m2cgen 1.84 (targets from 39 to 59)".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "onnxmltools==1.16.0" "m2cgen==0.10.0" "lightgbm==4.7.0" "scikit-learn==1.9.1" "skl2onnx==1.20.0" "onnxruntime==1.32.0" "onnx==1.23.2" "numpy==2.4.6"
cat >"$folder/see.py" <<'PYTHON'
import numpy as np, lightgbm as lgb, m2cgen, onnxruntime as ort
from onnxmltools import convert_lightgbm
from onnxmltools.convert.common.data_types import FloatTensorType

rng = np.random.default_rng(0)
rows = rng.normal(size=(300, 3))
target = 3 * rows[:, 0] + 50
model = lgb.LGBMRegressor(n_estimators=5, linear_tree=True, n_jobs=1, verbose=-1).fit(rows, target)
right = model.predict(rows)
graph = convert_lightgbm(model, initial_types=[("x", FloatTensorType([None, 3]))])
by_onnx = ort.InferenceSession(graph.SerializeToString()).run(None, {"x": rows.astype(np.float32)})[0].ravel()
code = {}
exec(m2cgen.export_to_python(model), code)
by_code = np.array([code["score"](list(row)) for row in rows])
print(f"largest difference: ONNX {np.abs(by_onnx - right).max():.2f}, m2cgen {np.abs(by_code - right).max():.2f} "
      f"(targets from {target.min():.0f} to {target.max():.0f})")
assert "is_linear=1" in model.booster_.model_to_string()
assert np.abs(by_onnx - right).max() > 1 and np.abs(by_code - right).max() > 1 and np.abs(by_onnx - by_code).max() < 1e-4
PYTHON
"$folder/venv/bin/python" -W ignore "$folder/see.py"
