import Findings
import Foundation
import Gate
import Kernels
import Testing

/// The gate on UCI Adult, whose rows are not ours to ship: 16,281 people, missing values, and two
/// XGBoost models with categorical columns. `scripts/train-adult-models.py` makes models and figures.
///
/// Skipped where the data does not lie beside the repository, in `../shared/data`.
@Suite(.enabled(if: AdultData.isThere)) struct AdultTests {
  @Test func `values and flips are those of scikit-learn, on all rows and on each group`() throws {
    let data = try AdultData()
    defer { data.remove() }
    let report = try data.report()
    let findings = Dictionary(uniqueKeysWithValues: report.findings.map { ($0.id, $0) })
    var compared = 0
    for model in ["candidate.json", "baseline.ubj"] {
      let expected = try #require(data.expected.models[model])
      let groups = [("", expected.all)] + expected.groups.map { ("[\($0)]", $1) }
      for (suffix, figures) in groups {
        for (check, figure) in figures.byCheck {
          let finding = try #require(findings["p/\(check)\(suffix)"])
          let measurement = finding.measurement
          let side = model == "candidate.json" ? measurement.candidate : measurement.baseline
          let value = try #require(side?.estimate?.value)
          #expect(abs(value - figure) <= 1e-9 * abs(figure), "\(model) \(finding.id)")
          compared += 1
        }
      }
    }
    #expect(compared == 2 * 7 * 8)
    let flips = try #require(findings["p/negative_flips"]?.measurement.detail["negative_flips"])
    #expect(flips == .number(Double(data.expected.negativeFlips)))
  }
}

/// The test rows with the blanks and full stops of the original taken out, beside the models.
private struct AdultData {
  struct Figures: Decodable {
    let roc_auc, log_loss, brier, accuracy, recall, precision, f1: Double

    var byCheck: [(String, Double)] {
      [
        ("roc_auc", roc_auc), ("log_loss", log_loss), ("brier", brier), ("accuracy", accuracy),
        ("recall", recall), ("precision", precision), ("f1", f1),
      ]
    }
  }
  struct ModelFigures: Decodable {
    let all: Figures
    let groups: [String: Figures]
  }
  struct Expected: Decodable {
    let models: [String: ModelFigures]
    let negativeFlips: Int

    enum CodingKeys: String, CodingKey {
      case models
      case negativeFlips = "negative_flips"
    }
  }

  static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Fixtures/adult")
  static let rows = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../../shared/data/adult-test.csv.gz").standardized
  static var isThere: Bool { FileManager.default.isReadableFile(atPath: rows.path) }

  let directory: URL
  let expected: Expected

  init() throws {
    expected = try JSONDecoder().decode(
      Expected.self,
      from: Data(contentsOf: AdultData.fixtures.appendingPathComponent("expected.json")))
    directory = FileManager.default.temporaryDirectory
      .appendingPathComponent("tollgate-adult-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    let text = try AdultData.decompressed()
      .replacingOccurrences(of: ", ", with: ",").replacingOccurrences(of: "K.\n", with: "K\n")
    try Data(text.utf8).write(to: directory.appendingPathComponent("test.csv"))
    for name in ["candidate.json", "baseline.ubj"] {
      try FileManager.default.copyItem(
        at: AdultData.fixtures.appendingPathComponent(name),
        to: directory.appendingPathComponent(name))
    }
  }

  func remove() { try? FileManager.default.removeItem(at: directory) }

  private static func decompressed() throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/gzip")
    process.arguments = ["-dc", rows.path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: bytes, as: UTF8.self)
  }

  func report() throws -> Report {
    let configuration = try ConfigurationReader.read(
      """
      gate: adult
      models: {candidate: candidate.json, baseline: baseline.ubj}
      data:
        evaluation: test.csv
        header: [age, workclass, fnlwgt, education, education_num, marital_status, occupation,
          relationship, race, sex, capital_gain, capital_loss, hours_per_week, native_country, income]
        label: income
        positive: ">50K"
        exclude: [fnlwgt]
        missing: ["?"]
      slices: [{by: [sex]}, {by: [race]}]
      suites:
        p:
          - roc_auc: {slices: all}
          - log_loss: {slices: all}
          - brier: {slices: all}
          - accuracy: {slices: all}
          - recall: {slices: all}
          - precision: {slices: all}
          - f1: {slices: all}
          - negative_flips: {max: 2%}
      """, file: directory.appendingPathComponent("tollgate.yml").path)
    // The configuration's own file is hashed with the other inputs.
    try Data().write(to: directory.appendingPathComponent("tollgate.yml"))
    return try GateRun(
      configuration: configuration, parallel: Parallel(threads: 2), toolVersion: "test"
    ).report(run: Report.Run(start: "", seconds: 0, host: ""))
  }
}
