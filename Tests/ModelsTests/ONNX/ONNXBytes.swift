/// Writes the protobuf messages of an ONNX file, field by field, wrong ones too.
struct ONNXBytes {
  private(set) var bytes: [UInt8] = []

  mutating func varint(_ value: UInt64) {
    var value = value
    while value >= 0x80 {
      bytes.append(UInt8(value & 0x7F) | 0x80)
      value >>= 7
    }
    bytes.append(UInt8(value))
  }

  mutating func field(_ number: UInt64, _ value: Int64) {
    varint(number << 3)
    varint(UInt64(bitPattern: value))
  }

  mutating func field(_ number: UInt64, _ content: [UInt8]) {
    varint(number << 3 | 2)
    varint(UInt64(content.count))
    bytes += content
  }

  mutating func field(_ number: UInt64, _ text: String) { field(number, Array(text.utf8)) }

  mutating func field(_ number: UInt64, float: Float) {
    varint(number << 3 | 5)
    bytes += (0..<4).map { UInt8(truncatingIfNeeded: float.bitPattern >> (8 * $0)) }
  }

  static func made(_ build: (inout ONNXBytes) -> Void) -> [UInt8] {
    var writer = ONNXBytes()
    build(&writer)
    return writer.bytes
  }

  /// A file of one graph with the input `x` (floats, N rows of two) and the output `y`.
  static func model(
    opsets: [(domain: String, version: Int64)] = [("", 18), ("ai.onnx.ml", 3)],
    nodes: [[UInt8]], constants: [[UInt8]] = []
  ) -> [UInt8] {
    made { file in
      file.field(1, 9)
      file.field(
        7,
        made { graph in
          for node in nodes { graph.field(1, node) }
          graph.field(2, "graph")
          for constant in constants { graph.field(5, constant) }
          graph.field(11, value("x", [nil, 2]))
          graph.field(12, value("y", [nil, 1]))
        })
      for (domain, version) in opsets {
        file.field(
          8,
          made { opset in
            opset.field(1, domain)
            opset.field(2, version)
          })
      }
    }
  }

  static func value(_ name: String, _ shape: [Int64?]) -> [UInt8] {
    made { value in
      value.field(1, name)
      value.field(
        2,
        made { type in
          type.field(
            1,
            made { tensor in
              tensor.field(1, 1)
              tensor.field(
                2,
                made { dimensions in
                  for size in shape {
                    dimensions.field(1, made { if let size { $0.field(1, size) } })
                  }
                })
            })
        })
    }
  }

  static func node(
    _ operation: String, _ inputs: [String], _ outputs: [String], domain: String = "",
    attributes: [[UInt8]] = []
  ) -> [UInt8] {
    made { node in
      for input in inputs { node.field(1, input) }
      for output in outputs { node.field(2, output) }
      node.field(4, operation)
      for attribute in attributes { node.field(5, attribute) }
      node.field(7, domain)
    }
  }

  static func attribute(_ name: String, integers: [Int64]) -> [UInt8] {
    made { attribute in
      attribute.field(1, name)
      for integer in integers { attribute.field(8, integer) }
    }
  }

  static func attribute(_ name: String, floats: [Float]) -> [UInt8] {
    made { attribute in
      attribute.field(1, name)
      for float in floats { attribute.field(7, float: float) }
    }
  }

  static func attribute(_ name: String, texts: [String]) -> [UInt8] {
    made { attribute in
      attribute.field(1, name)
      for text in texts { attribute.field(9, text) }
    }
  }

  /// - Parameter external: key and value pairs of data in another file.
  static func constant(
    _ name: String, type: Int64 = 7, shape: [Int64], raw: [UInt8]? = nil, integers: [Int64] = [],
    external: [(key: String, value: String)] = []
  ) -> [UInt8] {
    made { tensor in
      for size in shape { tensor.field(1, size) }
      tensor.field(2, type)
      for integer in integers { tensor.field(7, integer) }
      tensor.field(8, name)
      if let raw { tensor.field(9, raw) }
      for (key, value) in external {
        tensor.field(
          13,
          made { entry in
            entry.field(1, key)
            entry.field(2, value)
          })
      }
      if !external.isEmpty { tensor.field(14, 1) }
    }
  }

  /// A regressor of one tree; children and modes as given.
  static func trees(
    ids: [Int64] = [0, 1, 2], features: [Int64] = [0, 0, 0],
    modes: [String] = ["BRANCH_LEQ", "LEAF", "LEAF"], yes: [Int64] = [1, 0, 0],
    no: [Int64] = [2, 0, 0], targets: [Int64] = [0, 0], weights: [Float] = [1, 2],
    more: [[UInt8]] = []
  ) -> [UInt8] {
    let zeros = ids.map { _ in Int64(0) }
    return node(
      "TreeEnsembleRegressor", ["x"], ["y"], domain: "ai.onnx.ml",
      attributes: [
        attribute("nodes_treeids", integers: zeros), attribute("nodes_nodeids", integers: ids),
        attribute("nodes_featureids", integers: features), attribute("nodes_modes", texts: modes),
        attribute("nodes_truenodeids", integers: yes),
        attribute("nodes_falsenodeids", integers: no),
        attribute("nodes_values", floats: ids.map { _ in 0.5 }),
        attribute("target_treeids", integers: [0, 0]),
        attribute("target_nodeids", integers: [1, 2]),
        attribute("target_ids", integers: targets), attribute("target_weights", floats: weights),
      ] + more)
  }
}
