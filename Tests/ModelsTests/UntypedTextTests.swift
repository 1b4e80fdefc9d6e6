import Kernels
import Tabular
import Testing

@testable import Models

/// CSV does not say what is text: what a model was trained on does.
struct UntypedTextTests {
  /// The table as pandas writes it, read again for `model`.
  private func fromCSV(_ table: Table, for model: any Model) throws -> Table {
    var lines = [table.names.joined(separator: ",")]
    for row in 0..<table.rowCount {
      lines.append(
        table.columns.map { column in
          // Numbers in full, texts as they are, nothing where missing.
          if case .numeric(let cells) = column.values { return "\(cells[row])" }
          return column.text(at: row) ?? ""
        }.joined(separator: ","))
    }
    var options = TableOptions()
    options.untypedTextColumns = [model.description].untypedTextColumns
    let bytes = Array((lines.joined(separator: "\n") + "\n").utf8)
    return try TableReader.load(
      MemorySource(bytes), options: options, parallel: Parallel(threads: 1)
    ).table
  }

  private func scores(_ model: any Model, _ table: Table) throws -> [[Double]] {
    try model.scores(for: table, output: .prediction, parallel: Parallel(threads: 1)).outputs
  }

  private func check(_ model: any Model, _ table: Table) throws {
    #expect(model.description.textColumns.contains("code"))
    #expect(!model.description.textColumns.contains("age"))
    let read = try fromCSV(table, for: model)
    #expect(read["code"]?.typeName == "text")
    #expect(read["age"]?.typeName == "numeric")
    #expect(try scores(model, read) == scores(model, table))
  }

  @Test func `texts that look like numbers reach an ONNX model as texts`() throws {
    let fixture = ONNXFixture(name: "columns-text-codes")
    try check(try fixture.model(), try fixture.table())
  }

  @Test func `texts that look like numbers reach a scikit-learn model as texts`() throws {
    let fixture = try ScikitFixture.named("text-codes")
    let model = try fixture.model()
    try check(model, try fixture.table())
    #expect(model.description.textColumns == ["code", "size"])
  }

  @Test func `categories that were numbers in training stay numbers`() throws {
    let model = try ScikitFixture.named("pipeline").model()
    let plan = try #require(model.description.features.first { $0.name == "plan" })
    #expect(plan.kind == .categorical(names: ["3", "7", "11", "20"]) && !plan.isOfTexts)
  }

  @Test func `a column that another model takes as numbers stays what it looks like`() {
    func model(_ feature: Feature) -> ModelDescription {
      ModelDescription(
        format: "onnx", producer: "", task: .binary, objective: "", features: [feature],
        namesFeatures: true)
    }
    let texts = model(Feature(name: "zip", kind: .text))
    #expect([texts].untypedTextColumns == ["zip"])
    #expect([texts, model(Feature(name: "zip", kind: .numeric))].untypedTextColumns == [])
    #expect([texts, model(Feature(name: "age", kind: .numeric))].columns == ["zip", "age"])
  }
}
