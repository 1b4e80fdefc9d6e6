import Foundation

/// The demo's gate in a directory of its own: real models, real rows, a real configuration.
struct DemoGate {
  let tool: Tool

  init() throws {
    tool = try Tool()
    let assets = Tool.repository.appendingPathComponent("scripts/demo-assets")
    for name in [
      "candidate.json", "candidate-complete.json", "baseline.ubj", "test.csv", "tollgate.yml",
    ] {
      try FileManager.default.copyItem(
        at: assets.appendingPathComponent(name), to: tool.directory.appendingPathComponent(name))
    }
  }

  /// The same with one text of the configuration replaced.
  func edit(_ old: String, _ new: String) throws {
    let text = try tool.read("tollgate.yml")
    guard text.contains(old) else { throw Missing(text: old) }
    try tool.write("tollgate.yml", text.replacingOccurrences(of: old, with: new))
  }

  struct Missing: Error { let text: String }
}
