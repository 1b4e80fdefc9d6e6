import FoundationEssentials

@testable import Models

/// The graphs of `Fixtures/ONNXRuntime`, loaded into the ONNX Runtime of this machine.
enum ONNXRuntimeFixture {
  static let search = ONNXRuntimeSearch { ProcessInfo.processInfo.environment[$0] }

  /// Whether there is an ONNX Runtime here.
  static let isThere = (try? load("typed")) != nil

  static func load(_ name: String) throws -> ONNXRuntimeModel {
    try load(bytes(name))
  }

  static func load(
    _ bytes: [UInt8], path: String? = nil, from search: ONNXRuntimeSearch = search
  ) throws(ModelError) -> ONNXRuntimeModel {
    var options = ModelOptions()
    options.runtime = search
    return try ONNXRuntimeModel(
      bytes, path: path, reason: "the ONNX operators Celu, Mish", advice: "score elsewhere",
      options: options)
  }

  static func path(_ name: String) -> String {
    "\(Fixture.folder)/ONNXRuntime/\(name)/model.onnx"
  }

  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: path(name))))
  }
}
