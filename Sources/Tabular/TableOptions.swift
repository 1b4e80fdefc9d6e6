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
  /// the training data read it so.
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
  /// By column, texts of ``missing`` that are values in it, where nothing says what a cell is: in CSV.
  package var keptTexts: [String: KeptTexts] = [:]
  package var limits = Limits()

  package init() {}

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
    package var columns = 100_000
    package var fieldBytes = 16 << 20
    package var recordBytes = 64 << 20
    /// Row numbers are 32-bit.
    package var rows = Int(Int32.max) - 1
    /// Of decompressed text.
    package var textBytes = 64 << 30
    /// Decompressed to compressed bytes, looked at only behind ``compressionRatioFrom`` bytes of
    /// text: small tables of equal rows compress far better than any large one.
    package var compressionRatio = 500
    package var compressionRatioFrom = 64 << 20
    /// What the cells of a table may take, and its pages together, if it is more than
    /// ``columnarRatio`` times the file: equal rows of a column take no room in Parquet, and missing
    /// keys none in JSON Lines.
    package var columnarBytes = 256 << 20
    /// What one page may unpack to, if it is more than ``columnarRatio`` times its bytes.
    package var pageBytes = 16 << 20
    package var columnarRatio = 1000

    package init() {}
  }
}
