import Kernels
import Testing

@testable import Models

/// Trees of ONNX as the common ensemble: the same leaf for every number, missing ones too.
struct ONNXTreeConverterTests {
  private static let thresholds: [Double] = [
    -.infinity, -3, -1.5, -0.0, 0, 1, 2, 2.5, 7, 1e-40, 3.4028234663852886e38, .infinity,
  ]

  /// A tree with each comparison, thresholds at the ends of the numbers, and shared children.
  private func randomTrees(_ random: inout SeededGenerator, isDouble: Bool) throws -> ONNXTrees {
    let inner = 12
    var nodes: [ONNXTrees.Node] = []
    for index in 0..<inner {
      let mode = try #require(ONNXTrees.Mode(rawValue: Int.random(in: 0...6, using: &random)))
      let equals = mode == .equal || mode == .notEqual
      let whole = Double(Int.random(in: 0...3, using: &random))
      // Children come later in the list; some nodes have two parents.
      let later = { (random: inout SeededGenerator) in
        Int.random(in: index + 1..<min(index + 5, inner + 4), using: &random)
      }
      let bound = Self.thresholds[Int.random(in: 0..<Self.thresholds.count, using: &random)]
      let threshold = equals && Bool.random(using: &random) ? whole : bound
      nodes.append(
        ONNXTrees.Node(
          mode: mode, feature: Int.random(in: 0...1, using: &random),
          threshold: isDouble ? threshold : Double(Float(threshold)),
          yes: later(&random), no: later(&random), missingIsTrue: Bool.random(using: &random),
          members: mode == .member ? [1, whole] : []))
    }
    for leaf in 0..<4 {
      nodes.append(
        ONNXTrees.Node(
          mode: .leaf, feature: 0, threshold: 0, yes: 0, no: 0, missingIsTrue: false,
          weights: [ONNXTrees.Weight(output: 0, value: Double(1 << leaf))]))
    }
    return try ONNXTrees(
      nodes: nodes, roots: [0], outputCount: 1, isDouble: isDouble, place: "test")
  }

  @Test(arguments: [false, true])
  func `every number finds the leaf that the file's comparisons lead to`(isDouble: Bool) throws {
    var random = SeededGenerator(seed: 11, stream: "trees \(isDouble)")
    var values: [Double] = [.nan, 0.5, -1, 3, 5]
    for threshold in Self.thresholds {
      let (up, down) =
        isDouble
        ? (threshold.nextUp, threshold.nextDown)
        : (Double(Float(threshold).nextUp), Double(Float(threshold).nextDown))
      values += [isDouble ? threshold : Double(Float(threshold)), up, down]
    }
    let rows = values.flatMap { a in values.map { b in (a, b) } }
    let features = [rows.map(\.0), rows.map(\.1)]
    var converted = 0
    for _ in 0..<60 {
      let trees = try randomTrees(&random, isDouble: isDouble)
      let ensemble = try ONNXTreeConverter.ensemble(
        of: trees, featureCount: 2, kept: [0], bases: [], divisor: 1)
      guard let ensemble else { continue }
      converted += 1
      let margins = ensemble.margins(
        of: features, rowCount: rows.count, parallel: Parallel(threads: 1))[0]
      let wrong = rows.indices.filter { row in
        let leaf = trees.leaf(from: 0) { features[$0][row] }
        return margins[row] != leaf.weights[0].value
      }
      #expect(wrong.isEmpty, "\(wrong.count) rows, first \(wrong.first.map { rows[$0] } ?? (0, 0))")
    }
    #expect(converted > 30)
  }

  @Test func `a chain of tests for equality becomes one set`() throws {
    var nodes = (0..<5).map { index in
      ONNXTrees.Node(
        mode: .equal, feature: 0, threshold: Double(index * 2), yes: 5,
        no: index == 4 ? 6 : index + 1, missingIsTrue: false)
    }
    for value in [10.0, 20] {
      nodes.append(
        ONNXTrees.Node(
          mode: .leaf, feature: 0, threshold: 0, yes: 0, no: 0, missingIsTrue: false,
          weights: [ONNXTrees.Weight(output: 0, value: value)]))
    }
    let trees = try ONNXTrees(
      nodes: nodes, roots: [0], outputCount: 1, isDouble: false, place: "test")
    let ensemble = try #require(
      try ONNXTreeConverter.ensemble(
        of: trees, featureCount: 1, kept: [0], bases: [0.5], divisor: 1))
    #expect(ensemble.nodes.count == 4)
    let margins = ensemble.margins(
      of: [[0, 8, 1, 8.5, .nan, -2, 1e9]], rowCount: 7, parallel: Parallel(threads: 1))
    #expect(margins == [[10.5, 10.5, 20.5, 20.5, 20.5, 20.5, 20.5]])
  }
}
