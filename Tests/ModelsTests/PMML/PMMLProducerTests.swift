import Foundation
import Kernels
import Tabular
import Testing

@testable import Models

/// Models of KNIME, RapidMiner and Rattle, each with the predictions of the program that wrote it.
///
/// Skipped where the corpus is absent (``PMMLCorpus``).
@Suite(.enabled(if: PMMLCorpus.isThere)) struct PMMLProducerTests {
  static let models = PMMLCorpus.files("jpmml-bsd", ending: ".pmml")

  /// Columns of the answers that the document has no output for: the scores answer them.
  private static func probabilityName(_ header: String) -> String? {
    if header.hasPrefix("Probability_") { return String(header.dropFirst("Probability_".count)) }
    guard header.hasPrefix("confidence("), header.hasSuffix(")") else { return nil }
    return String(header.dropFirst("confidence(".count).dropLast())
  }

  /// Models whose answers hold q / (q + 1/2), where q is what R's `predict(type = "response")` gives.
  private static let halved = ["GeneralRegressionAudit.pmml", "GeneralRegressionIris.pmml"]

  @Test func `there are models, each with answers`() {
    #expect(Self.models.count == 34)
  }

  @Test(arguments: models.filter { PMMLCorpus.listed["jpmml-bsd/\($0)"] == nil })
  func `a model gives what its program gives`(path: String) throws {
    let parts = path.split(separator: "/").map(String.init)
    let name = String(parts[2].dropLast(".pmml".count))
    let rows = try #require(["Audit", "Iris", "Ozone"].first { name.hasSuffix($0) })
    let folder = "\(PMMLCorpus.root)/jpmml-bsd/\(parts[0])/csv"
    var options = TableOptions()
    options.missing = ["NA", ""]
    let table = try TableReader.read(
      path: "\(folder)/\(rows).csv", options: options, parallel: Parallel(threads: 1))
    let answers = try TableReader.read(
      path: "\(folder)/\(name).csv", options: options, parallel: Parallel(threads: 1))
    let bytes = try PMMLCorpus.bytes("jpmml-bsd/\(path)")
    let model = try PMMLReader.interpreted(bytes)
    let clusters =
      try PMMLDocumentReader.read(bytes).root.child("ClusteringModel")?.children("Cluster")
      .compactMap { $0["name"] } ?? []
    let scores = try model.scores(for: table, output: .prediction, parallel: Parallel(threads: 2))
    let outputs = try model.outputs(of: table, parallel: Parallel(threads: 2))
    var compared = 0
    for printed in answers.columns {
      let isHalved = parts[0] == "rattle" && Self.halved.contains(parts[2])
      let answer = isHalved ? Self.restored(printed) : printed
      let column = self.column(answer.name, model, scores, outputs, clusters)
      guard let column else { continue }
      compared += 1
      let wrong = (0..<answer.count).filter { !agrees(column, answer, $0) }
      let first = wrong.first.map {
        "row \($0 + 1): \(column.text(at: $0) ?? "nothing"), not \(answer.text(at: $0) ?? "nothing")"
      }
      #expect(wrong.isEmpty, "\(answer.name): \(wrong.count) rows differ, \(first ?? "")")
    }
    #expect(compared > 0)
  }

  /// q from q / (q + 1/2), which is the probability of the second class; and 1 − q.
  private static func restored(_ column: Column) -> Column {
    guard case .numeric(let cells) = column.values, column.name.hasPrefix("Probability_") else {
      return column
    }
    let isFirst = column.name.hasSuffix("_0")
    return Column(
      name: column.name,
      values: .numeric(
        cells.map { cell in
          let second = isFirst ? 1 - cell : cell
          let q = second / (1 - second) / 2
          return isFirst ? 1 - q : q
        }))
  }

  /// Our column for a column of the answers.
  private func column(
    _ header: String, _ model: PMMLModel, _ scores: Scores, _ outputs: [Column],
    _ clusters: [String]
  ) -> Column? {
    let predicted = ["prediction(\(header))", "Predicted_\(header)"]
    if clusters.isEmpty,
      let output = outputs.first(where: { $0.name == header || predicted.contains($0.name) })
    {
      return output
    }
    // The answers call clusters by their names, the document by their number.
    let classes = clusters.isEmpty ? model.description.classNames : clusters
    if let name = Self.probabilityName(header) {
      guard scores.kind == .probability, let index = classes?.firstIndex(of: name) else {
        return nil
      }
      if scores.outputs.count == 1 {
        let column = scores.outputs[0]
        return Column(name: header, values: .numeric(index == 1 ? column : column.map { 1 - $0 }))
      }
      return Column(name: header, values: .numeric(scores.outputs[index]))
    }
    guard let classes else { return Column(name: header, values: .numeric(scores.outputs[0])) }
    let winners = (0..<scores.rowCount).map { row -> Int32 in
      if scores.kind == .label {
        return scores.outputs[0][row].isNaN ? -1 : Int32(scores.outputs[0][row])
      }
      let all = scores.outputs.map { $0[row] }
      if all[0].isNaN { return -1 }
      let shares = all.count == 1 ? [1 - all[0], all[0]] : all
      return Int32(shares.indices.max { (shares[$0], $1) < (shares[$1], $0) } ?? 0)
    }
    return Column(name: header, values: .categorical(codes: winners, levels: Levels(classes)))
  }

  private func agrees(_ own: Column, _ other: Column, _ row: Int) -> Bool {
    if let left = own.text(at: row), let right = other.text(at: row) {
      if left == right { return true }
      guard let left = Double(left), let right = Double(right) else { return false }
      // The answers are printed with 15 digits or fewer.
      return abs(left - right) <= 1e-6 * max(1, abs(right))
    }
    return own.text(at: row) == nil && other.text(at: row) == nil
  }
}
