internal import Kernels
internal import Statistics
internal import Tabular

/// The rows of a search for slices, and the columns that slices are made of. Rows of weight 0 are
/// absent.
struct SliceRows: Sendable {
  /// One value a row of the table; a column with one literal for all rows says nothing and is absent.
  let columns: [LiteralColumn]
  /// One a row of the table; nil means all 1.
  let weights: [Double]?
  /// Rows of the table that slices are found on.
  let search: [Int32]
  /// Rows of the table that they are measured on: the others of a split, else the same.
  let test: [Int32]
  let isSplit: Bool

  /// - Parameter values: what is searched, to put rows of equal cells in order.
  init(
    _ table: LiteralTable, weights: [Double]?, values: [Double], options: SliceOptions, seed: UInt64
  ) {
    columns = table.columns.filter {
      $0.coded.width > 1 || $0.coded.codes.contains(CodedColumn.none)
    }
    self.weights = weights
    let present = table.keys.indices.filter { weights == nil || weights?[$0] ?? 0 > 0 }
      .map { Int32($0) }
    isSplit = options.isSplit(present.count)
    if isSplit {
      // Rows of equal cells are not two witnesses: they go to the same half.
      let stream = SeededGenerator.mix(seed ^ SeededGenerator.stableHash("honest split"))
      let isTest = present.map { SeededGenerator.mix(table.keys[Int($0)] ^ stream) >> 63 == 1 }
      search = zip(present, isTest).compactMap { $1 ? nil : $0 }
      test = zip(present, isTest).compactMap { $1 ? $0 : nil }
    } else {
      // Redraws go by place, so the places must not depend on how the table is sorted.
      search = present.sorted { a, b in
        let (a, b) = (Int(a), Int(b))
        if table.keys[a] != table.keys[b] { return table.keys[a] < table.keys[b] }
        if values[a] != values[b] { return values[a] < values[b] }
        return weights?[a] ?? 1 < weights?[b] ?? 1
      }
      test = search
    }
  }

  /// How many rows there are in all.
  var count: Int { isSplit ? search.count + test.count : search.count }

  /// The columns of the rows that are searched.
  func searchedColumns(_ parallel: Parallel) -> [CodedColumn] {
    parallel.map(count: columns.count) { columns[$0].coded.selecting(search) }
  }

  /// The rows among `rows` that have all literals.
  func rows(_ literals: [Literal], among rows: [Int32]) -> [Int32] {
    rows.filter { row in
      literals.allSatisfy { Int(columns[$0.column].coded.codes[Int(row)]) == $0.code }
    }
  }

  /// The measured rows that are not in `part`, which holds some of them in the same order.
  func test(without part: [Int32]) -> [Int32] {
    var next = 0
    return test.filter { row in
      guard next < part.count, part[next] == row else { return true }
      next += 1
      return false
    }
  }

  /// The slice's name, the same for any order of the columns: `age<30 & plan=deductible`.
  func name(_ literals: [Literal]) -> String {
    literals.sorted { columns[$0.column].name < columns[$1.column].name }
      .map { columns[$0.column].texts[$0.code] }.joined(separator: " & ")
  }

  /// One of `texts` of a column.
  typealias Literal = FoundSlice.Literal
}
