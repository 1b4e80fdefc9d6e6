internal import Kernels
internal import Statistics
internal import Tabular

/// Finds clusters and keys of the evaluation rows.
struct RowIdentityBuilder {
  let configuration: GateConfiguration
  let table: Table

  /// - Parameter hasKeys: Whether a check resamples rows, and wants keys that stay with them.
  func identity(hasKeys: Bool) throws(GateError) -> RowIdentity {
    RowIdentity(
      clusters: try clusters(),
      keys: hasKeys ? configuration.data.id.flatMap { table[$0.value] }.map(keys) : nil)
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

  /// The hash of each row's id; equal ids are told apart by their order.
  private func keys(_ column: Column) -> [UInt64] {
    let hashes = hashes(column)
    let order = hashes.indices.sorted {
      hashes[$0] == hashes[$1] ? $0 < $1 : hashes[$0] < hashes[$1]
    }
    var keys = hashes
    var copy: UInt64 = 0
    for (first, second) in zip(order, order.dropFirst()) {
      copy = hashes[first] == hashes[second] ? copy + 1 : 0
      keys[second] = PoissonBootstrap.key(hashes[second], copy: copy)
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
