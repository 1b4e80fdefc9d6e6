"""A component of a Vertex AI pipeline: runs the gate and hands its numbers and its verdict to the steps behind it.

The next step asks for the verdict: `with dsl.If(gate.outputs["verdict"] == "passed"): ...`
"""

from typing import NamedTuple

from kfp import dsl


@dsl.component(base_image="tollgate-python:0.1.0")
def gate(config: str, metrics: dsl.Output[dsl.Metrics], page: dsl.Output[dsl.HTML]) -> NamedTuple(
    "Outputs", [("verdict", str), ("exit_code", int)]
):
    import json
    import pathlib
    import shutil
    import subprocess

    shutil.rmtree("tollgate-report", ignore_errors=True)
    command = ["tollgate", "check", config, "--out", "tollgate-report"]
    code = subprocess.run(command, check=False).returncode
    if code not in (0, 1, 3, 5):
        raise RuntimeError(f"the gate could not run (exit code {code})")
    report = json.loads(pathlib.Path("tollgate-report/report.json").read_text())
    for finding in report["findings"]:
        value = (finding["candidate"] or {}).get("value")
        if value is not None:
            metrics.log_metric(finding["id"], value)
    shutil.copy("tollgate-report/index.html", page.path)
    return (report["verdict"], code)
