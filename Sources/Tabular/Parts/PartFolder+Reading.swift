import Kernels

extension PartFolder {
  /// The rows of all parts, one behind the other, with the columns that the folders give at the end.
  ///
  /// All parts have the same columns of the same types; the error names the part that has not.
  func read(
    options: TableOptions, parallel: Parallel, witness: (any ReadingWitness)? = nil
  ) throws(TableError) -> LoadedTable {
    let keys = parts.first?.values.map(\.key) ?? []
    var inner = options
    inner.columns = options.columns?.subtracting(keys)
    inner.textColumns = options.textColumns.subtracting(keys)
    var rows: JoinedRows?
    var stored: [String] = []
    var counts: [Int] = []
    var notes: [String] = []
    var format = ""
    for part in parts {
      let loaded: LoadedTable
      do throws(TableError) {
        loaded = try TableReader.loadFile(
          part.path, options: inner, parallel: parallel, witness: witness)
      } catch {
        throw .inPart(name: part.name, error)
      }
      counts.append(loaded.table.rowCount)
      guard counts.reduce(0, +) <= options.limits.rows else {
        throw .tooManyRows(limit: options.limits.rows)
      }
      if rows == nil {
        rows = JoinedRows(loaded.table)
        (format, notes, stored) = (loaded.format, loaded.notes, loaded.storedColumns)
      } else if let problem = rows?.append(loaded.table) {
        throw .partsDiffer(part: part.name, first: parts[0].name, problem: problem)
      }
    }
    let read = rows?.columns() ?? []
    for key in keys where stored.contains(key) {
      throw .malformed(
        place: "folder '\(parts[0].name)'",
        problem: "the column '\(key)' is also in the part files")
    }
    let given = keys.indices.filter { options.keeps(keys[$0]) }
      .map { key in column(key, name: keys[key], counts, options) }
    return LoadedTable(
      table: Table(columns: read + given, rowCount: counts.reduce(0, +)),
      storedColumns: stored + keys, format: format,
      notes: ["\(parts.count) part\(parts.count == 1 ? "" : "s")"] + notes)
  }

  /// A column of the folders' values: numeric if all are numbers that lose no text, as in CSV.
  private func column(
    _ key: Int, name: String, _ counts: [Int], _ options: TableOptions
  ) -> Column {
    let values = parts.map { $0.values[key].value }
    let grammar = FieldGrammar(
      delimiter: 0x2C, quote: nil, missing: [], maximumFieldBytes: options.limits.fieldBytes)
    let numbers = values.map { value -> Double? in
      guard let value else { return .nan }
      let text = TextBuffer(Array(value.utf8))
      guard case .number(let number) = FieldValue(text.view, 0..<text.count, grammar) else {
        return nil
      }
      return number
    }
    let isText =
      options.textColumns.contains(name) || options.untypedTextColumns.contains(name)
    if !isText, !numbers.contains(nil) {
      let cells = zip(numbers, counts).flatMap { repeatElement($0 ?? .nan, count: $1) }
      return Column(name: name, values: .numeric(cells))
    }
    var codes: [String: Int32] = [:]
    var levels = Levels()
    var cells: [Int32] = []
    for (value, count) in zip(values, counts) {
      var code: Int32 = -1
      if let value {
        code = codes[value] ?? Int32(levels.count)
        if codes.updateValue(code, forKey: value) == nil { levels.append(value.utf8) }
      }
      cells += repeatElement(code, count: count)
    }
    return Column(name: name, values: .categorical(codes: cells, levels: levels))
  }
}
