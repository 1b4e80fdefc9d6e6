import Kernels
import Tabular
import Testing

@testable import Models

/// Damaged and hostile documents: an error in words, never a trap, never a long wait.
struct PMMLHostileTests {
  static let cases = [
    "treatments", "tree-defaultChild-last", "segments-average", "network-softmax", "bayes",
    "neighbours", "vectors-radial", "rules", "clusters", "general-poisson", "card",
    "forest-xgboost-multiclass",
  ]

  /// Reads `bytes`, and scores `table` if that gives a model.
  private func survives(_ bytes: [UInt8], _ table: Table) -> Bool {
    do throws(ModelError) {
      let model = try PMMLFormat.read(ModelSource(bytes: bytes), options: ModelOptions())
      _ = try model.scores(for: table, output: .prediction, parallel: Parallel(threads: 1))
      return true
    } catch {
      return false
    }
  }

  @Test(.timeLimit(.minutes(2)), arguments: cases)
  func `a document that is cut off is refused`(name: String) throws {
    let fixture = PMMLFixture(name: name)
    let bytes = try fixture.bytes()
    let table = try fixture.table()
    let end = try #require(bytes.lastIndex(of: UInt8(ascii: ">")))
    let step = max(1, end / 2000)
    for length in stride(from: 0, to: end, by: step) {
      #expect(!survives(Array(bytes[..<length]), table), "\(length) bytes were enough")
    }
  }

  @Test(.timeLimit(.minutes(3)), arguments: cases)
  func `flipped bytes never trap`(name: String) throws {
    let fixture = PMMLFixture(name: name)
    let original = try fixture.bytes()
    let table = try fixture.table()
    var random = SeededGenerator(seed: 5, stream: name)
    var slowest = Duration.zero
    for _ in 0..<500 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
          in: 0...255, using: &random)
      }
      let time = ContinuousClock().measure { _ = survives(bytes, table) }
      slowest = max(slowest, time)
    }
    #expect(slowest < .seconds(1))
  }

  private func error(_ text: String) -> String {
    do throws(ModelError) {
      _ = try PMMLFormat.read(ModelSource(bytes: Array(text.utf8)), options: ModelOptions())
      return "no error"
    } catch {
      return error.description
    }
  }

  private func regression(_ transformations: String, _ predictor: String = "a") -> String {
    """
    <PMML version="4.4"><DataDictionary>
    <DataField name="x" optype="continuous" dataType="double"/>
    <DataField name="t" optype="continuous" dataType="double"/></DataDictionary>
    <TransformationDictionary>\(transformations)</TransformationDictionary>
    <RegressionModel functionName="regression"><MiningSchema><MiningField name="x"/>
    <MiningField name="t" usageType="target"/></MiningSchema>
    <RegressionTable intercept="0"><NumericPredictor name="\(predictor)" coefficient="1"/>
    </RegressionTable></RegressionModel></PMML>
    """
  }

  private func derived(_ name: String, _ expression: String) -> String {
    "<DerivedField name=\"\(name)\" optype=\"continuous\" dataType=\"double\">"
      + "\(expression)</DerivedField>"
  }

  @Test func `a DOCTYPE is refused, whatever it declares`() {
    let bomb = """
      <!DOCTYPE PMML [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
      <PMML version="4.4">&b;</PMML>
      """
    let outside = "<!DOCTYPE PMML SYSTEM \"file:///etc/passwd\"><PMML version=\"4.4\"/>"
    for text in [bomb, outside] {
      #expect(error(text).contains("line 1: a DOCTYPE"), "\(error(text))")
    }
    #expect(error("<PMML version=\"4.4\">&b;</PMML>").contains("not well-formed"))
  }

  @Test func `deep nesting is refused`() {
    let text = String(repeating: "<a>", count: 300)
    #expect(error("<PMML>" + text).contains("nesting of elements"))
  }

  @Test func `fields and functions that refer to themselves are refused`() {
    let reference = { (name: String) in "<FieldRef field=\"\(name)\"/>" }
    let ring = derived("a", reference("b")) + derived("b", reference("a"))
    #expect(error(regression(ring)).contains("'a' is defined by itself"))
    let function = """
      <DefineFunction name="f" optype="continuous"><ParameterField name="v"/>
      <Apply function="f"><FieldRef field="v"/></Apply></DefineFunction>
      """
    let call = derived("a", "<Apply function=\"f\">\(reference("x"))</Apply>")
    #expect(error(regression(function + call)).contains("calls itself"))
    #expect(error(regression(derived("a", reference("z")))).contains("'z' does not exist"))
    #expect(
      error(regression(derived("a", "<Apply function=\"sqr\">\(reference("x"))</Apply>")))
        .contains("did you mean 'sqrt'?"))
  }

  @Test(.timeLimit(.minutes(1))) func `functions that double at each step are refused`() {
    // Each calls the one before twice: 2^40 calls.
    var text = ""
    for index in 1...40 {
      let call = "<Apply function=\"f\(index - 1)\"><FieldRef field=\"v\"/></Apply>"
      text +=
        "<DefineFunction name=\"f\(index)\" optype=\"continuous\"><ParameterField name=\"v\"/>"
      text +=
        "<Apply function=\"+\">\(index == 1 ? "<FieldRef field=\"v\"/><FieldRef field=\"v\"/>" : call + call)"
      text += "</Apply></DefineFunction>"
    }
    let call = derived("a", "<Apply function=\"f40\"><FieldRef field=\"x\"/></Apply>")
    #expect(error(regression(text + call)).contains("limit of"))
  }

  @Test func `a long chain of derived fields is refused, not recursed into`() {
    let fields = (0..<5000).map {
      derived($0 == 0 ? "a" : "a\($0)", "<FieldRef field=\"a\($0 + 1)\"/>")
    }
    #expect(error(regression(fields.joined())).contains("nesting of expressions"))
  }

  @Test func `errors name the line`() {
    let text = regression(derived("a", "<Constant dataType=\"double\">many</Constant>"))
    #expect(error(text).hasPrefix("line 4: 'many' is no value of the type double"))
  }

  @Test func `an array that claims more than it holds costs nothing`() {
    let text = """
      <PMML version="4.4"><DataDictionary><DataField name="x" optype="continuous" dataType="double"/>
      </DataDictionary><ClusteringModel functionName="clustering" modelClass="centerBased">
      <MiningSchema><MiningField name="x"/></MiningSchema>
      <ComparisonMeasure kind="distance"><euclidean/></ComparisonMeasure><ClusteringField field="x"/>
      <Cluster><REAL-SparseArray n="9000000000"><Indices>9000000000</Indices>
      <REAL-Entries>1</REAL-Entries></REAL-SparseArray></Cluster></ClusteringModel></PMML>
      """
    #expect(error(text).contains("holds index 9000000000 of an array of 1"))
  }
}
