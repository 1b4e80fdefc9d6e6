import Kernels
import Testing

@testable import Models

/// The fast engine against the plain walk, bit for bit.
struct EngineTests {
  static let shapes: [EnsembleShape] =
    [0, 1, 2, 3, 6, 7, 8, 9, 12].map {
      EnsembleShape(
        name: "depth \($0)", treeCount: $0 > 8 ? 4 : 18, depth: $0, density: $0 > 8 ? 0.97 : 0.9)
    } + [
      EnsembleShape(name: "no trees", treeCount: 0),
      EnsembleShape(name: "complete", depth: 6, density: 1),
      EnsembleShape(name: "exactly 256 leaves", treeCount: 3, depth: 8, density: 1),
      EnsembleShape(name: "512 leaves", treeCount: 2, depth: 9, density: 1),
      EnsembleShape(name: "few thresholds", thresholdCount: 1),
      EnsembleShape(
        name: "thousands of cuts", featureCount: 2, treeCount: 40, depth: 7, thresholdCount: 9000),
      EnsembleShape(
        name: "all missing rules", missing: [.none, .zero, .nan], comparison: .lessOrEqual,
        precision: .float64, categoryRule: .lightgbm),
      EnsembleShape(name: "less, double", missing: [.none, .zero, .nan], precision: .float64),
      EnsembleShape(
        name: "less or equal, float", missing: [.none, .zero, .nan], comparison: .lessOrEqual),
      EnsembleShape(name: "categories of XGBoost", categorical: 0.5),
      EnsembleShape(
        name: "categories of LightGBM", categorical: 0.5, missing: [.none, .nan],
        comparison: .lessOrEqual, precision: .float64, categoryRule: .lightgbm),
      EnsembleShape(
        name: "whole numbers only", categorical: 0.5, missing: [.nan], categoryRule: .exact),
      EnsembleShape(name: "categories only", treeCount: 6, depth: 9, density: 1, categorical: 1),
      EnsembleShape(name: "several outputs", outputCount: 3, treeCount: 31),
      EnsembleShape(name: "vector leaves", outputCount: 4, vectorLeaves: true),
      EnsembleShape(
        name: "vector leaves, double, deep", outputCount: 3, treeCount: 4, depth: 10,
        density: 0.97, vectorLeaves: true, precision: .float64),
      EnsembleShape(
        name: "linear leaves", linearLeaves: true, comparison: .lessOrEqual, precision: .float64,
        categoryRule: .lightgbm),
      EnsembleShape(name: "linear leaves, float", linearLeaves: true),
      EnsembleShape(name: "averaged", outputCount: 2, divisor: 7, precision: .float64),
      EnsembleShape(
        name: "inputs rounded, thresholds not", missing: [.nan], comparison: .lessOrEqual,
        precision: .float32Inputs),
      EnsembleShape(name: "averaged, float", divisor: 3),
    ]
    + [1, 2, 6, 8, 9, 11].map {
      EnsembleShape(
        name: "symmetric, depth \($0)", treeCount: $0 > 8 ? 3 : 19, depth: $0, density: 1,
        symmetric: true, comparison: .lessOrEqual, precision: .float32Inputs)
    } + [
      EnsembleShape(
        name: "symmetric, categories, vectors", outputCount: 3, treeCount: 21, depth: 4, density: 1,
        symmetric: true, vectorLeaves: true, categorical: 0.5, precision: .float64,
        categoryRule: .lightgbm),
      EnsembleShape(
        name: "symmetric, categories, deep", treeCount: 3, depth: 10, density: 1, symmetric: true,
        categorical: 0.4),
      EnsembleShape(
        name: "nearly symmetric", depth: 4, density: 0.97, symmetric: true, linearLeaves: true),
    ]

  @Test(arguments: shapes)
  func `the engine gives the bits of the walk`(_ shape: EnsembleShape) throws {
    for seed in 1...3 as ClosedRange<UInt64> {
      var random = RandomEnsemble(shape, seed: seed)
      let ensemble = try random.ensemble()
      let rowCount = 300
      let columns = random.columns(rowCount: rowCount)
      let expected = ensemble.walkedMargins(
        of: columns, rowCount: rowCount, parallel: Parallel(threads: 1))
      for (limit, depth) in [(256, 16), (256, 0), (2, 0)] {
        let compiled = CompiledEnsemble(
          ensemble, largestSlicedTree: limit, deepestSymmetricTree: depth)
        for instructionSet in InstructionSet.available {
          let margins = compiled.margins(
            of: columns, rowCount: rowCount, parallel: Parallel(threads: 1),
            instructionSet: instructionSet)
          #expect(
            difference(margins, expected) == nil,
            "seed \(seed), \(instructionSet), trees over \(limit) leaves walked")
        }
      }
    }
  }

  @Test(arguments: [0, 1, 63, 64, 65, 255, 256, 257, 4095, 4096, 4097], [1, 2])
  func `any number of rows and threads gives the bits of the walk`(
    rowCount: Int, threads: Int
  ) throws {
    let shape = EnsembleShape(name: "rows", outputCount: 2, treeCount: 5, depth: 4)
    var random = RandomEnsemble(shape, seed: 9)
    let ensemble = try random.ensemble()
    let columns = random.columns(rowCount: rowCount)
    let expected = ensemble.walkedMargins(
      of: columns, rowCount: rowCount, parallel: Parallel(threads: 1))
    let margins = ensemble.margins(
      of: columns, rowCount: rowCount, parallel: Parallel(threads: threads))
    #expect(difference(margins, expected) == nil)
  }

  @Test func `a chain of 100,000 tests costs no stack`() throws {
    var tree = TreeEnsembleBuilder.Tree()
    let length = 100_000
    for index in 0..<length {
      tree.nodes.append(
        TreeEnsemble.Node(
          feature: 0, left: Int32(2 * index + 1), right: Int32(2 * index + 2), categorySet: -1,
          threshold: Double(index), missing: .nan, defaultLeft: true))
      tree.nodes.append(leaf(index))
    }
    tree.nodes.append(leaf(length))
    tree.leafValues = (0...length).map(Double.init)
    var builder = TreeEnsembleBuilder(
      featureCount: 1, outputCount: 1, comparison: .less, precision: .float64,
      categoryRule: .xgboost)
    try builder.append(tree, output: 0)
    let inputs = [-1, 0, 0.5, 77_777, 99_999, 1e9, .nan]
    let margins = try builder.build().margins(
      of: [inputs], rowCount: inputs.count, parallel: Parallel(threads: 1))
    #expect(margins == [[0, 1, 1, 77_778, 100_000, 100_000, 0]])
  }

  private func leaf(_ index: Int) -> TreeEnsemble.Node {
    TreeEnsemble.Node(
      feature: -1, left: Int32(index), right: -1, categorySet: -1, threshold: 0, missing: .nan,
      defaultLeft: false)
  }

  /// Where two tables of margins differ in a bit, or nil. All NaN are alike.
  private func difference(_ one: [[Double]], _ other: [[Double]]) -> String? {
    guard one.map(\.count) == other.map(\.count) else { return "the numbers of rows differ" }
    for output in one.indices {
      for (row, (a, b)) in zip(one[output], other[output]).enumerated()
      where a.bitPattern != b.bitPattern && !(a.isNaN && b.isNaN) {
        return "output \(output), row \(row): \(a), not \(b)"
      }
    }
    return nil
  }
}
