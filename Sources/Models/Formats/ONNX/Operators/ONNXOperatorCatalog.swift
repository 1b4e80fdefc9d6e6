/// Every operator that is computed here.
///
/// A new operator is a type in `Operators/` and one line here.
enum ONNXOperatorCatalog {
  /// A kind of node and how it is read.
  struct Entry: Sendable {
    let domain: String
    let name: String
    /// The versions of the operator set whose rules are known.
    let versions: ClosedRange<Int>
    let type: any ONNXOperator.Type
  }

  /// The newest operator sets whose changes were looked through.
  private static let newest = 26
  private static let newestML = 5

  private static func standard(
    _ type: any ONNXOperator.Type, from first: Int = 1, _ names: String...
  ) -> [Entry] {
    names.map { Entry(domain: "", name: $0, versions: first...newest, type: type) }
  }

  private static func learning(
    _ type: any ONNXOperator.Type, from first: Int = 1, _ names: String...
  ) -> [Entry] {
    names.map { Entry(domain: "ai.onnx.ml", name: $0, versions: first...newestML, type: type) }
  }

  private static let entries: [[Entry]] = [
    standard(
      ONNXUnary.self, "Abs", "Ceil", "Elu", "Erf", "Exp", "Floor", "HardSigmoid", "LeakyRelu",
      "Log",
      "Neg", "Reciprocal", "Relu", "Round", "Selu", "Sigmoid", "Sign", "Softplus", "Softsign",
      "Sqrt", "Tanh"),
    // Before 7 these had an attribute of their own for what is broadcast now.
    standard(ONNXArithmetic.self, from: 7, "Add", "Div", "Mod", "Mul", "Pow", "Sub"),
    standard(ONNXArithmetic.self, from: 8, "Max", "Mean", "Min", "Sum"),
    standard(
      ONNXComparison.self, from: 7, "Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual"),
    standard(ONNXLogic.self, from: 7, "And", "Not", "Or", "Xor"),
    standard(ONNXNumberTest.self, "IsInf", "IsNaN"),
    standard(ONNXClip.self, from: 6, "Clip"),
    standard(ONNXWhere.self, from: 9, "Where"),
    standard(ONNXCast.self, from: 6, "Cast"),
    standard(ONNXIdentity.self, "Dropout", "Identity"),
    standard(ONNXConstant.self, "Constant"),
    standard(ONNXConstantOfShape.self, from: 9, "ConstantOfShape"),
    standard(
      ONNXReduction.self, "ReduceL1", "ReduceL2", "ReduceLogSum", "ReduceLogSumExp", "ReduceMax",
      "ReduceMean", "ReduceMin", "ReduceProd", "ReduceSum", "ReduceSumSquare"),
    standard(ONNXSoftmax.self, "LogSoftmax", "Softmax"),
    standard(ONNXLpNormalization.self, "LpNormalization"),
    standard(ONNXArgExtreme.self, "ArgMax", "ArgMin"),
    standard(ONNXTopK.self, "TopK"),
    standard(ONNXCumulativeSum.self, from: 11, "CumSum"),
    standard(ONNXMatrixProduct.self, "Gemm", "MatMul"),
    standard(ONNXBatchNormalization.self, from: 9, "BatchNormalization"),
    standard(
      ONNXReshaping.self, from: 5, "Flatten", "Reshape", "Shape", "Size", "Squeeze", "Unsqueeze"),
    standard(ONNXTranspose.self, "Transpose"),
    standard(ONNXConcat.self, from: 4, "Concat"),
    standard(ONNXSplit.self, from: 2, "Split"),
    standard(ONNXSlice.self, "Slice"),
    standard(ONNXStretching.self, from: 6, "Expand", "Tile"),
    standard(ONNXGather.self, "Gather", "GatherElements"),
    standard(ONNXScan.self, from: 9, "Scan"),

    learning(ONNXTreeOperator.self, "TreeEnsembleClassifier", "TreeEnsembleRegressor"),
    learning(ONNXTreeOperator.self, from: 5, "TreeEnsemble"),
    learning(ONNXLinear.self, "LinearClassifier", "LinearRegressor"),
    learning(ONNXSupportVectors.self, "SVMClassifier", "SVMRegressor"),
    learning(ONNXScaler.self, "Scaler"),
    learning(ONNXImputer.self, "Imputer"),
    learning(ONNXNormalizer.self, "Normalizer"),
    learning(ONNXBinarizer.self, "Binarizer"),
    learning(ONNXFeatureVectorizer.self, "FeatureVectorizer"),
    learning(ONNXArrayFeatureExtractor.self, "ArrayFeatureExtractor"),
    learning(ONNXOneHotEncoder.self, "OneHotEncoder"),
    learning(ONNXLabelEncoder.self, "LabelEncoder"),
    learning(ONNXCategoryMapper.self, "CategoryMapper"),
    learning(ONNXZipMap.self, "ZipMap"),
  ]

  /// The entry of an operator, nil where none is computed here.
  static func entry(domain: String, name: String) -> Entry? {
    entries.joined().first { $0.name == name && $0.domain == domain }
  }
}
