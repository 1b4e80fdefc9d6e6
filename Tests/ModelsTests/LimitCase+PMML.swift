import Kernels
import Testing

@testable import Models

/// Documents of PMML.
extension LimitCase {
  static let pmml = [
    LimitCase("fields of a PMML model", "line 2: the number of fields is over the limit of 1") {
      read(regression("")) { $0.pmmlFields = 1 }
    },
    LimitCase("fields of a PMML model", "line 3: the number of fields is over the limit of 2") {
      let chain = derived("a", "<FieldRef field=\"b\"/>") + derived("b", "<FieldRef field=\"x\"/>")
      return read(regression(chain)) { $0.pmmlFields = 2 }
    },
    LimitCase(
      "expressions of a PMML model, functions inserted",
      "line 3: the number of expressions, functions inserted is over the limit of 1,000"
    ) { read(regression(doubling)) { $0.pmmlExpressions = 1000 } },
    LimitCase("numbers of all tables of a PMML model", "line 5: \(cells)") {
      let pairs = (0..<850).map {
        "<PairCounts value=\"v\($0)\"><TargetValueCounts/></PairCounts>"
      }
      return read(
        bayes(classes: 10_000, "<BayesInput fieldName=\"c\">\(pairs.joined())</BayesInput>"))
    },
    LimitCase("numbers of all tables of a PMML model", "line 4: \(cells)") {
      let fields = (0..<5000).map { _ in "<ClusteringField field=\"x\"/>" }
      let clusters = (0..<3400).map { "<Cluster id=\"\($0)\"><REAL-SparseArray/></Cluster>" }
      return read(
        """
        <PMML version="4.4"><DataDictionary>
        <DataField name="x" optype="continuous" dataType="double"/></DataDictionary>
        <ClusteringModel functionName="clustering" modelClass="centerBased">
        <MiningSchema><MiningField name="x"/></MiningSchema><ComparisonMeasure kind="distance">\
        <euclidean/></ComparisonMeasure>\(fields.joined())\(clusters.joined())</ClusteringModel></PMML>
        """)
    },
    LimitCase("numbers of all tables of a PMML model", "line 5: \(cells)") {
      let fields = (0..<1000).map { derived("d\($0)", "<FieldRef field=\"x\"/>") }
      let inputs = (0..<1000).map { "<KNNInput field=\"d\($0)\"/>" }
      let rows = String(repeating: "<row><t>1</t></row>", count: 9000)
      return read(
        """
        <PMML version="4.4"><DataDictionary>
        <DataField name="x" optype="continuous" dataType="double"/>
        <DataField name="t" optype="continuous" dataType="double"/></DataDictionary>
        <TransformationDictionary>\(fields.joined())</TransformationDictionary>
        <NearestNeighborModel functionName="regression" numberOfNeighbors="1"><MiningSchema>\
        <MiningField name="x"/><MiningField name="t" usageType="target"/></MiningSchema>
        <TrainingInstances><InstanceFields><InstanceField field="t" column="t"/></InstanceFields>\
        <InlineTable>\(rows)</InlineTable></TrainingInstances><ComparisonMeasure kind="distance">\
        <euclidean/></ComparisonMeasure><KNNInputs>\(inputs.joined())</KNNInputs>\
        </NearestNeighborModel></PMML>
        """)
    },
    LimitCase("classes of a PMML model", "the number of classes is over the limit of 10,000") {
      read(bayes(classes: 10_001, ""))
    },
    LimitCase(
      "names of elements and attributes of a PMML file",
      "the number of names of elements and attributes is over the limit of 100,000"
    ) { read("<PMML version=\"4.4\">" + (0...100_000).map { "<a\($0)/>" }.joined() + "</PMML>") },
    LimitCase(
      "names of elements and attributes of a PMML file",
      "the number of names of elements and attributes is over the limit of 100,000"
    ) { read("<PMML" + (0...100_000).map { " a\($0)=\"\"" }.joined() + "/>") },
    LimitCase("elements of a PMML file", "line 2: the number of elements is over the limit of 17") {
      read("<PMML version=\"4.4\">\n" + String(repeating: "<a/>", count: 28) + "</PMML>") {
        $0.pmmlElements = 10
      }
    },
    LimitCase(
      "attributes of a PMML file", "the number of attributes is over the limit of 2,147,483,647"
    ) { words { try ModelError.check(numbered: Int(Int32.max), "attributes") } },
    LimitCase(
      "levels of a PMML file", "line 1: the nesting of elements is over the limit of 256"
    ) { read("<PMML>" + String(repeating: "<a>", count: 100_000)) },
    LimitCase(
      "levels of a PMML expression",
      "line 3: the nesting of expressions and derived fields is over the limit of 400"
    ) {
      let fields = (0..<5000).map {
        derived($0 == 0 ? "a" : "a\($0)", "<FieldRef field=\"a\($0 + 1)\"/>")
      }
      return read(regression(fields.joined()))
    },
  ]

  private static let cells =
    "the numbers of all tables (rows times columns) is over the limit of 16,777,216, or 8 for each "
    + "element and attribute of the document"

  private static func read(
    _ text: String, _ change: (inout ModelOptions.Limits) -> Void = { _ in }
  ) -> String {
    words(Array(text.utf8), PMMLFormat.self) { change(&$0.limits) }
  }

  private static func derived(_ name: String, _ expression: String) -> String {
    "<DerivedField name=\"\(name)\" optype=\"continuous\" dataType=\"double\">\(expression)"
      + "</DerivedField>"
  }

  /// A model of one predictor `a`, which `transformations` make.
  private static func regression(_ transformations: String) -> String {
    """
    <PMML version="4.4"><DataDictionary><DataField name="x" optype="continuous" dataType="double"/>
    <DataField name="t" optype="continuous" dataType="double"/></DataDictionary>
    <TransformationDictionary>\(transformations)</TransformationDictionary>
    <RegressionModel functionName="regression"><MiningSchema><MiningField name="x"/>
    <MiningField name="t" usageType="target"/></MiningSchema><RegressionTable intercept="0">
    <NumericPredictor name="a" coefficient="1"/></RegressionTable></RegressionModel></PMML>
    """
  }

  /// Functions that call the one before twice each: 2^40 calls.
  private static var doubling: String {
    let functions = (1...40).map { index in
      let call = "<Apply function=\"f\(index - 1)\"><FieldRef field=\"v\"/></Apply>"
      let value = index == 1 ? "<FieldRef field=\"v\"/>" : call
      return "<DefineFunction name=\"f\(index)\" optype=\"continuous\"><ParameterField name=\"v\"/>"
        + "<Apply function=\"+\">\(value)\(value)</Apply></DefineFunction>"
    }
    return functions.joined()
      + derived("a", "<Apply function=\"f40\"><FieldRef field=\"x\"/></Apply>")
  }

  /// A naive Bayes model of so many classes.
  private static func bayes(classes: Int, _ inputs: String) -> String {
    let counts = (0..<classes).map { "<TargetValueCount value=\"\($0)\" count=\"1\"/>" }
    return """
      <PMML version="4.4"><DataDictionary>
      <DataField name="c" optype="categorical" dataType="string"/>
      <DataField name="t" optype="categorical" dataType="string"/></DataDictionary>
      <NaiveBayesModel functionName="classification" threshold="0.001"><MiningSchema>\
      <MiningField name="c"/><MiningField name="t" usageType="target"/></MiningSchema>
      <BayesInputs>\(inputs)</BayesInputs><BayesOutput fieldName="t"><TargetValueCounts>\
      \(counts.joined())</TargetValueCounts></BayesOutput></NaiveBayesModel></PMML>
      """
  }
}
