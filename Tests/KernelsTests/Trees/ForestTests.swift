import Testing

@testable import Kernels

/// Forests built by hand, with sums worked out by hand.
struct ForestTests {
  private static let one = Parallel(threads: 1)

  /// Feature 0 cut at 1 and 2, missing to the left in column 0 and to the right in column 1.
  private static func builder(
    width: Forest.Width = .float64, outputs: [Double] = [0], divisor: Double = 1,
    categorySets: [CategorySet] = [], largestSlicedTree: Int = 256
  ) -> ForestBuilder {
    ForestBuilder(
      width: width,
      numericInputs: [
        NumericInput(
          feature: 0, cuts: CutTable(cuts: [1, 2], countsEqual: true, roundsToFloat: false),
          columns: [
            NumericInput.Column(base: 0, nan: .left, zeroIsMissing: false),
            NumericInput.Column(base: 0, nan: .right, zeroIsMissing: true),
          ])
      ],
      categoryInputs: [CategoryInput(feature: 1, above: -1, below: 100, roundsToFloat: false)],
      categorySets: categorySets, baseScores: outputs, divisor: divisor,
      largestSlicedTree: largestSlicedTree)
  }

  private static func sums(_ forest: Forest, _ features: [[Double]]) -> [[[Double]]] {
    InstructionSet.available.map {
      forest.sums(
        of: features, rowCount: features[0].count, parallel: one, instructionSet: $0)
    }
  }

  @Test(arguments: [256, 1])
  func `rows go left below a cut and right from it on`(largestSlicedTree: Int) {
    var builder = Self.builder(largestSlicedTree: largestSlicedTree)
    let tree: [ForestNode] = [
      .test(column: 0, cut: 1, right: 4), .test(column: 1, cut: 0, right: 3), .leaf, .leaf, .leaf,
    ]
    builder.append(nodes: tree, leafValues: [10, 20, 30], output: 0)
    let features: [[Double]] = [
      [0.5, 1, 1.5, 2, 3, .nan, 0], Array(repeating: 0, count: 7),
    ]
    // NaN goes left at the root and right below it; so does 0, which is missing in column 1.
    for sums in Self.sums(builder.build(), features) {
      #expect(sums == [[10, 20, 20, 30, 30, 20, 20]])
    }
  }

  @Test(arguments: [256, 1])
  func `rows in a category set go left`(largestSlicedTree: Int) {
    let sets = [
      CategorySet(input: 0, categories: [0b101, 1], includesNaN: false),
      CategorySet(input: 0, categories: [], includesNaN: true),
    ]
    var builder = Self.builder(
      outputs: [0.5], categorySets: sets, largestSlicedTree: largestSlicedTree)
    for (set, value) in [(0, 1.0), (1, 100)] {
      builder.append(
        nodes: [.categories(set: set, right: 2), .leaf, .leaf], leafValues: [value, 0], output: 0)
    }
    let codes: [Double] = [0, 1, 2, 2.9, 63, 64, 65, 99, 100, -0.5, -1, .nan, .infinity]
    let features = [[Double](repeating: 0, count: codes.count), codes]
    for sums in Self.sums(builder.build(), features) {
      #expect(
        sums == [[1.5, 0.5, 1.5, 1.5, 0.5, 1.5, 0.5, 0.5, 0.5, 1.5, 0.5, 100.5, 0.5]])
    }
  }

  @Test func `vector leaves add to all outputs and others to their own`() {
    var builder = Self.builder(outputs: [1, 2], divisor: 2)
    let stump: [ForestNode] = [.test(column: 0, cut: 0, right: 2), .leaf, .leaf]
    builder.append(nodes: stump, leafValues: [1, 10, 2, 20], output: -1)
    builder.append(nodes: [.leaf], leafValues: [5], output: 1)
    for sums in Self.sums(builder.build(), [[0, 1], [0, 0]]) {
      #expect(sums == [[1, 1.5], [8.5, 13.5]])
    }
  }

  @Test func `a linear leaf falls back to its value where a feature is missing`() {
    var builder = Self.builder()
    let terms = [
      LinearTerm(feature: 0, coefficient: 2), LinearTerm(feature: 1, coefficient: -1),
    ]
    builder.append(nodes: [.leaf], leafValues: [7], linear: [(3, terms)], output: 0)
    for sums in Self.sums(builder.build(), [[1, .nan, 5], [4, 4, .nan]]) {
      #expect(sums == [[1, 7, 7]])
    }
  }

  @Test func `sums keep the order of trees and the width`() {
    for (width, expected) in [(Forest.Width.float32, 0.0), (.float64, 1)] {
      var builder = Self.builder(width: width)
      for value in [1e8, 1, -1e8] {
        builder.append(nodes: [.leaf], leafValues: [value], output: 0)
      }
      #expect(Self.sums(builder.build(), [[0], [0]]).allSatisfy { $0 == [[expected]] })
    }
  }

  @Test func `the portable kernel is always there`() {
    #expect(InstructionSet.available.first == .portable)
    #expect(InstructionSet.available.last == InstructionSet.best)
  }
}
