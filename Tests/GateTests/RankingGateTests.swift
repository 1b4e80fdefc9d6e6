import Checks
import Findings
import Foundation
import Kernels
import Testing

@testable import Gate

/// Gates of rankings, from files to findings.
@Suite struct RankingGateTests {
  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("ModelsTests/Fixtures")

  /// 60 queries of 6 rows in turns; the first grade is for the first two features.
  private func table(_ extra: String = "", edit: (Int, String) -> String = { $1 }) -> String {
    var text = "qid,age,income,score,rate,relevance,w,half\(extra)\n"
    for row in 0..<360 {
      let query = row % 60
      let (age, income) = (20 + (row * 37) % 50, 1000 + (row * 7919) % 5000)
      let (score, rate) = (Double((row * 31) % 97) / 97, Double((row * 53) % 89) / 89)
      let grade = query < 3 ? 0 : (row * 13 + age / 10) % 4
      text +=
        edit(
          row, "q\(query),\(age),\(income),\(score),\(rate),\(grade),\(query % 3 + 1),\(query % 2)")
        + "\n"
    }
    return text
  }

  private func run<Result>(
    _ suites: String, data: String = "", table text: String? = nil, root: String = "",
    candidate: String? = nil, _ body: (GateConfiguration) throws -> Result
  ) throws -> Result {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("tollgate-ranking-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data((text ?? table()).utf8).write(to: folder.appendingPathComponent("t.csv"))
    func model(_ name: String) -> String {
      RankingGateTests.fixtures.appendingPathComponent("\(name)/model.json").path
    }
    let file = folder.appendingPathComponent("tollgate.yml")
    let configuration = try ConfigurationReader.read(
      """
      models:
        candidate: \(candidate ?? model("xgboost-rank-ndcg"))
        baseline: \(model("xgboost-rank-pairwise"))
      data: {evaluation: t.csv, label: relevance\(data)}
      slices: [{by: [half]}]
      \(root)
      suites: {s: \(suites)}
      """, file: file.path)
    try Data().write(to: file)
    return try body(configuration)
  }

  private func report(
    _ suites: String, data: String = "", table text: String? = nil, root: String = "",
    candidate: String? = nil
  ) throws -> Report {
    try run(suites, data: data, table: text, root: root, candidate: candidate) {
      try GateRun(configuration: $0, parallel: Parallel(threads: 2), toolVersion: "test")
        .report(run: Report.Run(start: "", seconds: 0, host: ""))
    }
  }

  private func message(_ body: () throws -> Report) -> String {
    do {
      _ = try body()
      return "no error"
    } catch let error as GateError {
      return error.message
    } catch {
      return "\(error)"
    }
  }

  private let query = ", query: qid, exclude: [w, half]"

  @Test func `ranking models are judged by query, with paired intervals and slices`() throws {
    let report = try report(
      "[{ndcg: {k: 3, max_regression: 0.5, slices: all}}, {map: {k: all}}, mrr, hit_rate: {k: 1}, {precision_at: {relevant_from: 2, k: 2, empty: zero}}, recall_at]",
      data: query)
    #expect(report.findings.count == 8)
    for finding in report.findings {
      let estimate = try #require(finding.measurement.candidate.estimate, "\(finding.message)")
      #expect(estimate.value > 0 && estimate.value <= 1, "\(finding.id)")
      #expect(finding.measurement.baseline?.estimate != nil)
      let difference = try #require(finding.measurement.difference)
      #expect(difference.low != nil || estimate.value == 1, "\(finding.id) \(difference)")
    }
    let ndcg = report.findings[0]
    #expect(ndcg.outcome == .passed, "\(ndcg.message)")
    // Three queries have no relevant row.
    #expect(ndcg.measurement.candidate.estimate?.rows == 57)
    #expect(
      ndcg.measurement.detail["candidate_notes"]
        == .array([.string("3 queries have no relevant row and are left out")]))
    let slices = report.findings[1...2].compactMap { $0.measurement.candidate.estimate?.rows }
    #expect(slices.reduce(0, +) == 57)
  }

  @Test func `a table of predictions ranks where a query is named`() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("tollgate-ranked-\(UUID().uuidString).csv")
    defer { try? FileManager.default.removeItem(at: folder) }
    let scores = (0..<360).map { "\(Double(($0 * 17) % 23))" }.joined(separator: "\n")
    try Data("prediction\n\(scores)\n".utf8).write(to: folder)
    let report = try report("[ndcg]", data: query, candidate: folder.path)
    #expect(report.findings.first?.measurement.candidate.estimate?.rows == 57)
  }

  @Test func `weights and clusters of queries widen intervals`() throws {
    let report = try report("[ndcg]", data: ", query: qid, weight: w, cluster: half")
    let difference = try #require(report.findings.first?.measurement.difference)
    #expect(difference.degrees == 1)
    #expect(difference.method.contains("cluster"), "\(difference.method)")
  }

  @Test(arguments: [true, false])
  func `a ranking gate can be planned`(usesScores: Bool) throws {
    let plan = try run("[{ndcg: {max_regression: 0.05}}]", data: query) {
      try PlanRun(configuration: $0, parallel: Parallel(threads: 2), usesScores: usesScores)
        .report()
    }
    #expect(plan.task == "ranking" && plan.decisions.count == 1)
    #expect(plan.decisions[0].rows == (usesScores ? 57 : nil))
  }

  @Test func `the self-test of a ranking draws queries, and catches rows that fall`() throws {
    let selftest = try run("[{ndcg: {max_regression: 0}}]", data: query) {
      try SelftestRun(
        configuration: $0, parallel: Parallel(threads: 2), runs: 20, seed: 1,
        regression: Bound(parsing: "0.1", isMargin: true)
      ).report()
    }
    #expect(selftest.obstacle == nil)
    #expect(selftest.units == 60)
    #expect(selftest.equal?.count(.failed) ?? 20 <= 3)
    let worse = try #require(selftest.worse)
    #expect(abs(try #require(worse.achieved) - 0.1) < 0.01)
    #expect(try #require(worse.world).count(.failed) > 15)
  }

  @Test func `the default suite judges NDCG`() throws {
    let suites = DefaultSuites.entries(.ranking, hasBaseline: true)
    #expect(suites.map(\.check.value) == ["ndcg", "mrr", "map"])
    #expect(suites.first?.conditions.isEmpty == false)
  }

  @Test(arguments: [
    ("", "a ranking gate needs 'data.query'"),
    (", query: nobody", "has no column 'nobody'"),
  ])
  func `a ranking needs a query`(data: String, part: String) {
    let text = message { try report("[ndcg]", data: data) }
    #expect(text.contains(part), "\(text)")
  }

  @Test func `what a ranking cannot use is refused in a sentence`() {
    let flips = message { try report("[{negative_flips: {max: 0.1}}]", data: query) }
    #expect(flips.contains("this gate's task is ranking"), "\(flips)")
    let slices = message { try report("[weak_slices]", data: query) }
    #expect(slices.contains("this gate's task is ranking"), "\(slices)")
    let cutoff = message { try report("[{ndcg: {k: 0}}]", data: query) }
    #expect(cutoff.contains("'k' must be a whole number from 1 on, or all, not '0'"), "\(cutoff)")
    let gain = message { try report("[{ndcg: {gain: expontial}}]", data: query) }
    #expect(gain.contains("did you mean 'exponential'?"), "\(gain)")
    let task = message { try report("[ndcg]", data: query, root: "task: regression") }
    #expect(
      task.contains("'ndcg' is for ranking models; this gate's task is regression"), "\(task)")
    let model = message { try report("[rmse]", data: query, root: "task: regression") }
    #expect(model.contains("is a ranking model"), "\(model)")
  }

  @Test func `rows that contradict their query are errors`() {
    let negative = table { $0 == 7 ? $1.replacing(/,\d,(\d),(\d)$/) { ",-1,\($0.1),\($0.2)" } : $1 }
    let grade = message { try report("[ndcg]", data: query, table: negative) }
    #expect(
      grade.contains("label 'relevance' is -1 in row 8; grades of relevance must"), "\(grade)")
    let missing = table { $0 == 4 ? String($1.drop { $0 != "," }) : $1 }
    let absent = message { try report("[ndcg]", data: query, table: missing) }
    #expect(absent.contains("query 'qid' is missing in row 5"), "\(absent)")
    let weights = table { $0 == 65 ? $1.replacing(/,(\d),(\d)$/) { ",9,\($0.2)" } : $1 }
    let weight = message {
      try report("[ndcg]", data: ", query: qid, weight: w, exclude: half", table: weights)
    }
    #expect(
      weight.contains("weight 'w' differs between rows 6 and 66 of query 'q5'"), "\(weight)")
  }
}
