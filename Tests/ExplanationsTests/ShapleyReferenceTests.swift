import Kernels
import Models
import Testing

@testable import Explanations

@Suite struct ShapleyReferenceTests {
  private let parallel = Parallel(threads: 2)

  @Test func `there are references`() {
    #expect(ShapleyCase.all.count == 9)
    #expect(ShapleyCase.all.count { $0.interventional != nil } == 6)
  }

  @Test(arguments: ShapleyCase.all)
  func `path-dependent values equal those of the model's own library`(
    reference: ShapleyCase
  ) throws {
    let values = try TreeShapley.pathDependent(
      try reference.treeRows(reference.rows), features: reference.features, parallel: parallel)
    compare(values, reference.path)
  }

  @Test(arguments: ShapleyCase.all.filter { $0.interventional != nil })
  func `interventional values equal shap's`(reference: ShapleyCase) throws {
    let values = try TreeShapley.interventional(
      try reference.treeRows(reference.rows),
      background: try reference.treeRows(reference.background), features: reference.features,
      parallel: parallel)
    compare(values, try #require(reference.interventional))
  }

  @Test(arguments: ShapleyCase.all)
  func `base and values add up to the margin`(reference: ShapleyCase) throws {
    let rows = try reference.treeRows(reference.rows)
    let margins = rows.trees.margins(of: rows.inputs, rowCount: rows.rowCount, parallel: parallel)
    // XGBoost's margins are sums of Floats.
    let tolerance = reference.name.hasPrefix("xgboost") ? 2e-6 : 1e-12
    for values in [
      try TreeShapley.pathDependent(rows, features: reference.features, parallel: parallel),
      try TreeShapley.interventional(
        rows, background: try reference.treeRows(reference.background),
        features: reference.features, parallel: parallel),
    ] {
      for (output, margins) in margins.enumerated() {
        for (sum, margin) in zip(values.scores(output: output), margins) {
          #expect(abs(sum - margin) <= tolerance * max(1, abs(margin)))
        }
      }
    }
  }

  private func compare(_ values: Attributions, _ expected: [[[Double]]]) {
    #expect(values.values.count == expected.count)
    for (output, rows) in expected.enumerated() {
      for (row, cells) in rows.enumerated() {
        let own = values.values[output].map { $0[row] } + [values.bases[output]]
        for (value, cell) in zip(own, cells) {
          #expect(abs(value - cell) <= 1e-6 * max(1, abs(cell)), "output \(output), row \(row)")
        }
      }
    }
  }
}
