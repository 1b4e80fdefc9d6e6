import Foundation
import Testing

/// The small models of `Fixtures/ModelFiles`, and what their own libraries answer.
struct ModelFiles {
  let folder: String

  func path(_ name: String) -> String {
    Tool.repository.appendingPathComponent(
      "Tests/CommandTests/Fixtures/ModelFiles/\(folder)/\(name)"
    )
    .path
  }

  /// The columns of a CSV file of the folder, as texts.
  func columns(_ name: String) throws -> [String: [String]] {
    ModelFiles.columns(try String(contentsOfFile: path(name), encoding: .utf8))
  }

  static func columns(_ csv: String) -> [String: [String]] {
    let lines = csv.split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    guard let header = lines.first else { return [:] }
    return Dictionary(
      uniqueKeysWithValues: header.indices.map { column in
        (header[column], lines.dropFirst().map { $0[column] })
      })
  }

  /// The first column that `tollgate predict` prints.
  func predicted(
    _ tool: Tool, _ model: String, _ table: String, _ flags: [String] = []
  ) throws -> [Double] {
    let result = try tool.run(["predict", path(model), path(table)] + flags)
    #expect(result.code == 0, "\(model): \(result.error)")
    let lines = result.output.split(whereSeparator: \.isNewline).dropFirst()
    return lines.map { Double($0.split(separator: ",")[0]) ?? .nan }
  }

  /// Runs a gate and gives its report and exit code.
  func check(_ tool: Tool, _ configuration: String) throws -> (code: Int32, report: [String: Any]) {
    try tool.write("tollgate.yml", configuration)
    let result = try tool.run(["check", "tollgate.yml", "--ci", "none"])
    #expect([0, 1, 3].contains(result.code), "\(result.error)")
    let json = try JSONSerialization.jsonObject(
      with: Data(tool.read("tollgate-report/report.json").utf8))
    return (result.code, try #require(json as? [String: Any]))
  }
}

extension [String: Any] {
  /// The candidate's values by finding.
  func candidateValues() -> [String: Double] {
    var values: [String: Double] = [:]
    for finding in self["findings"] as? [[String: Any]] ?? [] {
      let candidate = finding["candidate"] as? [String: Any]
      if let id = finding["id"] as? String, let value = candidate?["value"] as? Double {
        values[id] = value
      }
    }
    return values
  }

  /// The texts of the report's notes.
  func noteTexts() -> [String] {
    (self["notes"] as? [[String: Any]] ?? []).compactMap { $0["text"] as? String }
  }
}

/// Whether two lists of numbers are the same up to float32.
func areAlike(_ one: [Double], _ other: [Double]) -> Bool {
  one.count == other.count && !one.isEmpty
    && zip(one, other).allSatisfy { abs($0 - $1) <= 1e-5 * max(1, abs($1)) }
}
