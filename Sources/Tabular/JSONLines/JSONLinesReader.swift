package import Kernels

/// Reads JSON Lines: columns are the keys in order of first appearance, and a line without a key has no
/// value there.
///
/// - A column's type is decided over the whole file, as for CSV: numeric if all its values are numbers
///   that a double holds, boolean if all are true or false, else text, in which numbers stand as
///   written. Strings are text whatever they say; the texts that mean "no value" in CSV do not here.
/// - `null` and Python's `NaN` are missing. Objects and lists as values are errors.
package struct JSONLinesReader: Sendable {
  private let options: TableOptions
  private let parallel: Parallel
  private let sizes: CSVReader.Sizes

  package init(
    options: TableOptions, parallel: Parallel, sizes: CSVReader.Sizes = CSVReader.Sizes()
  ) {
    (self.options, self.parallel, self.sizes) = (options, parallel, sizes)
  }

  /// A table, all columns of its file, and whether words were in it that Python writes and JSON does
  /// not know.
  package struct Result: Sendable {
    package let table: Table
    package let storedColumns: [String]
    package let sawWords: Bool
    package let unmetMarkers: [String]
  }

  /// Reads all of `source`.
  package func read(_ source: any ByteSource) throws(TableError) -> Result {
    let hashKey = UInt64.random(in: .min ... .max)
    var (keys, seen) = try sample(source, hashKey)
    var kinds = self.kinds(keys, seen)
    var builders = kinds.map { ColumnBuilder(kind: $0, hashKey: hashKey) }
    var pass = try run(source, keys, builders, hashKey)
    let strayLines = pass.strayLines
    var met = pass.metMarkers
    // A key that the sample did not have, or a guess that failed, is read in another pass, those
    // columns alone.
    while pass.keys.count > keys.count || builders.contains(where: \.failed) {
      let before = builders
      let again = (0..<pass.keys.count).map { column -> FieldKind in
        guard column < before.count else { return kind(pass.keys, column, []) }
        guard before[column].failed else { return .skip }
        return kinds[column] == .numeric && before[column].seen == .boolean ? .boolean : .text
      }
      let rows = pass.rows
      (keys, kinds) = (pass.keys, again)
      let rebuilt = again.map { ColumnBuilder(kind: $0, hashKey: hashKey) }
      pass = try run(source, keys, rebuilt, hashKey)
      met = zip(met, pass.metMarkers).map { $0 || $1 }
      guard pass.rows == rows, pass.keys.count == keys.count else { throw .changedWhileRead }
      builders = rebuilt.enumerated().map { column, builder in
        column < before.count && !before[column].failed ? before[column] : builder
      }
      kinds = builders.map(\.kind)
    }
    let names = JSONLinesReader.names(keys)
    try options.check(names)
    let columns = builders.indices.filter { builders[$0].kind != .skip }.map { index in
      let column = Column(name: names[index], values: builders[index].finish())
      return options.wantsNumbers(column.name)
        ? column.findingStrays(line: strayLines[index]) : column
    }
    return Result(
      table: Table(columns: columns, rowCount: pass.rows), storedColumns: names,
      sawWords: pass.sawWords,
      unmetMarkers: zip(options.chosenMarkers?.texts ?? [], met).filter { !$1 }.map(\.0))
  }

  private func run(
    _ source: any ByteSource, _ keys: LevelTable, _ builders: [ColumnBuilder], _ hashKey: UInt64
  ) throws(TableError) -> JSONLinesPass {
    var pass = JSONLinesPass(
      try source.open(), keys, options: options, parallel: parallel, sizes: sizes,
      hashKey: hashKey)
    try pass.run(builders)
    return pass
  }

  /// The keys of the first lines and what kinds of values they have there: guesses, which the whole
  /// file confirms or refutes.
  private func sample(
    _ source: any ByteSource, _ hashKey: UInt64
  ) throws(TableError) -> (LevelTable, [SeenKinds]) {
    let head = TextBuffer()
    let stream = try source.open()
    while head.count < 1 << 16, try stream.read(into: head, atMost: (1 << 16) - head.count) > 0 {}
    let text = head.view
    var end = text.count
    while end > 0, text[end - 1] != 0x0A { end -= 1 }
    let lines = JSONLinesReader.byteOrderMark(text)..<end
    guard !lines.isEmpty else { return (LevelTable(key: hashKey), []) }
    let limits = JSONFault.Limits(
      keys: options.limits.columns, fieldBytes: options.limits.fieldBytes)
    func parse(_ keys: LevelTable, rows: Int) -> JSONRecords.Result {
      JSONRecords.parse(
        text, lines, maximumRows: rows, kinds: (0..<keys.count).map { _ in .numeric }, keys: keys,
        limits: limits, markers: options.chosenMarkers, hashKey: hashKey)
    }
    let keys = parse(LevelTable(key: hashKey), rows: 1 << 14).keys
    return (keys, parse(keys, rows: max(1, (1 << 20) / max(1, keys.count))).block.seen)
  }

  private func kinds(_ keys: LevelTable, _ seen: [SeenKinds]) -> [FieldKind] {
    (0..<keys.count).map { kind(keys, $0, $0 < seen.count ? seen[$0] : []) }
  }

  private func kind(_ keys: LevelTable, _ column: Int, _ seen: SeenKinds) -> FieldKind {
    if options.columns != nil || !options.textColumns.isEmpty {
      let name = JSONLinesReader.name(keys, column)
      guard options.keeps(name) else { return .skip }
      if options.textColumns.contains(name) { return .text }
    }
    if seen != .boolean, options.wantsNumbers(JSONLinesReader.name(keys, column)) {
      return .numeric
    }
    return switch seen {
    case [], .number: .numeric
    case .boolean: .boolean
    default: .text
    }
  }

  private static func names(_ keys: LevelTable) -> [String] {
    (0..<keys.count).map { name(keys, $0) }
  }

  static func name(_ keys: LevelTable, _ column: Int) -> String {
    String(decoding: keys.bytes[keys.offsets[column]..<keys.offsets[column + 1]], as: UTF8.self)
  }

  static func byteOrderMark(_ text: TextView) -> Int {
    text.count >= 3 && text[0] == 0xEF && text[1] == 0xBB && text[2] == 0xBF ? 3 : 0
  }
}
