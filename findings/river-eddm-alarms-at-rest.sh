#!/usr/bin/env bash
# river 0.23.0: EDDM, with its defaults, sees drift about nine times in 3,000 answers of a classifier that never changes.
#
# Twenty streams of independent errors, 20% each, nothing drifts. EDDM compares the mean distance between errors with the
# largest that it ever saw, which chance alone makes large early on. Its siblings on the same streams are quiet, so a
# retraining hung on "a drift detector" depends on which one was picked.
#
# Seen: "false alarms in 60,000 answers: DDM 13, EDDM 181, HDDM_A 3, HDDM_W 2".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "river==0.23.0" "numpy==2.1.3" "typing_extensions==4.15.0"
cat >"$folder/see.py" <<'PYTHON'
import numpy as np
from river.drift.binary import DDM, EDDM, HDDM_A, HDDM_W

alarms = {}
for kind in (DDM, EDDM, HDDM_A, HDDM_W):
    rng = np.random.default_rng(1)
    alarms[kind.__name__] = 0
    for _ in range(20):
        detector = kind()
        for wrong in rng.random(3000) < 0.2:
            detector.update(bool(wrong))
            alarms[kind.__name__] += detector.drift_detected
print("false alarms in 60,000 answers: " + ", ".join(f"{name} {count}" for name, count in alarms.items()))
assert alarms["EDDM"] > 100 and max(alarms["DDM"], alarms["HDDM_A"], alarms["HDDM_W"]) < 30
PYTHON
"$folder/venv/bin/python" -W ignore "$folder/see.py"
