import Kernels

/// ONNX models of tables: trees, linear models, support vectors, small networks, preprocessing.
package enum ONNXFormat: ModelFormat {
  package static let id = "onnx"
  package static let title = "ONNX"
  package static let summary =
    "ONNX model of tabular data as scikit-learn, XGBoost, LightGBM and CatBoost export it"

  /// What to do with a model that is not read here.
  static let advice =
    "export the model without it, or score the rows elsewhere and use a table of predictions"

  /// The version of the representation (field 1), then one of the fields that follow it.
  package static func recognizes(prefix: ArraySlice<UInt8>) -> Bool {
    let bytes = Array(prefix.prefix(3))
    return bytes.count == 3 && bytes[0] == 0x08 && (1...32).contains(bytes[1])
      && [0x12, 0x1A, 0x22, 0x28, 0x32, 0x3A, 0x42].contains(bytes[2])
  }

  package static func read(
    _ source: ModelSource, options: ModelOptions
  ) throws(ModelError) -> any Model {
    guard options.rounds == .automatic || options.rounds == .all else {
      throw .badOption(option: "rounds", problem: "cannot be chosen for an ONNX model")
    }
    let file = try ONNXModelMessage(source.bytes)
    do throws(ModelError) {
      let graph = try ONNXGraph(
        file.graph, opsets: file.opsets, constantReader: ONNXTensorReader(folder: source.folder))
      return try ONNXModelReader(file, graph).model(options: options)
    } catch {
      guard case .unsupported(let feature, let advice) = error else { throw error }
      // Constants in other files were looked for in the model's folder just now, and only there.
      let isSpread = file.graph.constants.contains(where: \.isExternal)
      let model = try ONNXRuntimeModel(
        source.bytes, path: isSpread ? source.path : nil, reason: feature, advice: advice,
        options: options)
      if isSpread { try readAgain(file, source) }
      return model
    }
  }

  /// Lets the witness see the files a second time, after the runtime has read them by their paths: they
  /// must be what they were.
  private static func readAgain(
    _ file: ONNXModelMessage, _ source: ModelSource
  ) throws(ModelError) {
    guard let witness = source.folder?.witness, let path = source.path else { return }
    do throws(WholeFile.Failure) {
      _ = try WholeFile.read(path: path, limit: source.bytes.count, witness: witness)
    } catch {
      throw ModelError(error, limit: "\(source.bytes.count) bytes")
    }
    let reader = ONNXTensorReader(folder: source.folder)
    for constant in file.graph.constants where constant.isExternal {
      _ = try reader.tensor(constant)
    }
  }
}
