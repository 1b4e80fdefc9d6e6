package import Findings
package import Kernels
internal import Metrics
package import Statistics
package import Tabular

/// Rows of one of the gate's tables, without a copy of them: the whole table, or those of a slice.
package struct TableRows: Sendable {
  package let table: Table
  /// The rows that count; nil for all.
  package let mask: RowMask?
  /// One a row of the table; nil for equal ones.
  package let weights: [Double]?
  package let weightMeaning: WeightMeaning
  /// Which rows of the table belong together; nil where all are independent.
  package let clusters: [Int32]?
  /// The columns behind each pattern that some check asks for.
  package let columns: [ColumnPattern: [String]]

  package init(
    table: Table, mask: RowMask? = nil, weights: [Double]? = nil,
    weightMeaning: WeightMeaning = .importance, clusters: [Int32]? = nil,
    columns: [ColumnPattern: [String]]
  ) {
    self.table = table
    self.mask = mask
    self.weights = weights
    self.weightMeaning = weightMeaning
    self.clusters = clusters
    self.columns = columns
  }

  /// How many rows count, with weights not counted.
  package var rowCount: Int { mask?.count ?? table.rowCount }

  /// The same for the rows of `mask` alone, which is over the table.
  package func restricted(to mask: RowMask) -> TableRows {
    TableRows(
      table: table, mask: self.mask.map { $0.intersection(mask) } ?? mask, weights: weights,
      weightMeaning: weightMeaning, clusters: clusters, columns: columns)
  }

  /// The part of the rows that are in `counted`, a mask over the table, with Wilson's limits at confidence
  /// 1 − 2·alpha; for clusters and importance weights those of the influence values.
  package func share(of counted: RowMask, alpha: Double) -> Value {
    let rows = mask?.rows ?? RowMask(all: table.rowCount).rows
    guard !rows.isEmpty else { return .undefined("there are no rows") }
    let own = weights.map { weights in rows.map { weights[Int($0)] } }
    let flags = BinaryOutcomes(
      labels: [UInt8](repeating: 0, count: rows.count), scores: [], scoresAreProbabilities: false,
      decisions: rows.map { counted[Int($0)] ? 1 : 0 }, weights: own, weightMeaning: weightMeaning,
      threshold: 0.5, descending: [])
    let all = RowIdentity(clusters: clusters)
    let identity = mask.map(all.restricted) ?? all
    let metric = Metric<BinaryOutcomes>.selectionRate
    return metric.estimate(
      of: metric.evaluate(flags), sample: flags.sample(identity), alpha: alpha)
  }
}

/// A table that a check asked for: its rows, and the names of the columns behind the pattern.
package struct AskedColumns: Sendable {
  package let rows: TableRows
  /// In the table's order.
  package let names: [String]
}

extension Demand where Value == AskedColumns {
  /// Columns of one of the gate's tables.
  package static func columns(_ pattern: ColumnPattern, of population: Population) -> Demand {
    let request = TableRequest(population, pattern)
    return Demand(keys: [.rows(request)]) { (evidence) throws(Unavailable) -> AskedColumns in
      guard let rows = evidence.tables[population] else {
        throw Unavailable(
          reason: "there is no 'data.\(population.rawValue)'", isAbsent: true)
      }
      guard let names = rows.columns[pattern] else {
        throw Unavailable(reason: "the columns were not read", isAbsent: false)
      }
      return AskedColumns(rows: rows, names: names)
    }
  }
}

extension Demand where Value == (AskedColumns, AskedColumns?) {
  /// Columns of the evaluation rows, and the same of the reference rows where they are given.
  package static func columns(_ pattern: ColumnPattern) -> Demand {
    Demand<(AskedColumns, AskedColumns?)>.both(
      .columns(pattern, of: .evaluation), .ifGiven(.columns(pattern, of: .reference)))
  }
}
