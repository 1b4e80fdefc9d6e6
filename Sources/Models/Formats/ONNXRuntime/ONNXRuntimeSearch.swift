import Kernels

/// Where ONNX Runtime may be installed.
package struct ONNXRuntimeSearch: Sendable {
  /// The user's own choice; then nothing else is tried.
  let named: String?
  /// Folders that hold a Python environment, in order.
  private let environments: [String]

  /// Whether anything is looked for.
  private let isAllowed: Bool

  /// Nowhere: no library is loaded.
  package init() {
    named = nil
    environments = []
    isAllowed = false
  }

  /// The system's own library, and what the environment shows: `TOLLGATE_ONNXRUNTIME` names the library or a folder that holds
  /// it; the Python environments that are active or on the PATH may hold the package `onnxruntime`.
  package init(variable: (String) -> String?) {
    isAllowed = true
    named = variable("TOLLGATE_ONNXRUNTIME").flatMap { $0.isEmpty ? nil : $0 }
    var environments = ["VIRTUAL_ENV", "CONDA_PREFIX"].compactMap(variable)
    for folder in (variable("PATH") ?? "").split(separator: ":") where folder.hasSuffix("/bin") {
      environments.append(String(folder.dropLast("/bin".count)))
    }
    if let home = variable("HOME") { environments.append("\(home)/.local") }
    self.environments = environments.filter { $0.hasPrefix("/") }
  }

  /// What to hand to the system's loader, one after the other. Folders are looked into only now.
  var candidates: [String] {
    guard isAllowed else { return [] }
    if let named {
      let inside = MatchingPaths.of("\(named)/libonnxruntime.so*")
      return inside.isEmpty ? [named] : inside
    }
    var found: [String] = []
    for environment in environments {
      for packages in ["site-packages", "dist-packages"] {
        let pattern = "\(environment)/lib/python3*/\(packages)/onnxruntime/capi/libonnxruntime.so*"
        found += MatchingPaths.of(pattern).filter { !found.contains($0) }
      }
    }
    return found + ["libonnxruntime.so.1", "libonnxruntime.so"]
  }
}
