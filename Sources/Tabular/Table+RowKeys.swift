package import Kernels

extension Table {
  /// A number for each row that its cells alone decide: the same wherever the row stands, and
  /// whatever the order of the columns.
  ///
  /// - Parameters:
  ///   - id: The column that names rows; where its cells are distinct, they alone count.
  ///   - excluded: A column that says nothing of who a row is, such as how often it was seen.
  package func rowKeys(
    id: String?, excluding excluded: String? = nil, parallel: Parallel
  ) -> [UInt64] {
    if let id, let column = self[id] {
      let keys = Table.keys([column], rowCount, parallel)
      if Set(keys).count == rowCount { return keys }
    }
    return Table.keys(columns.filter { $0.name != excluded }, rowCount, parallel)
  }

  private static func keys(
    _ columns: [Column], _ rowCount: Int, _ parallel: Parallel
  ) -> [UInt64] {
    let hashes = columns.map { column in
      (name: SeededGenerator.stableHash(column.name), levels: levelHashes(column))
    }
    return parallel.fill(count: rowCount, chunk: 1 << 14, initial: UInt64(0)) { range, part in
      for (column, hash) in zip(columns, hashes) {
        for row in range {
          let cell: UInt64 =
            switch column.values {
            case .numeric(let numbers): numbers[row].isNaN ? 1 : (numbers[row] + 0).bitPattern
            case .boolean(let flags): UInt64(bitPattern: Int64(flags[row]))
            case .categorical(let codes, _): codes[row] < 0 ? 1 : hash.levels[Int(codes[row])]
            }
          // A sum does not depend on the order of the columns.
          part[row - range.lowerBound] &+= SeededGenerator.mix(
            hash.name &+ SeededGenerator.mix(cell))
        }
      }
    }
  }

  private static func levelHashes(_ column: Column) -> [UInt64] {
    guard case .categorical(_, let levels) = column.values else { return [] }
    return levels.map(SeededGenerator.stableHash)
  }
}
