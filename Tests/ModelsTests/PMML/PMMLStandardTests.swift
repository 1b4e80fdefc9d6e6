import Foundation
import Kernels
import Tabular
import Testing

@testable import Models

/// The examples of the standard, with the results that it prints or that its reference scorers give.
///
/// Skipped where the corpus is absent (``PMMLCorpus``).
@Suite(.enabled(if: PMMLCorpus.isThere)) struct PMMLStandardTests {
  /// One line of `expected.json`.
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let model: String
    let input: [String: Value]
    let expected: [String: Value]

    var testDescription: String { model }
  }

  enum Value: Decodable, Sendable, Equatable {
    case missing
    case number(Double)
    case text(String)
    case truth(Bool)
    case list([Value])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .missing
      } else if let truth = try? container.decode(Bool.self) {
        self = .truth(truth)
      } else if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else if let text = try? container.decode(String.self) {
        self = .text(text)
      } else {
        self = .list(try container.decode([Value].self))
      }
    }

    var text: String? {
      switch self {
      case .missing, .list: nil
      case .number(let number): PMMLNumber.text(number)
      case .text(let text): text
      case .truth(let truth): truth ? "true" : "false"
      }
    }
  }

  static let cases: [Case] = {
    let data = FileManager.default.contents(atPath: "\(PMMLCorpus.root)/dmg/expected.json")
    return (try? JSONDecoder().decode([Case].self, from: data ?? Data())) ?? []
  }()

  /// Files without expected values in the corpus: that they load and score is all that is asked.
  static let unexpected = [
    "dmg_mining_efficient_model_chain.xml", "dmg_model_composition_mining.xml",
    "dmg_weighted_majority_vote_mining.xml",
    "dmg_weighted_majority_vote_mining_revised.xml", "sas_3.1_iris_tree.xml",
    "single_audit_dectree.xml", "single_iris_dectree.xml",
  ]

  @Test func `every file of the corpus is run or listed with a reason`() throws {
    let run = Set(Self.cases.map(\.model)).union(Self.unexpected)
    for file in PMMLCorpus.files("dmg", ending: ".xml") where !run.contains(file) {
      #expect(PMMLCorpus.listed["dmg/\(file)"] != nil, "\(file) is neither run nor listed")
    }
    #expect(Self.cases.count == 42)
  }

  @Test func `files that are listed are refused in one sentence`() throws {
    for path in PMMLCorpus.listed.keys.sorted() {
      let bytes = try PMMLCorpus.bytes(path)
      let error = #expect(throws: ModelError.self, "\(path)") {
        try PMMLFormat.read(ModelSource(bytes: bytes), options: ModelOptions())
      }
      guard case .unsupported = error else {
        Issue.record("\(path): \(error?.description ?? "no error")")
        continue
      }
    }
  }

  @Test(arguments: cases.filter { PMMLCorpus.listed["dmg/\($0.model)"] == nil })
  func `an example of the standard gives the printed result`(example: Case) throws {
    let model = try PMMLReader.interpreted(try PMMLCorpus.bytes("dmg/\(example.model)"))
    let table = try row(example, model)
    let scores = try model.scores(for: table, output: .prediction, parallel: Parallel(threads: 1))
    let outputs = try model.outputs(of: table, parallel: Parallel(threads: 1))
    let corrected = PMMLCorpus.corrected[example.model]?.values.map { Value.text($0) }
    for (key, printed) in example.expected.sorted(by: { $0.key < $1.key }) {
      let expected: Value =
        switch (key, corrected) {
        case ("neighbours", let values?): .list(values)
        case ("predictedValue", let values?): values[0]
        default: printed
        }
      switch key {
      case "predictedValue":
        check(prediction(scores, model), expected, "\(example.model) \(key)")
      case "confidence", "probability", "affinity":
        let column = outputs.first { $0.name.lowercased().contains(key) }
        let value = column?.text(at: 0) ?? extra(key, model, table)
        check(value, expected, "\(example.model) \(key)")
      case "_outputs_in_order_after_predicted":
        guard case .list(let values) = expected else { continue }
        for (output, value) in zip(outputs.dropFirst(), values) {
          check(output.text(at: 0), value, "\(example.model) \(output.name)")
        }
      case "reasonCodes", "neighbours":
        guard case .list(let values) = expected else { continue }
        for (output, value) in zip(outputs.dropFirst(), values) {
          check(output.text(at: 0), value, "\(example.model) \(output.name)")
        }
      default:
        let output = outputs.first { $0.name == key } ?? outputs.first
        let isFirst = key == model.compiled.targetName
        let value = isFirst ? prediction(scores, model) : outputs.last?.text(at: 0)
        check(value ?? output?.text(at: 0), expected, "\(example.model) \(key)")
      }
    }
  }

  @Test(arguments: unexpected)
  func `files without printed results load and score`(file: String) throws {
    let model = try PMMLReader.interpreted(try PMMLCorpus.bytes("dmg/\(file)"))
    let table = Table(
      columns: model.description.features.map { Column(name: $0.name, values: .numeric([.nan])) })
    let scores = try model.scores(for: table, output: .prediction, parallel: Parallel(threads: 1))
    #expect(scores.rowCount == 1)
  }

  /// The table of one row; features that an example leaves out are missing.
  private func row(_ example: Case, _ model: PMMLModel) throws -> Table {
    var positional: [Value] = []
    if case .list(let values)? = example.input["_positional"] { positional = values }
    let names = model.description.features.map(\.name)
    return Table(
      columns: names.enumerated().map { index, name in
        let value =
          positional.indices.contains(index) ? positional[index] : example.input[name] ?? .missing
        switch value {
        case .number(let number): return Column(name: name, values: .numeric([number]))
        case .text(let text):
          return Column(name: name, values: .categorical(codes: [0], levels: Levels([text])))
        case .truth(let truth): return Column(name: name, values: .boolean([truth ? 1 : 0]))
        case .missing, .list: return Column(name: name, values: .numeric([.nan]))
        }
      })
  }

  /// The predicted number, or the name of the predicted class.
  private func prediction(_ scores: Scores, _ model: PMMLModel) -> String? {
    let classes = model.description.classNames
    let values = scores.outputs.map { $0[0] }
    if values[0].isNaN { return nil }
    guard let classes else { return String(values[0]) }
    if scores.kind == .label { return classes[Int(values[0])] }
    let all = values.count == 1 ? [1 - values[0], values[0]] : values
    return classes[all.indices.max { (all[$0], $1) < (all[$1], $0) } ?? 0]
  }

  /// What a model without such an output says all the same.
  private func extra(_ key: String, _ model: PMMLModel, _ table: Table) -> String? {
    guard
      let (cells, symbols) = try? model.preparation.cells(of: table, parallel: Parallel(threads: 1))
    else { return nil }
    let frame = PMMLFrame(rowCount: 1, placeCount: model.placeCount, symbols: symbols)
    for (input, column) in zip(model.preparation.inputs, cells) {
      frame[input.place] = column
    }
    let result = model.compiled.result(frame)
    let index = Int(result.predictions[0])
    switch key {
    case "probability": return String(result.probabilities[index][0])
    case "confidence":
      return String(result.confidence?[0] ?? result.affinities[index][0])
    default: return String(result.affinities[index][0])
    }
  }

  private func check(_ value: String?, _ expected: Value, _ place: String) {
    let wanted = expected.text.flatMap(Double.init)
    if let number = wanted, let own = value.flatMap(Double.init) {
      #expect(abs(own - number) <= 1e-6 * max(1e-300, abs(number)), "\(place): \(own) \(number)")
    } else {
      #expect(value == expected.text, "\(place)")
    }
  }
}
