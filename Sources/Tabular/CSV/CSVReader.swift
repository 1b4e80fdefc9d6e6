package import Kernels

/// Reads delimited text: RFC 4180 with any of `,` `;` tab `|`, any line end, and UTF-8.
///
/// Decisions that RFC 4180 leaves open:
/// - Empty lines are skipped, as pandas does. A record of one empty field is written `""`.
/// - A quote inside a field that does not begin with one is an error: any guess could move a border
///   between two records.
/// - A column's type is decided over the whole file: numeric if all its values are numbers (`inf`
/// is   one), boolean if all are true or false, else text. Without any value it is numeric.
/// - Numbers that would lose part of their text make a column text: `007`, 9007199254740993. Where
///   somebody takes the column as numbers, zeros in front say nothing: `007` is 7.
package struct CSVReader: Sendable {
  private let options: TableOptions
  private let parallel: Parallel
  private let sizes: Sizes

  /// How many bytes are held at a time. Results do not depend on it.
  package struct Sizes: Sendable {
    /// Bytes read between two synchronisations of the threads.
    package let wave: Int
    /// Bytes that one thread takes at a time: few enough for its cache.
    package let piece: Int

    package init(wave: Int = 8 << 20, piece: Int = 1 << 18) {
      (self.wave, self.piece) = (max(1, wave), max(1, piece))
    }
  }

  package init(options: TableOptions, parallel: Parallel, sizes: Sizes = Sizes()) {
    (self.options, self.parallel, self.sizes) = (options, parallel, sizes)
  }

  /// A table, all columns of its file, and the delimiter it was read with.
  package struct Result: Sendable {
    package let table: Table
    package let storedColumns: [String]
    package let delimiter: Character
    /// The missing markers that the user chose and no cell is.
    package let unmetMarkers: [String]
  }

  /// Reads all of `source`. A file without records gives a table without rows.
  package func read(_ source: any ByteSource) throws(TableError) -> Result {
    let stream = try source.open()
    let prologue = try CSVPrologue(stream, options)
    let delimiter = Character(Unicode.Scalar(prologue.grammar.delimiter))
    let hashKey = UInt64.random(in: .min ... .max)
    let names = prologue.names
    let kinds = try wantedKinds(prologue, hashKey)
    var builders = kinds.map { ColumnBuilder(kind: $0, hashKey: hashKey) }
    var pass = CSVPass(stream, prologue, options, parallel, sizes, hashKey: hashKey)
    try pass.run(builders)
    let rows = pass.rows
    let strayLines = pass.strayLines
    var met = pass.metMarkers
    // A guess that failed is read again, that column alone: as boolean if it held nothing else
    // until then, else as text, which holds anything.
    while builders.contains(where: \.failed) {
      let again = builders.map { builder -> FieldKind in
        guard builder.failed else { return .skip }
        return builder.kind == .numeric && builder.seen == .boolean ? .boolean : .text
      }
      let rebuilt = try readAgain(source, again, rows: rows, hashKey, &met)
      builders = zip(builders, rebuilt).map { $0.failed ? $1 : $0 }
    }
    let columns = names.indices.filter { kinds[$0] != .skip }.map { index in
      let column = Column(name: names[index], values: builders[index].finish())
      return options.wantsNumbers(column.name)
        ? column.findingStrays(line: strayLines[index], point: options.point) : column
    }
    return Result(
      table: Table(columns: columns, rowCount: rows), storedColumns: names, delimiter: delimiter,
      unmetMarkers: zip(options.chosenMarkers?.texts ?? [], met).filter { !$1 }.map(\.0))
  }

  private func readAgain(
    _ source: any ByteSource, _ kinds: [FieldKind], rows: Int, _ hashKey: UInt64,
    _ met: inout [Bool]
  ) throws(TableError) -> [ColumnBuilder] {
    let stream = try source.open()
    let prologue = try CSVPrologue(stream, options)
    guard prologue.names.count == kinds.count else { throw .changedWhileRead }
    let builders = kinds.map { ColumnBuilder(kind: $0, hashKey: hashKey) }
    var pass = CSVPass(stream, prologue, options, parallel, sizes, hashKey: hashKey)
    try pass.run(builders)
    guard pass.rows == rows else { throw .changedWhileRead }
    met = zip(met, pass.metMarkers).map { $0 || $1 }
    return builders
  }

  /// What to read each column as: a guess from the first records, which the whole file then
  /// confirms or refutes, so that it costs time and never truth if it is wrong.
  private func wantedKinds(
    _ prologue: CSVPrologue, _ hashKey: UInt64
  ) throws(TableError) -> [FieldKind] {
    try options.check(prologue.names)
    let sample = sample(prologue, hashKey)
    return prologue.names.enumerated().map { index, name in
      guard options.keeps(name) else { return .skip }
      if options.textColumns.contains(name) || options.untypedTextColumns.contains(name) {
        return .text
      }
      if sample[index] != .boolean, options.wantsNumbers(name) { return .numeric }
      return switch sample[index] {
      case [], .number: .numeric
      case .boolean: .boolean
      default: .text
      }
    }
  }

  private func sample(_ prologue: CSVPrologue, _ hashKey: UInt64) -> [SeenKinds] {
    let text = prologue.rest.view
    let range = 0..<min(text.count, 1 << 16)
    let borders = RecordBorders(text, range, atLineStart: true, quote: prologue.grammar.quote)
    let block = CellBlock.parse(
      text, 0..<(borders.last(insideQuotes: false) ?? 0),
      records: borders.records(insideQuotes: false),
      kinds: prologue.names.map { _ in .numeric }, grammar: prologue.grammar, hashKey: hashKey,
      kept: options.kept(in: prologue.names))
    return block.seen
  }
}
