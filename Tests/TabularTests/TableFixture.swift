import Kernels
import Tabular

/// Reads `text` with defaults that a test may change.
func table(
  _ text: String, options: TableOptions = TableOptions(), threads: Int = 1,
  sizes: CSVReader.Sizes = CSVReader.Sizes()
) throws(TableError) -> Table {
  try table(bytes: Array(text.utf8), options: options, threads: threads, sizes: sizes)
}

func table(
  bytes: [UInt8], options: TableOptions = TableOptions(), threads: Int = 1,
  sizes: CSVReader.Sizes = CSVReader.Sizes()
) throws(TableError) -> Table {
  try CSVReader(options: options, parallel: Parallel(threads: threads), sizes: sizes)
    .read(MemorySource(bytes)).table
}

extension Column {
  /// The cells as text: `-` where missing.
  var cells: [String] {
    switch values {
    case .numeric(let numbers): numbers.map { $0.isNaN ? "-" : CSVWriter.text(of: $0) }
    case .boolean(let flags): flags.map { $0 < 0 ? "-" : $0 == 1 ? "true" : "false" }
    case .categorical(let codes, let levels): codes.map { $0 < 0 ? "-" : levels[Int($0)] }
    }
  }
}

extension Table {
  /// Everything that can be told about a table, for comparisons: names, types, cells and levels.
  var transcript: [String] {
    columns.map { column in
      let levels: [String] =
        if case .categorical(_, let levels) = column.values { levels.map { $0 } } else { [] }
      return "\(column.name) \(column.typeName) \(column.cells) \(levels)"
    } + ["\(rowCount) rows"]
  }
}

extension TableOptions {
  init(_ change: (inout TableOptions) -> Void) {
    self.init()
    change(&self)
  }
}
