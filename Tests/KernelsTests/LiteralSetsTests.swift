import Kernels
import Testing

/// Counts of rows in conjunctions, and sums over all cells at once, against plain loops.
@Suite struct LiteralSetsTests {
  /// Random columns; some rows have no literal.
  private func columns(_ rows: Int, seed: UInt64) -> [CodedColumn] {
    var generator = SeededGenerator(seed: seed)
    return [2, 3, 5].map { width in
      CodedColumn(
        codes: (0..<rows).map { _ in
          let code = UInt8.random(in: 0...UInt8(width), using: &generator)
          return code == width ? CodedColumn.none : code
        }, width: width)
    }
  }

  /// The literals of a conjunction as (column, code).
  private func hasAll(_ conjunction: Conjunction, _ columns: [CodedColumn], _ row: Int) -> Bool {
    let literals = columns.enumerated().flatMap { column, coded in
      (0..<coded.width).map { (column, UInt8($0)) }
    }
    return conjunction.literals.allSatisfy { columns[literals[$0].0].codes[row] == literals[$0].1 }
  }

  @Test(arguments: InstructionSet.available, [1, 63, 64, 130, 1000, 17_000])
  func `counts are those of a loop, for any instruction set`(set: InstructionSet, rows: Int) {
    let columns = columns(rows, seed: UInt64(rows))
    let order = (0..<rows).reversed().map { Int32($0) }
    let cut = rows / 3
    let segments = cut > 0 ? [0..<cut, cut..<rows] : [0..<rows]
    let sets = LiteralSets(
      columns: columns, order: order, segments: segments, parallel: Parallel(threads: 2),
      instructionSet: set)
    let single = Conjunction(1)
    let pair = Conjunction(single, and: 3)
    let conjunctions = [single, pair, Conjunction(pair, and: 7), Conjunction(9)]
    let counts = sets.counts(of: conjunctions[...])
    for (index, conjunction) in conjunctions.enumerated() {
      for (segment, places) in segments.enumerated() {
        let expected = places.count { hasAll(conjunction, columns, Int(order[$0])) }
        #expect(Int(counts[index * segments.count + segment]) == expected)
      }
      let spread = sets.spread(order.map(Double.init), over: segments)
      var found: [Int] = []
      sets.forEachPlace(of: conjunction) { found.append(Int(spread[$0])) }
      #expect(found == order.map(Int.init).filter { hasAll(conjunction, columns, $0) })
    }
  }

  @Test func `conjunctions are ordered by their literals`() {
    let pair = Conjunction(Conjunction(1), and: 4)
    #expect(Conjunction(7) < pair)
    #expect(pair < Conjunction(Conjunction(2), and: 3))
    #expect(Conjunction(pair, and: 5).literals == [1, 4, 5])
  }

  @Test func `the largest sum of each redraw is that of a loop over all cells`() {
    let rows = 400
    let columns = columns(rows, seed: 4)
    var generator = SeededGenerator(seed: 9)
    let redraws = (0..<rows * 3).map { _ in Double.random(in: -1...1, using: &generator) }
    let squares = (0..<rows).map { _ in Double.random(in: 0.1...1, using: &generator) }
    let maxima = CellMaxima(columns: columns, depth: 2, minimumRows: 20).maxima(
      redraws: redraws, count: 3, squares: squares, parallel: Parallel(threads: 2))
    var expected = [Double](repeating: -.infinity, count: 3)
    let literals = (0..<10).map { Conjunction($0) }
    let pairs = literals.flatMap { a in
      literals.filter { $0.last > a.last }.map { Conjunction(a, and: $0.last) }
    }
    for conjunction in literals + pairs {
      let members = (0..<rows).filter { hasAll(conjunction, columns, $0) }
      guard members.count >= 20 else { continue }
      let square = members.reduce(0) { $0 + squares[$1] }
      for redraw in 0..<3 {
        let sum = members.reduce(0) { $0 + redraws[$1 * 3 + redraw] }
        expected[redraw] = max(expected[redraw], sum / square.squareRoot())
      }
    }
    for redraw in 0..<3 { #expect((maxima[redraw] - expected[redraw]).magnitude < 1e-12) }
  }
}
