"""The evaluation step of a SageMaker pipeline: runs the gate in a processing job and writes evaluation.json for a
ConditionStep.

The job always ends with 0 unless the gate could not run, so that the pipeline's own condition decides:

    JsonGet(step_name="Gate", property_file=report, json_path="gate.exit_code.value")   # 0: register the model
"""

import json
import pathlib
import shutil
import subprocess
import sys

OUTPUT = pathlib.Path("/opt/ml/processing/evaluation")


def main() -> int:
    reports = OUTPUT / "tollgate-report"
    shutil.rmtree(reports, ignore_errors=True)
    command = ["tollgate", "check", "tollgate.yml", "--out", str(reports), "--format", "json,junit,html,metrics"]
    code = subprocess.run(command, cwd="/opt/ml/processing/input/gate", check=False).returncode
    if code not in (0, 1, 3, 5):
        return code
    report = json.loads((reports / "report.json").read_text())
    metrics = {}
    for finding in report["findings"]:
        value = (finding["candidate"] or {}).get("value")
        if value is not None and finding["slice"] is None:
            # The format has the text "NaN" where a deviation is not known.
            metrics[finding["check"]] = {"value": value, "standard_deviation": "NaN"}
    evaluation = {"gate": {"exit_code": {"value": code}}, "binary_classification_metrics": metrics}
    (OUTPUT / "evaluation.json").write_text(json.dumps(evaluation, indent=2, sort_keys=True))
    return 0


if __name__ == "__main__":
    sys.exit(main())
