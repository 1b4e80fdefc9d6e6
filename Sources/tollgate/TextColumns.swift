import Findings

/// Cells in columns, for terminals.
enum TextColumns {
  /// Indented by two blanks, columns two blanks apart; nothing behind the last cell that has a text. A
  /// cell is one line, whatever it holds.
  static func aligned(_ cells: [[String]]) -> [String] {
    let rows = cells.map { $0.map { VisibleText.line($0) } }
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { $0.indices.contains(column) ? $0[column].unicodeScalars.count : 0 }.max() ?? 0
    }
    return rows.map { row in
      let last = row.lastIndex { !$0.isEmpty } ?? 0
      return "  "
        + row.prefix(last + 1).enumerated().map { column, cell in
          column == last
            ? cell
            : cell + String(repeating: " ", count: widths[column] - cell.unicodeScalars.count + 2)
        }.joined()
    }
  }
}
