extension Table {
  /// The same table with some texts of some columns as missing values.
  package func taking(asMissing texts: [String: Set<String>]) -> Table {
    guard texts.contains(where: { !$0.value.isEmpty }) else { return self }
    return Table(
      columns: columns.map { column in
        guard let gone = texts[column.name], !gone.isEmpty,
          case .categorical(let codes, let levels) = column.values
        else { return column }
        let isGone = levels.map { gone.contains($0) }
        guard isGone.contains(true) else { return column }
        return Column(
          name: column.name,
          values: .categorical(
            codes: codes.map { $0 >= 0 && isGone[Int($0)] ? -1 : $0 }, levels: levels))
      }, rowCount: rowCount)
  }
}
