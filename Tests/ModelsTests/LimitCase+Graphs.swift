import Kernels
import Tabular
import Testing

@testable import Models

/// Graphs of ONNX.
extension LimitCase {
  static let graphs = [
    LimitCase(
      "graphs within graphs of ONNX", "the depth of graphs within graphs is over the limit of 4"
    ) { graph([nested(10_000)]) },
    LimitCase("nodes of an ONNX graph", "the number of nodes is over the limit of 1048576") {
      // The least that a node takes: a field of a graph, and nothing in it.
      let nodes = [[UInt8]](repeating: [0x0A, 0], count: Limits.Models.onnxNodes + 1).flatMap { $0 }
      return words(
        ONNXBytes.made { model in
          model.field(1, 8)
          model.field(7, nodes)
        }, ONNXFormat.self)
    },
    LimitCase(
      "axes of a tensor of an ONNX graph",
      "constant 'size': the number of axes is over the limit of 32"
    ) { graph([negation], [ONNXBytes.constant("size", shape: Array(repeating: 1, count: 33))]) },
    LimitCase(
      "elements of a constant of an ONNX graph",
      "constant 'size': its size is over the limit of 4294967296 elements"
    ) { graph([negation], [ONNXBytes.constant("size", shape: [1 << 30, 4, 2], raw: [])]) },
    LimitCase(
      "rows that an ONNX graph is made for",
      "the number of rows that the graph is made for is over the limit of 65536"
    ) {
      let bytes = ONNXBytes.made { file in
        file.field(1, 9)
        file.field(
          7,
          ONNXBytes.made { graph in
            graph.field(1, negation)
            graph.field(11, ONNXBytes.value("x", [65_537, 2]))
            graph.field(12, ONNXBytes.value("y", [65_537, 2]))
          })
        file.field(8, ONNXBytes.made { $0.field(2, 18) })
      }
      return words(bytes, ONNXFormat.self)
    },
    LimitCase(
      "elements of all tensors of an ONNX graph, for a block of rows",
      "the number of elements of a block of rows is over the limit of 33554432"
    ) {
      graph(
        [
          ONNXBytes.node("ConstantOfShape", ["size"], ["z"]),
          ONNXBytes.node("Add", ["x", "z"], ["y"]),
        ], [ONNXBytes.constant("size", shape: [2], integers: [1 << 20, 33])])
    },
    LimitCase(
      "steps of an ONNX graph, for a block of rows",
      "the work for a block of rows is over the limit of 4294967296 steps"
    ) {
      // Two matrices of a million numbers, and the 2^32 products that theirs takes.
      graph(
        [
          ONNXBytes.node("ConstantOfShape", ["tall"], ["a"]),
          ONNXBytes.node("ConstantOfShape", ["wide"], ["b"]),
          ONNXBytes.node("MatMul", ["a", "b"], ["c"]), ONNXBytes.node("Add", ["x", "c"], ["y"]),
        ],
        [
          ONNXBytes.constant("tall", shape: [2], integers: [4096, 257]),
          ONNXBytes.constant("wide", shape: [2], integers: [257, 4096]),
        ])
    },
  ]

  private static let negation = ONNXBytes.node("Neg", ["x"], ["y"])

  /// The error of reading a graph, or of scoring three rows with it.
  private static func graph(_ nodes: [[UInt8]], _ constants: [[UInt8]] = []) -> String {
    words {
      let bytes = ONNXBytes.model(nodes: nodes, constants: constants)
      let model = try ONNXFormat.read(ModelSource(bytes: bytes), options: ModelOptions())
      let table = Table(
        columns: ["a", "b"].map { Column(name: $0, values: .numeric([1, 2, 4])) })
      _ = try model.scores(for: table, output: .prediction, parallel: Parallel(threads: 1))
    }
  }

  /// A node in a graph in an attribute of a node, and so on.
  private static func nested(_ depth: Int) -> [UInt8] {
    var node = negation
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
}
