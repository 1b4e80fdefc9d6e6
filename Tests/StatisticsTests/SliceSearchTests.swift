import FoundationEssentials
import Kernels
import Statistics
import Testing

/// The search against every conjunction scored one by one, and against the sliceline package.
@Suite struct SliceSearchTests {
  struct Case: Sendable {
    let columns: [CodedColumn]
    let values: [Double]
    let weights: [Double]?
    let options: SliceSearch.Options
  }

  /// A small table of one of four kinds of values: 0 or 1, −1 to 1 in whole numbers, real, signed real.
  static func random(_ number: Int) -> Case {
    var generator = SeededGenerator(seed: UInt64(number), stream: "slices")
    func unit() -> Double { Double.random(in: 0..<1, using: &generator) }
    let rows = 20 + Int(unit() * 150)
    let columns = (0..<2 + Int(unit() * 3)).map { _ in
      let width = 1 + Int(unit() * 4)
      return CodedColumn(
        codes: (0..<rows).map { _ in
          unit() < 0.05 ? CodedColumn.none : UInt8(unit() * Double(width))
        }, width: width)
    }
    let values = (0..<rows).map { _ -> Double in
      switch number % 4 {
      case 0: unit() < 0.2 ? 1.0 : 0
      case 1: unit() < 0.1 ? 1 : unit() < 0.1 ? -1 : 0
      case 2: unit() * unit() * 10
      default: unit() - 0.6
      }
    }
    var options = SliceSearch.Options()
    options.alpha = [0.95, 0.6, 1, 0.85][number / 4 % 4]
    options.count = 1 + Int(unit() * 12)
    options.depth = 1 + number % 3
    options.minimumRows = 1 + Int(unit() * 10)
    let weights = number % 5 == 0 ? (0..<rows).map { _ in 0.1 + 2 * unit() } : nil
    return Case(columns: columns, values: values, weights: weights, options: options)
  }

  static func search(_ sample: Case, threads: Int = 2) throws -> [FoundSlice] {
    try SliceSearch(
      columns: sample.columns, values: sample.values, weights: sample.weights,
      options: sample.options, parallel: Parallel(threads: threads)
    ).slices()
  }

  /// The scores of all conjunctions that count, best first.
  private func bruteForce(_ sample: Case) -> [Double] {
    let literals = sample.columns.enumerated().flatMap { column, coded in
      (0..<coded.width).map { (column: column, code: UInt8($0)) }
    }
    func weight(_ row: Int) -> Double { sample.weights?[row] ?? 1 }
    let rows = sample.values.indices
    let total = rows.reduce(0) { $0 + weight($1) }
    let mean = rows.reduce(0) { $0 + weight($1) * sample.values[$1] } / total
    let size = rows.reduce(0) { $0 + weight($1) * sample.values[$1].magnitude } / total
    let alpha = sample.options.alpha
    var scores: [Double] = []
    func visit(_ members: [Int], _ last: Int, _ depth: Int) {
      for literal in literals.indices.dropFirst(last + 1)
      where last < 0 || literals[literal].column > literals[last].column {
        let (column, code) = literals[literal]
        let part = members.filter { sample.columns[column].codes[$0] == code }
        guard part.count >= sample.options.minimumRows else { continue }
        let partWeight = part.reduce(0) { $0 + weight($1) }
        let sum = part.reduce(0) { $0 + weight($1) * sample.values[$1] }
        let score =
          alpha * ((sum / partWeight - mean) / (size > 0 ? size : 1))
          - (1 - alpha) * (total / partWeight - 1)
        if score > 0 { scores.append(score) }
        if depth < sample.options.depth { visit(part, literal, depth + 1) }
      }
    }
    visit(Array(rows), -1, 1)
    return Array(scores.sorted(by: >).prefix(sample.options.count))
  }

  @Test func `the best slices are those of scoring every conjunction`() throws {
    var found = 0
    for number in 0..<120 {
      let sample = Self.random(number)
      let scores = try Self.search(sample).map(\.score)
      let expected = bruteForce(sample)
      #expect(scores.count == expected.count, "case \(number)")
      for (score, other) in zip(scores, expected) {
        #expect((score - other).magnitude < 1e-9, "case \(number)")
      }
      found += scores.count
    }
    #expect(found > 200)
  }

  @Test func `many values with a long tail are searched exactly too`() throws {
    // So many rows that values are grouped and sums only bounded by the counts.
    var generator = SeededGenerator(seed: 3)
    let rows = 6000
    let columns = (0..<4).map { _ in
      CodedColumn(
        codes: (0..<rows).map { _ in UInt8.random(in: 0..<4, using: &generator) }, width: 4)
    }
    let values = columns[0].codes.indices.map { row in
      let unit = Double.random(in: 0..<1, using: &generator)
      let isWeak = columns[1].codes[row] == 2 && columns[3].codes[row] == 0
      return (isWeak ? 3 : 1) * unit * unit * unit * unit * 30
    }
    var options = SliceSearch.Options()
    options.alpha = 0.99
    let sample = Case(columns: columns, values: values, weights: nil, options: options)
    let found = try Self.search(sample)
    for (slice, score) in zip(found, bruteForce(sample)) {
      #expect((slice.score - score).magnitude < 1e-9)
    }
    #expect(found.count == 10)
    #expect(found[0].literals.map { [$0.column, $0.code] } == [[1, 2], [3, 0]])
  }

  struct Reference: Decodable, Sendable {
    struct Slice: Decodable, Sendable {
      let literals: [[Int]]
      let score, mean: Double
      let rows: Int
    }
    let widths: [Int]
    let codes: [[UInt8]]
    let errors: [Double]
    let alpha: Double
    let depth, minimumRows, count: Int
    let slices: [Slice]
  }

  @Test func `the best slices are those of the sliceline package`() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let cases = try JSONDecoder().decode(
      [Reference].self, from: Data(contentsOf: folder.appending(path: "Reference/slices.json")))
    var compared = 0
    for (number, reference) in cases.enumerated() {
      var options = SliceSearch.Options()
      (options.alpha, options.depth) = (reference.alpha, reference.depth)
      // The package returns all slices that are equal to the last.
      (options.count, options.minimumRows) = (reference.slices.count, reference.minimumRows)
      guard options.count > 0 else { continue }
      let found = try Self.search(
        Case(
          columns: zip(reference.codes, reference.widths).map { CodedColumn(codes: $0, width: $1) },
          values: reference.errors, weights: nil, options: options))
      #expect(found.count == reference.slices.count, "case \(number)")
      for other in reference.slices {
        let own = found.first { $0.literals.map { [$0.column, $0.code] } == other.literals }
        let slice = try #require(own, "case \(number) lacks \(other.literals)")
        #expect((slice.score - other.score).magnitude < 1e-9)
        #expect((slice.mean - other.mean).magnitude < 1e-9 && slice.rows == other.rows)
        compared += 1
      }
    }
    #expect(compared > 80)
  }

  @Test func `threads and the order of the rows change nothing`() throws {
    for number in 0..<24 {
      let sample = Self.random(number)
      let found = try Self.search(sample, threads: 1)
      #expect(try Self.search(sample, threads: 3) == found)
      var generator = SeededGenerator(seed: 8)
      let order = sample.values.indices.shuffled(using: &generator)
      let shuffled = Case(
        columns: sample.columns.map { $0.selecting(order.map { Int32($0) }) },
        values: order.map { sample.values[$0] },
        weights: sample.weights.map { weights in order.map { weights[$0] } },
        options: sample.options)
      #expect(try Self.search(shuffled, threads: 2) == found, "case \(number)")
    }
  }

  @Test func `a search that is too large is refused with a sentence`() throws {
    let many = (0..<9).map { _ in CodedColumn(codes: [0, 1], width: 250) }
    let error = #expect(throws: SliceSearchError.self) {
      try Self.search(
        Case(columns: many, values: [0, 1], weights: nil, options: SliceSearch.Options()))
    }
    #expect(error?.description.contains("2250 values and bins, and a search takes 2000") == true)
  }

  @Test func `without loss, with one row and with constant columns nothing is found`() throws {
    let constant = CodedColumn(codes: [0, 0, 0, 0], width: 1)
    var options = SliceSearch.Options()
    options.minimumRows = 1
    for values in [[0.0, 0, 0, 0], [1, 1, 1, 1], [1, 0, 0, 0]] {
      let sample = Case(
        columns: [constant, constant], values: values, weights: nil, options: options)
      #expect(try Self.search(sample).isEmpty)
    }
    let one = Case(
      columns: [CodedColumn(codes: [0], width: 1)], values: [5], weights: nil, options: options)
    #expect(try Self.search(one).isEmpty)
  }
}
