import Tabular

/// Whether a column looks like one that names the rows of its table.
enum RowNaming {
  private static let words: Set<String> = ["id", "ids", "uuid", "guid", "key", "index", "idx"]

  /// Texts or whole numbers, none twice, under a name as ids have: `id`, `customer_id`, `orderId`.
  static func isLikely(_ column: Column) -> Bool {
    guard column.count > 1, isName(column.name) else { return false }
    switch column.values {
    case .boolean: return false
    case .numeric(let numbers):
      var seen: Set<Double> = []
      return numbers.allSatisfy { $0 == $0.rounded() && seen.insert($0).inserted }
    case .categorical(let codes, let levels):
      return levels.count == column.count && !codes.contains { $0 < 0 }
    }
  }

  private static func isName(_ name: String) -> Bool {
    // `customerId` and `customer ID` as `customer_id`.
    if name.hasSuffix("Id") || name.hasSuffix("ID") { return true }
    let parts = name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    return [parts.first, parts.last].contains { $0.map(words.contains) ?? false }
  }
}
