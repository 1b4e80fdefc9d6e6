import Kernels

/// Where ONNX Runtime may be installed.
package struct ONNXRuntimeSearch: Sendable {
  /// The user's own choice; then nothing else is tried.
  private let chosen: String?
  /// Folders that hold Python's packages, in order.
  private let packages: [String]

  /// The system's own library only.
  package init() {
    chosen = nil
    packages = []
  }

  /// Also what the environment shows: `TOLLGATE_ONNXRUNTIME` names the library or a folder that holds
  /// it; the Python environments that are active or on the PATH may hold the package `onnxruntime`.
  package init(variable: (String) -> String?) {
    chosen = variable("TOLLGATE_ONNXRUNTIME").flatMap { $0.isEmpty ? nil : $0 }
    var roots = ["VIRTUAL_ENV", "CONDA_PREFIX"].compactMap(variable)
    for folder in (variable("PATH") ?? "").split(separator: ":") where folder.hasSuffix("/bin") {
      roots.append(String(folder.dropLast("/bin".count)))
    }
    if let home = variable("HOME") { roots.append("\(home)/.local") }
    var packages: [String] = []
    for root in roots where root.hasPrefix("/") {
      for folder in ["site-packages", "dist-packages"] {
        let found = MatchingPaths.of("\(root)/lib/python3*/\(folder)/onnxruntime/capi")
        packages += found.filter { !packages.contains($0) }
      }
    }
    self.packages = packages
  }

  /// What to hand to the system's loader, one after the other.
  var candidates: [String] {
    if let chosen {
      let inside = MatchingPaths.of("\(chosen)/libonnxruntime.so*")
      return inside.isEmpty ? [chosen] : inside
    }
    return packages.flatMap { MatchingPaths.of("\($0)/libonnxruntime.so*") } + [
      "libonnxruntime.so.1", "libonnxruntime.so",
    ]
  }

  /// What the user has named, for messages.
  var named: String? { chosen }
}
