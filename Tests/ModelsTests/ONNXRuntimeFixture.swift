import FoundationEssentials

@testable import Models

/// The graphs of `Fixtures/ONNXRuntime`, loaded into the ONNX Runtime of this machine.
enum ONNXRuntimeFixture {
  static let search = ONNXRuntimeSearch { ProcessInfo.processInfo.environment[$0] }

  /// Whether there is an ONNX Runtime here.
  static let isThere = (try? load("typed")) != nil

  static func load(_ name: String) throws -> ONNXRuntimeModel {
    var options = ModelOptions()
    options.runtime = search
    return try ONNXRuntimeModel(bytes(name), operators: ["Celu"], options: options)
  }

  static func bytes(_ name: String) throws -> [UInt8] {
    let path = "\(Fixture.folder)/ONNXRuntime/\(name)/model.onnx"
    return [UInt8](try Data(contentsOf: URL(filePath: path)))
  }
}
