import FoundationEssentials
import Kernels
import Tabular
import Testing

@testable import Models

/// ONNX files that are well-formed and lie: each is refused with a sentence that names the place.
struct ONNXAttackTests {
  struct Attack: Sendable, CustomTestStringConvertible {
    let bytes: [UInt8]
    let message: String
    var testDescription: String { message }

    init(_ message: String, _ bytes: [UInt8]) {
      self.bytes = bytes
      self.message = message
    }
  }

  private static let sum = ONNXBytes.node("ReduceSum", ["x", "axes"], ["y"])
  private static let axes = ONNXBytes.constant("axes", shape: [1], integers: [1])

  static let files: [Attack] = [
    Attack(
      "opset_import: is missing", ONNXBytes.model(opsets: [], nodes: [sum], constants: [axes])),
    Attack(
      "uses the ONNX operator ai.onnx.ml.TreeEnsembleRegressor without an operator set",
      ONNXBytes.model(opsets: [("", 18)], nodes: [ONNXBytes.trees()])),
    Attack(
      "uses the ONNX operator ReduceSum of operator set 99",
      ONNXBytes.model(opsets: [("", 99)], nodes: [sum], constants: [axes])),
    Attack(
      "uses the ONNX operators If, com.microsoft.CDist, which is not supported",
      ONNXBytes.model(nodes: [
        ONNXBytes.node("If", ["x"], ["z"]),
        ONNXBytes.node("CDist", ["z"], ["y"], domain: "com.microsoft"),
      ])),
    Attack(
      "node 0 (Neg): reads 'z', which nothing before it gives",
      ONNXBytes.model(nodes: [
        ONNXBytes.node("Neg", ["z"], ["w"]), ONNXBytes.node("Neg", ["w"], ["z"]),
        ONNXBytes.node("Neg", ["w"], ["y"]),
      ])),
    Attack(
      "node 1 (Neg): gives 'y', which is given already",
      ONNXBytes.model(nodes: [
        ONNXBytes.node("Neg", ["x"], ["y"]), ONNXBytes.node("Neg", ["x"], ["y"]),
      ])),
    Attack(
      "output 'y': is given by no node",
      ONNXBytes.model(nodes: [ONNXBytes.node("Neg", ["x"], ["z"])])),
    Attack(
      "the attribute 'surprise' in node 0 (Neg)",
      ONNXBytes.model(nodes: [
        ONNXBytes.node(
          "Neg", ["x"], ["y"], attributes: [ONNXBytes.attribute("surprise", integers: [1])])
      ])),
    Attack(
      "constant 'axes': has 3 bytes of data; its shape needs 8",
      ONNXBytes.model(
        nodes: [sum], constants: [ONNXBytes.constant("axes", shape: [1], raw: [1, 2, 3])])),
    Attack(
      "constant 'axes': holds 1 elements; 2 are expected",
      ONNXBytes.model(
        nodes: [sum], constants: [ONNXBytes.constant("axes", shape: [2], integers: [1])])),
    Attack(
      "constant 'axes': its size is over the limit",
      ONNXBytes.model(
        nodes: [sum],
        constants: [
          ONNXBytes.constant("axes", shape: [2_147_483_647, 2_147_483_647, 0, 4], raw: [])
        ])),
    Attack(
      "constant 'axes': has a dimension of -1",
      ONNXBytes.model(nodes: [sum], constants: [ONNXBytes.constant("axes", shape: [-1], raw: [])])),
    Attack(
      "the depth of graphs within graphs is over the limit of 4",
      ONNXBytes.model(nodes: [nested(10_000)])),
    Attack("byte 2: 0 is no tag of a field", [0x08, 0x09, 0x00, 0x12]),
  ]

  /// A node in a graph in an attribute of a node, and so on.
  private static func nested(_ depth: Int) -> [UInt8] {
    var node = ONNXBytes.node("Neg", ["x"], ["y"])
    for _ in 0..<depth {
      let graph = ONNXBytes.made { $0.field(1, node) }
      let attribute = ONNXBytes.made { attribute in
        attribute.field(1, "body")
        attribute.field(6, graph)
      }
      node = ONNXBytes.node("Scan", ["x"], ["y"], attributes: [attribute])
    }
    return node
  }

  static let trees: [Attack] = [
    Attack(
      "node 0 (TreeEnsembleRegressor), tree node 0: has a child that does not exist",
      ONNXBytes.model(nodes: [ONNXBytes.trees(yes: [77, 0, 0])])),
    Attack(
      "is part of a cycle",
      ONNXBytes.model(nodes: [
        ONNXBytes.trees(
          ids: [0, 3, 1, 2], features: [0, 0, 0, 0],
          modes: ["BRANCH_LEQ", "BRANCH_LEQ", "LEAF", "LEAF"], yes: [3, 0, 0, 0], no: [1, 2, 0, 0])
      ])),
    Attack(
      "tests feature -3", ONNXBytes.model(nodes: [ONNXBytes.trees(features: [-3, 0, 0])])),
    Attack(
      "adds to output 5; there are 1", ONNXBytes.model(nodes: [ONNXBytes.trees(targets: [0, 5])])),
    Attack(
      "adds inf, which is not a finite number",
      ONNXBytes.model(nodes: [ONNXBytes.trees(weights: [1, .infinity])])),
    Attack(
      "has a node of mode 'BRANCH_MAYBE'",
      ONNXBytes.model(nodes: [ONNXBytes.trees(modes: ["BRANCH_MAYBE", "LEAF", "LEAF"])])),
    Attack(
      "tree 0 has node 1 twice", ONNXBytes.model(nodes: [ONNXBytes.trees(ids: [0, 1, 1])])),
    Attack(
      "'nodes_modes' holds 2 elements; 3 are expected",
      ONNXBytes.model(nodes: [ONNXBytes.trees(modes: ["BRANCH_LEQ", "LEAF"])])),
    Attack(
      "which is no leaf",
      ONNXBytes.model(nodes: [ONNXBytes.trees(modes: ["BRANCH_LEQ", "LEAF", "BRANCH_LT"])])),
    Attack(
      "has 99999999 targets",
      ONNXBytes.model(nodes: [
        ONNXBytes.trees(more: [
          ONNXBytes.made { attribute in
            attribute.field(1, "n_targets")
            attribute.field(3, 99_999_999)
          }
        ])
      ])),
  ]

  @Test(arguments: files + trees)
  func `a lie in the file is refused with its place`(attack: Attack) {
    let error = #expect(throws: ModelError.self) {
      _ = try ONNXFormat.read(ModelSource(bytes: attack.bytes), options: ModelOptions())
    }
    let message = error?.description ?? ""
    #expect(message.contains(attack.message), "\(message)")
  }

  static let bombs: [Attack] = [
    Attack(
      "the number of elements of a block of rows is over the limit",
      ONNXBytes.model(
        nodes: [
          ONNXBytes.node("ConstantOfShape", ["size"], ["z"]),
          ONNXBytes.node("Add", ["x", "z"], ["y"]),
        ],
        constants: [ONNXBytes.constant("size", shape: [2], integers: [1 << 40, 1 << 40])])),
    Attack(
      "the number of elements of a block of rows is over the limit",
      ONNXBytes.model(
        nodes: [
          ONNXBytes.node("Tile", ["x", "size"], ["z"]), ONNXBytes.node("Neg", ["z"], ["y"]),
        ], constants: [ONNXBytes.constant("size", shape: [2], integers: [1, 1 << 38])])),
    Attack(
      "makes a tensor of -5 elements",
      ONNXBytes.model(
        nodes: [
          ONNXBytes.node("ConstantOfShape", ["size"], ["z"]),
          ONNXBytes.node("Add", ["x", "z"], ["y"]),
        ], constants: [ONNXBytes.constant("size", shape: [1], integers: [-5])])),
    Attack(
      "takes element 9 of 2",
      ONNXBytes.model(
        nodes: [
          ONNXBytes.node("ArrayFeatureExtractor", ["x", "place"], ["y"], domain: "ai.onnx.ml")
        ], constants: [ONNXBytes.constant("place", shape: [1], integers: [9])])),
    Attack(
      "cannot reshape [1, 2] to [-1, 7]",
      ONNXBytes.model(
        nodes: [ONNXBytes.node("Reshape", ["x", "shape"], ["y"])],
        constants: [ONNXBytes.constant("shape", shape: [2], integers: [-1, 7])])),
    Attack(
      "scores that depend on the other rows of the table",
      ONNXBytes.model(
        nodes: [
          ONNXBytes.node("ReduceMean", ["x", "rows"], ["z"]),
          ONNXBytes.node("Sub", ["x", "z"], ["y"]),
        ], constants: [ONNXBytes.constant("rows", shape: [1], integers: [0])])),
  ]

  @Test(.timeLimit(.minutes(1)), arguments: bombs)
  func `a graph that asks for too much is refused when it is run`(attack: Attack) throws {
    let model = try ONNXFormat.read(ModelSource(bytes: attack.bytes), options: ModelOptions())
    let table = Table(
      columns: ["a", "b"].map { Column(name: $0, values: .numeric([1, 2, 4])) })
    let error = #expect(throws: ModelError.self) {
      _ = try model.scores(for: table, output: .prediction, parallel: Parallel(threads: 2))
    }
    let message = error?.description ?? ""
    #expect(message.contains(attack.message), "\(message)")
  }

  static let locations = [
    ("../outside.bin", "leads out of the model's folder"),
    ("/etc/hostname", "leads out of the model's folder"),
    ("link.bin", "is a link out of the model's folder"), ("absent.bin", "is not there"),
    ("inside.bin", "ends outside of 'inside.bin'"),
  ]

  @Test(arguments: locations)
  func `external data stays in the model's folder`(location: String, message: String) throws {
    let files = FileManager.default
    let root = files.temporaryDirectory.appendingPathComponent("tollgate-\(UUID().uuidString)").path
    try files.createDirectory(atPath: root + "/model", withIntermediateDirectories: true)
    defer { try? files.removeItem(atPath: root) }
    #expect(
      files.createFile(atPath: root + "/outside.bin", contents: Data([1, 0, 0, 0, 0, 0, 0, 0])))
    #expect(files.createFile(atPath: root + "/model/inside.bin", contents: Data([1, 0, 0, 0])))
    try files.createSymbolicLink(
      atPath: root + "/model/link.bin", withDestinationPath: root + "/outside.bin")
    let bytes = ONNXBytes.model(
      nodes: [Self.sum],
      constants: [
        ONNXBytes.constant(
          "axes", shape: [1],
          external: [(key: "location", value: location), (key: "length", value: "8")])
      ])
    let source = ModelSource(bytes: bytes, folder: ModelFolder(path: root + "/model"))
    let error = #expect(throws: ModelError.self) {
      _ = try ONNXFormat.read(source, options: ModelOptions())
    }
    let words = error?.description ?? ""
    #expect(words.contains(message), "\(words)")
  }

  @Test func `external data in the folder is read`() throws {
    let files = FileManager.default
    let root = files.temporaryDirectory.appendingPathComponent("tollgate-\(UUID().uuidString)").path
    try files.createDirectory(atPath: root, withIntermediateDirectories: true)
    defer { try? files.removeItem(atPath: root) }
    let content = Data([9, 9, 1, 0, 0, 0, 0, 0, 0, 0])
    #expect(files.createFile(atPath: root + "/weights.bin", contents: content))
    let bytes = ONNXBytes.model(
      nodes: [Self.sum],
      constants: [
        ONNXBytes.constant(
          "axes", shape: [1],
          external: [
            (key: "location", value: "weights.bin"), (key: "offset", value: "2"),
            (key: "length", value: "8"),
          ])
      ])
    let model = try ONNXFormat.read(
      ModelSource(bytes: bytes, folder: ModelFolder(path: root)), options: ModelOptions())
    let table = Table(columns: ["a", "b"].map { Column(name: $0, values: .numeric([1, 2])) })
    let scores = try model.scores(for: table, output: .prediction, parallel: Parallel(threads: 1))
    #expect(scores.outputs == [[2, 4]])
  }
}
