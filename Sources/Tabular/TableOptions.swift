package import Kernels

/// How to read a table. The defaults read what pandas, polars, R and Spark write.
package struct TableOptions: Sendable {
  /// Where column names come from.
  package enum Header: Sendable, Equatable {
    /// The first record holds them.
    case firstRecord
    /// There are none: columns are named `column1`, `column2`, …
    case none
    /// There are none in the file; these are used.
    case given([String])
  }

  package var header = Header.firstRecord
  /// The byte between fields; nil looks for one among `,` `;` tab `|`.
  package var delimiter: Character?
  /// Whether `"` encloses fields (RFC 4180). Without it a quote is a character like any other.
  package var hasQuotes = true
  /// The exact texts that mean "no value". A quoted text counts too, because the tools that wrote
  /// the training data read it so. Those that a user chose count in every format and type of column.
  package var missing = TableOptions.standardMissing
  /// The columns to keep; nil keeps all. Records are checked in full either way.
  package var columns: Set<String>?
  /// Whether ``columns`` may name what the table does not have; else that is an error.
  package var allowsAbsentColumns = false
  /// Columns that are text whatever they look like, such as ids.
  package var textColumns: Set<String> = []
  /// Columns that are text where nothing says what they are: in CSV, and in the names of folders. A
  /// table need not have them.
  package var untypedTextColumns: Set<String> = []
  /// Columns that are numbers where a cell says one at all: `01` is 1 in them, and a text is a mistake
  /// whose place is kept. They are not among the columns that are text.
  package var numericColumns = NumericColumns.named([])
  /// Whether CSV has a comma in front of a number's fraction, and not a point.
  package var hasDecimalComma = false
  /// By column, texts of ``missing`` that are values in it, where nothing says what a cell is: in CSV.
  package var keptTexts: [String: KeptTexts] = [:]
  package var limits = Limits()

  package init() {}

  /// ``missing`` as a user chose it; nil for the standard.
  var chosenMarkers: MissingMarkers? {
    missing == TableOptions.standardMissing ? nil : MissingMarkers(missing)
  }

  /// The byte in front of a number's fraction in CSV.
  var point: UInt8 { hasDecimalComma ? 0x2C : 0x2E }

  /// Whether the column of that name shall be numbers.
  func wantsNumbers(_ name: String) -> Bool {
    numericColumns.contains(name) && !textColumns.contains(name)
      && !untypedTextColumns.contains(name)
  }

  /// What pandas takes as missing by default (`pandas.read_csv`, `na_values`): models were trained
  /// on tables read that way, so a category 'None' was a missing value to them, unless their own file
  /// names it (``keptTexts``).
  package static let standardMissing = [
    "", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN",
    "<NA>",
    "N/A", "NA", "NULL", "NaN", "None", "n/a", "nan", "null",
  ]

  /// Bounds on what a file may ask for, so that a hostile one gives an error.
  package struct Limits: Sendable {
    package var columns = Kernels.Limits.Tables.columns
    package var fieldBytes = Kernels.Limits.Tables.fieldBytes
    package var recordBytes = Kernels.Limits.Tables.recordBytes
    /// Row numbers are 32-bit.
    package var rows = Kernels.Limits.Tables.rows
    /// What a packed table may come to, whatever its size: decompressed text, pages, and cells of eight
    /// bytes.
    package var unpackedBytes = Kernels.Limits.Tables.unpackedBytes
    /// Decompressed to compressed bytes, looked at only behind ``compressionRatioFrom`` bytes of
    /// text: small tables of equal rows compress far better than any large one.
    package var compressionRatio = Kernels.Limits.Tables.compressionRatio
    package var compressionRatioFrom = Kernels.Limits.Tables.compressionRatioFrom
    /// What the cells of a table may take, and its pages together, if it is more than
    /// ``columnarRatio`` times the file: equal rows of a column take no room in Parquet, and missing
    /// keys none in JSON Lines.
    package var columnarBytes = Kernels.Limits.Tables.columnarBytes
    /// What one page may unpack to, if it is more than ``columnarRatio`` times its bytes.
    package var pageBytes = Kernels.Limits.Tables.pageBytes
    package var columnarRatio = Kernels.Limits.Tables.columnarRatio
    /// Files of a table in parts, and entries of a folder.
    package var parts = Kernels.Limits.Tables.parts

    package init() {}

    /// The limits of who says what a table may unpack to: nothing else is held against its size then.
    package mutating func raise(unpackedBytes bytes: Int) {
      unpackedBytes = bytes
      compressionRatio = .max
      columnarRatio = .max
    }
  }
}
