"""Builds a measuring program: this repository's own package, with one more program for its command and its tests."""

import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
#: All that a measuring program may import, besides Foundation.
TARGETS = ["Gate", "Checks", "Explanations", "Models", "Metrics", "Statistics", "Tabular", "Findings", "Kernels"]


def build(folder, program, targets=TARGETS):
    """The program, compiled for release in `folder`.

    `program` is a Swift file, or a folder of them with a `main.swift`. Its targets are those of
    `Package.swift`, which sees `package` declarations only from within one package.
    """
    program = pathlib.Path(program)
    own = folder / "Measuring"
    own.mkdir(parents=True, exist_ok=True)
    files = sorted(program.glob("*.swift")) if program.is_dir() else [program]
    for file in files:
        link = own / (file.name if program.is_dir() else "main.swift")
        link.unlink(missing_ok=True)
        link.symlink_to(file)
    for name in ["Sources", "templates"]:
        if not (folder / name).exists():
            (folder / name).symlink_to(ROOT / name)
    (folder / "Package.swift").write_text(manifest(targets))
    command = ["swift", "build", "-c", "release", "--package-path", str(folder), "--product", "measure"]
    subprocess.run(command, check=True, stdout=sys.stderr)
    return folder / ".build" / "release" / "measure"


def manifest(targets):
    """The repository's `Package.swift` with `measure` for its tests, which need what is not linked here."""
    listed = ", ".join(f'"{target}"' for target in targets)
    return (ROOT / "Package.swift").read_text() + (
        "\npackage.targets.removeAll { $0.isTest }\n"
        f'package.targets.append(.executableTarget(name: "measure", dependencies: [{listed}], path: "Measuring"))\n')
