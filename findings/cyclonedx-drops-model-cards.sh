#!/usr/bin/env bash
# cyclonedx-python-lib 11.12.0: reading a machine-learning BOM and writing it again loses the model card, silently.
#
# "modelCard" of a component (CycloneDX 1.5 and newer) passes the strict validator of the same library, and the object model
# has no place for it: what a tool built on it writes has the component and no figure. "properties" are kept.
#
# Seen: "valid; after reading and writing: modelCard False, properties True".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "cyclonedx-python-lib[json-validation]==11.12.0"
cat >"$folder/see.py" <<'PYTHON'
import json
from cyclonedx.model.bom import Bom
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

card = {"quantitativeAnalysis": {"performanceMetrics": [{"type": "roc_auc", "value": "0.9"}]}}
component = {"type": "machine-learning-model", "name": "m", "bom-ref": "m", "modelCard": card,
             "properties": [{"name": "example:roc_auc", "value": "0.9"}]}
document = {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": [component]}
flaw = JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(document))
assert flaw is None, flaw
written = JsonV1Dot6(Bom.from_json(document)).output_as_string()
print(f"valid; after reading and writing: modelCard {'modelCard' in written}, properties {'example:roc_auc' in written}")
assert "modelCard" not in written and "example:roc_auc" in written
PYTHON
cd "$folder"
"$folder/venv/bin/python" -W ignore "$folder/see.py"
