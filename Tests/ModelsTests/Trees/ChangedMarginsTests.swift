import Kernels
import Tabular
import Testing

@testable import Models

/// Margins after a change of inputs against those of the changed table, scored from the start.
struct ChangedMarginsTests {
  /// Sums of Floats in another order differ by their rounding, sums of Doubles by theirs.
  private func isClose(_ one: Double, _ other: Double, isFloat: Bool, scale: Double) -> Bool {
    one == other || one.isNaN && other.isNaN
      || abs(one - other) <= (isFloat ? 2e-6 : 1e-13) * max(scale, abs(one), abs(other))
  }

  private func donors(_ count: Int, seed: UInt64) -> [Int32] {
    var random = SeededGenerator(seed: seed)
    return (0..<Int32(count)).map { _ in Int32(random.index(below: count)) }
  }

  @Test(arguments: EngineTests.shapes)
  func `a change gives what the changed rows give`(_ shape: EnsembleShape) throws {
    var random = RandomEnsemble(shape, seed: 4)
    let ensemble = try random.ensemble()
    let rowCount = 300
    let columns = random.columns(rowCount: rowCount)
    let scale = 3.0 + Double(shape.treeCount)
    let groups = [[0], [1], [ensemble.featureCount - 1], [0, 1], Array(0..<ensemble.featureCount)]
    let lists = [donors(rowCount, seed: 1), donors(rowCount, seed: 2)]
    for (limit, depth) in [(256, 16), (256, 0), (2, 0)] {
      let compiled = CompiledEnsemble(
        ensemble, largestSlicedTree: limit, deepestSymmetricTree: depth)
      let changes = groups.map { group in
        InputChange(features: group, columns: group.map { columns[$0] }, donors: lists)
      }
      for instructionSet in InstructionSet.available {
        guard
          let changed = compiled.changedMargins(
            of: columns, rowCount: rowCount, changes: changes, parallel: Parallel(threads: 2),
            instructionSet: instructionSet)
        else {
          #expect(shape.linearLeaves)
          continue
        }
        for (index, group) in groups.enumerated() {
          for (way, donors) in lists.enumerated() {
            var replaced = columns
            for feature in group { replaced[feature] = donors.map { columns[feature][Int($0)] } }
            let expected = ensemble.walkedMargins(
              of: replaced, rowCount: rowCount, parallel: Parallel(threads: 1))
            let margins = changed.margins(
              change: index, way: way, parallel: Parallel(threads: 1))
            for (own, other) in zip(margins, expected) {
              let wrong = zip(own, other).enumerated().filter {
                !isClose(
                  $1.0, $1.1, isFloat: shape.precision == .float32, scale: scale)
              }
              #expect(
                wrong.isEmpty,
                "\(group), way \(way), \(instructionSet): \(wrong.count) rows, \(wrong.first.map { "\($0)" } ?? "")"
              )
            }
          }
        }
      }
    }
  }

  @Test(arguments: [0, 1, 255, 256, 257, 4097], [1, 2])
  func `any number of rows and threads gives the same bits`(rowCount: Int, threads: Int) throws {
    var random = RandomEnsemble(
      EnsembleShape(name: "mixed", treeCount: 7, categorical: 0.3), seed: 9)
    let ensemble = CompiledEnsemble(try random.ensemble())
    let columns = random.columns(rowCount: rowCount)
    let change = InputChange(
      features: [0, 2], columns: [columns[0], columns[2]],
      donors: [rowCount > 0 ? donors(rowCount, seed: 3) : [], nil])
    func margins(_ threads: Int, _ set: InstructionSet) throws -> [[Double]] {
      let changed = try #require(
        ensemble.changedMargins(
          of: columns, rowCount: rowCount, changes: [change],
          parallel: Parallel(threads: threads), instructionSet: set))
      // Who takes nobody's values keeps its own sums exactly.
      #expect(
        changed.margins(change: 0, way: 1, parallel: Parallel(threads: 1))
          == changed.base(parallel: Parallel(threads: 1)))
      return changed.margins(change: 0, way: 0, parallel: Parallel(threads: 1))
    }
    let expected = try margins(1, .portable)
    for set in InstructionSet.available { #expect(try margins(threads, set) == expected) }
  }

  @Test(arguments: [1, 3])
  func `however many ways and trees there are, each way is as by itself`(outputs: Int) throws {
    // More tests than trees at hand have columns for, more ways than are worked on together, trees of
    // one leaf among the others, several columns of codes for a feature and categories.
    var random = RandomEnsemble(
      EnsembleShape(
        name: "many", outputCount: outputs, treeCount: 90, density: 0.7, categorical: 0.2,
        thresholdCount: 400), seed: 6)
    let ensemble = CompiledEnsemble(try random.ensemble())
    let rowCount = 20
    let columns = random.columns(rowCount: rowCount)
    func changes(_ lists: [[[Int32]?]]) -> [InputChange] {
      lists.enumerated().map { feature, lists in
        InputChange(
          features: [feature, 4], columns: [columns[feature], columns[4]], donors: lists)
      }
    }
    func margins(_ lists: [[[Int32]?]]) throws -> ChangedMargins {
      try #require(
        ensemble.changedMargins(
          of: columns, rowCount: rowCount, changes: changes(lists), parallel: Parallel(threads: 2)))
    }
    let alone = Parallel(threads: 1)
    var lists: [[[Int32]?]] = []
    for feature in 0..<3 {
      var ways: [[Int32]?] = []
      for way in 0..<190 {
        let seed = UInt64(feature * 1000 + way)
        ways.append(way % 50 == 7 ? nil : donors(rowCount, seed: seed))
      }
      lists.append(ways)
    }
    let together = try margins(lists)
    for way in stride(from: 0, to: 190, by: 21) {
      let single = try margins(lists.map { [$0[way]] })
      #expect(single.base(parallel: alone) == together.base(parallel: alone))
      for change in lists.indices {
        #expect(
          single.margins(change: change, way: 0, parallel: alone)
            == together.margins(change: change, way: way, parallel: alone),
          "change \(change), way \(way)")
      }
    }
  }

  @Test func `rows that end in the same leaves have the same sum, bit for bit`() throws {
    var random = RandomEnsemble(EnsembleShape(name: "ties", treeCount: 15, depth: 3), seed: 2)
    let ensemble = CompiledEnsemble(try random.ensemble())
    let columns = random.columns(rowCount: 200)
    // Every row takes the values of row 0 in every input: all are one row then.
    let all = Array(columns.indices)
    let changed = try #require(
      ensemble.changedMargins(
        of: columns, rowCount: 200,
        changes: [
          InputChange(features: all, columns: columns, donors: [Array(repeating: 0, count: 200)])
        ],
        parallel: Parallel(threads: 1)))
    let margins = changed.margins(change: 0, way: 0, parallel: Parallel(threads: 1))[0]
    #expect(margins.allSatisfy { $0 == margins[0] })
    #expect(margins[0] == changed.base(parallel: Parallel(threads: 1))[0][0])
  }

  @Test(arguments: Fixture.all)
  func `permuted columns of every library's models give what the permuted table gives`(
    fixture: Fixture
  ) throws {
    let model = try fixture.model()
    let table = try fixture.table()
    let parallel = Parallel(threads: 1)
    let rows = try ScorableRows(model, table: table, output: .raw, parallel: parallel)
    guard let trees = rows.trees, trees.trees.allowsChanges else {
      #expect(!fixture.name.contains("binary"))
      return
    }
    let donors = donors(table.rowCount, seed: 5)
    let base = try rows.scores(parallel: parallel).outputs
    let scale = base.joined().reduce(1) { $1.isFinite ? max($0, abs($1)) : $0 }
    for (position, column) in table.columns.enumerated() {
      let feature = rows.feature(ofColumn: position)
      let changedColumn = column.selecting(rows: donors)
      let expected = try rows.scores(replacing: [changedColumn], parallel: parallel).outputs
      guard let feature else {
        #expect(expected == base)
        continue
      }
      guard let inputs = trees.inputs(ofFeature: feature) else {
        #expect(fixture.name.hasPrefix("catboost"))
        continue
      }
      let changed = try #require(
        trees.trees.changedMargins(
          of: trees.inputs, rowCount: trees.rowCount,
          changes: [
            InputChange(
              features: inputs, columns: inputs.map { trees.inputs[$0] }, donors: [donors])
          ], parallel: parallel))
      let own = changed.margins(change: 0, way: 0, parallel: parallel)
      for (one, other) in zip(own, expected) {
        let isFloat = trees.trees.ensemble.precision == .float32
        let wrong = zip(one, other).enumerated().filter {
          !isClose($1.0, $1.1, isFloat: isFloat, scale: scale)
        }
        #expect(wrong.isEmpty, "\(column.name): \(wrong.first.map { "\($0)" } ?? "")")
      }
      if rows.use(ofColumn: position) == .unread { #expect(expected == base) }
    }
  }
}
