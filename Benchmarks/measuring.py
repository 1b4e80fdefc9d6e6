"""Builds a measuring program: one Swift file over this repository's sources (see Package.swift)."""

import os
import pathlib
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent


def build(folder, program):
    """The program, compiled for release, as a file in `folder`; `TOLLGATE_SCRATCH` may name what is built in."""
    scratch = os.environ.get("TOLLGATE_SCRATCH", str(ROOT / ".build-program"))
    path = pathlib.Path(program).relative_to(ROOT)
    subprocess.run(
        ["swift", "build", "-c", "release", "--product", "program", "--scratch-path", scratch],
        check=True, cwd=ROOT, env=os.environ | {"TOLLGATE_PROGRAM": f"{path.parent} {path.name}"})
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(pathlib.Path(scratch) / "release" / "program", folder / "measure")
    return folder / "measure"
