internal import Models
internal import Tabular

/// Explained rows and background rows in one table, of which mixed rows are put together.
struct MixedRows {
  /// The positions of the columns that stand for features; of a model without names, all.
  let players: [Int]
  /// By player, the feature of the model.
  private let features: [Int]
  private let joined: [Column]
  private let rowCount: Int

  init(_ rows: ScorableRows, _ background: ScorableRows) throws(ExplanationError) {
    var joined: [Column] = []
    for column in rows.table.columns {
      guard let other = background.table[column.name] else {
        throw .unfit("the background has no column '\(column.name)'")
      }
      guard let both = column.appending(other) else {
        throw .unfit(
          "column '\(column.name)' is \(column.typeName) in the rows and \(other.typeName) in the "
            + "background")
      }
      joined.append(both)
    }
    self.joined = joined
    rowCount = rows.rowCount
    let hasNames = !rows.model.description.features.isEmpty
    let pairs = joined.indices.compactMap { position -> (column: Int, feature: Int)? in
      guard hasNames else { return (position, position) }
      // An unread feature gets nothing and costs nothing.
      guard rows.use(ofColumn: position) != .unread, let feature = rows.feature(ofColumn: position)
      else { return nil }
      return (position, feature)
    }
    players = pairs.map(\.column)
    features = pairs.map(\.feature)
  }

  /// The mixed rows of some walks: from the background row, each player exchanged in order, to the
  /// row; then the same in the reverse order.
  ///
  /// - Parameter walks: Walk `w` is of row `w / backgroundCount` and of the background's remainder.
  func table(walks: Range<Int>, orders: [[Int]], backgroundCount: Int) -> Table {
    let length = 2 * players.count + 2
    var picks = [[Int32]](
      repeating: Array(repeating: 0, count: walks.count * length), count: joined.count)
    for (position, walk) in walks.enumerated() {
      let (row, draw) = walk.quotientAndRemainder(dividingBy: backgroundCount)
      let (own, other) = (Int32(clamping: row), Int32(clamping: rowCount + draw))
      let start = position * length
      // Columns that are no player's stay with the row.
      for column in joined.indices {
        for step in 0..<length { picks[column][start + step] = own }
      }
      let order = orders[position]
      for (turn, player) in order.enumerated() {
        let column = players[player]
        let half = players.count + 1
        for step in 0...turn { picks[column][start + step] = other }
        for step in 0..<players.count - turn { picks[column][start + half + step] = other }
      }
    }
    return Table(
      columns: zip(joined, picks).map { $0.selecting(rows: $1) }, rowCount: walks.count * length)
  }

  /// Columns by player as columns by feature of the model; features that are no player get 0.
  func byFeature(
    _ columns: [[Double]], featureCount: Int, _ rowCount: Int
  ) -> [[Double]] {
    guard featureCount > 0 else { return columns }
    var result = [[Double]](
      repeating: Array(repeating: 0, count: rowCount), count: featureCount)
    for (player, feature) in features.enumerated() { result[feature] = columns[player] }
    return result
  }
}
