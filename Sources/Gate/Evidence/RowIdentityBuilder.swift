internal import Kernels
internal import Statistics
internal import Tabular

/// Finds clusters and keys of the evaluation rows.
struct RowIdentityBuilder {
  let configuration: GateConfiguration
  let table: Table
  let parallel: Parallel

  /// - Parameter hasKeys: Whether a check resamples rows, and wants keys that stay with them.
  func identity(hasKeys: Bool) throws(GateError) -> RowIdentity {
    RowIdentity(
      clusters: try clusters(),
      keys: hasKeys ? keys() : nil)
  }

  private func clusters() throws(GateError) -> [Int32]? {
    guard let name = configuration.data.cluster, let column = table[name.value] else { return nil }
    let groups: ColumnGroups
    switch ColumnGroups.of(column) {
    case .success(let found): groups = found
    case .failure(let missing):
      throw .unloadable(
        "\(configuration.data.evaluation.value): cluster '\(name.value)' is missing in row "
          + "\(missing.row + 1); every row must belong to one")
    }
    guard groups.count > 1 else {
      throw .configuration(
        configuration, name.place,
        "'cluster': column '\(name.value)' has one value only; intervals need at least two clusters"
      )
    }
    return groups.codes
  }

  /// The hash of each row's id, or of all its cells where there is none. Rows of one id are told apart by
  /// their cells, so the order of the table has no influence; rows of equal cells are alike anyway.
  private func keys() -> [UInt64] {
    func cells() -> [UInt64] {
      table.rowKeys(id: nil, excluding: configuration.data.weight?.value, parallel: parallel)
    }
    let names = configuration.data.id.flatMap { table[$0.value] }.map(hashes) ?? cells()
    guard Set(names).count < names.count else { return names }
    let ties = cells()
    let order = names.indices.sorted {
      (names[$0], ties[$0], $0) < (names[$1], ties[$1], $1)
    }
    var keys = names
    var copy: UInt64 = 0
    for (first, second) in zip(order, order.dropFirst()) {
      copy = names[first] == names[second] ? copy + 1 : 0
      keys[second] = PoissonBootstrap.key(names[second], copy: copy)
    }
    return keys
  }

  private func hashes(_ column: Column) -> [UInt64] {
    switch column.values {
    case .categorical(let codes, let levels):
      let ofLevels = levels.map { SeededGenerator.mix(SeededGenerator.stableHash($0)) }
      return codes.indices.map { row in
        let code = Int(codes[row])
        return ofLevels.indices.contains(code) ? ofLevels[code] : SeededGenerator.mix(0)
      }
    default:
      return (0..<column.count).map { row in
        SeededGenerator.mix(SeededGenerator.stableHash(column.text(at: row) ?? ""))
      }
    }
  }
}
