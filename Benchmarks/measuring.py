"""Builds a measuring program: a package made from this repository's sources and one Swift file."""

import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent

PACKAGE = """// swift-tools-version: 6.2
import PackageDescription
let package = Package(name: "measure", targets: [
  .systemLibrary(name: "CZlib", pkgConfig: "zlib"),
  .systemLibrary(name: "CZstd", pkgConfig: "libzstd"),
  .target(name: "CKernels", cSettings: [.unsafeFlags(["-O3"])]),
  .target(name: "Kernels", dependencies: ["CKernels"]),
  .target(name: "Tabular", dependencies: ["Kernels", "CZlib", "CZstd"]),
  .target(name: "Models", dependencies: ["Kernels", "Tabular"]),
  .executableTarget(name: "measure", dependencies: ["Models", "Kernels"]),
])
for target in package.targets where target.type != .system && target.name != "CKernels" {
  target.swiftSettings = [
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
  ]
}
"""


def build(folder, program):
    """The program, compiled for release in `folder`."""
    sources = folder / "Sources"
    (sources / "measure").mkdir(parents=True, exist_ok=True)
    for target in ["CZlib", "CZstd", "CKernels", "Kernels", "Tabular", "Models"]:
        link = sources / target
        if not link.exists():
            link.symlink_to(ROOT / "Sources" / target)
    main = sources / "measure" / "main.swift"
    main.unlink(missing_ok=True)
    main.symlink_to(program)
    (folder / "Package.swift").write_text(PACKAGE)
    command = ["swift", "build", "-c", "release", "--package-path", str(folder)]
    subprocess.run(command, check=True)
    return folder / ".build" / "release" / "measure"
