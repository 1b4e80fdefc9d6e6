"""Builds a measuring program: one more executable of this repository's own package."""

import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def build(program):
    """The release build of `program`, a Swift file or a folder of them with a `main.swift`.

    `Package.swift` takes it in, because only code of one package sees `package` declarations. All
    programs share a build folder, so that the product's sources are compiled once; one program
    replaces the other there, so each is copied away.
    """
    program = pathlib.Path(program).resolve()
    folder = program if program.is_dir() else program.parent
    files = sorted(program.glob("*.swift")) if program.is_dir() else [program]
    scratch = pathlib.Path(os.environ.get("TOLLGATE_SCRATCH", ROOT / ".build-program"))
    relative = [str(folder.relative_to(ROOT)), *(file.name for file in files)]
    command = ["swift", "build", "-c", "release", "--package-path", str(ROOT),
               "--scratch-path", str(scratch), "--product", "program"]
    subprocess.run(command, check=True, stdout=sys.stderr, env=os.environ | {"TOLLGATE_PROGRAM": " ".join(relative)})
    built = scratch / "programs" / "-".join(relative).replace("/", "-")
    built.parent.mkdir(exist_ok=True)
    built.unlink(missing_ok=True)
    built.write_bytes((scratch / "release" / "program").read_bytes())
    built.chmod(0o755)
    return built
