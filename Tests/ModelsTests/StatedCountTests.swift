import Kernels
import Tabular
import Testing

@testable import Models

/// What a file states of itself is held against what is there.
struct StatedCountTests {
  private func text(_ fixture: String) throws -> String {
    String(decoding: try Fixture.named(fixture).bytes(), as: UTF8.self)
  }

  private func read(_ text: String) throws -> any Model {
    let bytes = Array(text.utf8)
    let format = try #require(
      ModelFormatCatalog.all.first { $0.recognizes(prefix: bytes.prefix(4096)) })
    return try format.read(ModelSource(bytes: bytes), options: ModelOptions())
  }

  private func problem(_ text: String) -> String {
    do {
      _ = try read(text)
      return "read"
    } catch let error as ModelError {
      return error.description
    } catch {
      return "\(error)"
    }
  }

  /// A file as it was before there was a closing line.
  private func old(_ text: String) throws -> String {
    let early = text.replacing("version=v4", with: "version=v2")
    let end = try #require(early.firstRange(of: "end of trees"))
    return String(early[..<end.lowerBound]) + "feature importances:\nscore=2\n"
  }

  @Test func `trees that the header announces must be there`() throws {
    let whole = try text("lightgbm-regression")
    let last = try #require(whole.firstRange(of: "Tree=1"))
    let end = try #require(whole.firstRange(of: "end of trees"))
    let less = String(whole[..<last.lowerBound]) + String(whole[end.lowerBound...])
    #expect(problem(less).contains("the header announces 2 trees, the file holds 1"))
    #expect(
      problem(whole.replacing("tree_sizes=628 649", with: "tree_sizes=628"))
        .contains("announces 1 trees, the file holds 2"))
    #expect(
      problem(whole.replacing("tree_sizes=628 649", with: "tree_sizes=628 650"))
        .contains("the header's 'tree_sizes' says 650"))
    #expect(problem(whole.replacing("\n", with: "\r\n")) == "read", "line ends may change")
  }

  @Test func `a file of the time before the closing line is whole if its sizes are`() throws {
    let fixture = try Fixture.named("lightgbm-regression")
    let whole = try old(try text("lightgbm-regression"))
    let model = try read(whole)
    let table = try fixture.table()
    let parallel = Parallel(threads: 1)
    #expect(
      try model.scores(for: table, output: .raw, parallel: parallel).outputs
        == fixture.model().scores(for: table, output: .raw, parallel: parallel).outputs)
    let cut = try #require(whole.firstRange(of: "feature importances"))
    #expect(problem(String(whole[..<cut.lowerBound])) == "read")
    for lost in [60, 200, 700] {
      #expect(
        problem(String(whole[..<cut.lowerBound].dropLast(lost))).contains("cut off"), "\(lost)")
    }
    #expect(problem(whole.replacing("version=v2", with: "version=v3")).contains("cut off"))
  }

  @Test(arguments: [
    ("xgboost-binary-logistic", "\"num_trees\":\"", "the file holds"),
    ("xgboost-binary-logistic", "\"num_nodes\":\"", "the tree has"),
  ])
  func `counts of XGBoost are held`(fixture: String, key: String, message: String) throws {
    let whole = try text(fixture)
    #expect(problem(whole) == "read")
    #expect(problem(whole.replacing(key, with: key + "1", maxReplacements: 1)).contains(message))
  }

  @Test func `weights of dropped trees are as many as trees`() throws {
    let whole = try text("xgboost-dart")
    let list = try #require(whole.firstRange(of: "\"weight_drop\":["))
    let comma = try #require(whole[list.upperBound...].firstIndex(of: ","))
    let less = whole[..<list.upperBound] + whole[whole.index(after: comma)...]
    #expect(problem(String(less)).contains("weights for"))
  }

  @Test func `old binary files of XGBoost are known whatever their base score`() {
    for base: Float in [0.5, -0.0, 0] {
      var bytes: [UInt8] = []
      func add(_ word: UInt32) {
        bytes += (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
      }
      for word in [base.bitPattern, 127, 0, 0, 1, 0, 0] { add(word) }
      bytes += [UInt8](repeating: 0, count: 27 * 4)
      for name in ["binary:logistic", "gbtree"] {
        bytes += [UInt8(name.utf8.count)] + [UInt8](repeating: 0, count: 7) + Array(name.utf8)
      }
      bytes += [UInt8](repeating: 0, count: 400)
      #expect(
        RefusedFormat.of(bytes.prefix(4096))?.name == "XGBoost's old binary format", "\(base)")
      #expect(RefusedFormat.of([UInt8](repeating: 0, count: 600)[...]) == nil)
    }
  }

  @Test func `a network of PMML has as many layers as it states`() throws {
    let document = """
      <PMML version="4.4" xmlns="http://www.dmg.org/PMML-4_4"><Header/>
      <DataDictionary numberOfFields="9"><DataField name="x" optype="continuous" dataType="double"/>
      <DataField name="y" optype="continuous" dataType="double"/></DataDictionary>
      <NeuralNetwork functionName="regression" activationFunction="identity" numberOfLayers="1">
      <MiningSchema><MiningField name="x"/><MiningField name="y" usageType="target"/></MiningSchema>
      <NeuralInputs numberOfInputs="1"><NeuralInput id="0"><DerivedField optype="continuous" dataType="double">
      <FieldRef field="x"/></DerivedField></NeuralInput></NeuralInputs>
      <NeuralLayer numberOfNeurons="1"><Neuron id="1" bias="0"><Con from="0" weight="2"/></Neuron></NeuralLayer>
      <NeuralOutputs numberOfOutputs="1"><NeuralOutput outputNeuron="1"><DerivedField optype="continuous"
      dataType="double"><FieldRef field="y"/></DerivedField></NeuralOutput></NeuralOutputs>
      </NeuralNetwork></PMML>
      """
    let whole = "<?xml version=\"1.0\"?>" + document
    let facts = try read(whole).description.facts
    #expect(facts.contains { $0.name == "data dictionary" && $0.value.contains("states 9") })
    for key in ["numberOfLayers", "numberOfInputs", "numberOfNeurons", "numberOfOutputs"] {
      #expect(
        problem(whole.replacing("\(key)=\"1\"", with: "\(key)=\"3\"")).contains(
          "\(key)=\"3\" and holds 1"),
        "\(key)")
    }
  }
}
