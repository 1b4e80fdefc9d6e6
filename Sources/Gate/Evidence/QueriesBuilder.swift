internal import Checks
internal import Kernels
internal import Metrics
internal import Tabular

/// Finds the query of each row of a ranking gate, and what must be the same for all rows of one.
struct QueriesBuilder {
  let configuration: GateConfiguration
  let table: Table

  /// - Parameters:
  ///   - weights: One a row; nil means all 1.
  ///   - clusters: One a row; nil means that queries are independent.
  /// - Throws: A row without a query, or two rows of one query with different weights or clusters.
  func queries(weights: [Double]?, clusters: [Int32]?) throws(GateError) -> QueryGroups {
    guard let name = configuration.data.query, let column = table[name.value] else {
      throw .configuration(
        configuration, configuration.data.label?.place,
        "a ranking gate needs 'data.query': the column that names the query of each row")
    }
    let groups: ColumnGroups
    switch ColumnGroups.of(column) {
    case .success(let found): groups = found
    case .failure(let missing):
      throw .unloadable(
        "\(configuration.data.evaluation.value): query '\(name.value)' is missing in row "
          + "\(missing.row + 1); every row must belong to one")
    }
    var first = [Int](repeating: -1, count: groups.count)
    for (row, code) in groups.codes.enumerated() where first[Int(code)] < 0 {
      first[Int(code)] = row
    }
    if let weights, let weight = configuration.data.weight {
      try requireSame("weight '\(weight.value)'", groups, first, column) {
        weights[$0] == weights[$1]
      }
    }
    if let clusters, let cluster = configuration.data.cluster {
      try requireSame("cluster '\(cluster.value)'", groups, first, column) {
        clusters[$0] == clusters[$1]
      }
    }
    return QueryGroups(
      codes: groups.codes, count: groups.count,
      weights: weights.map { weights in first.map { weights[$0] } })
  }

  private func requireSame(
    _ what: String, _ groups: ColumnGroups, _ first: [Int], _ column: Column,
    _ isSame: (Int, Int) -> Bool
  ) throws(GateError) {
    for (row, code) in groups.codes.enumerated() {
      let other = first[Int(code)]
      guard !isSame(row, other) else { continue }
      throw .unloadable(
        "\(configuration.data.evaluation.value): \(what) differs between rows \(other + 1) and "
          + "\(row + 1) of query '\(column.text(at: row) ?? "")'; all rows of a query must have one"
      )
    }
  }
}
