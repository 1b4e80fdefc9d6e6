/// How many rows a check of SHAP values takes: the options `rows` and `background`.
struct ExplainedRows: Sendable {
  /// The most rows that are explained, chosen by the hash of their keys.
  let rows: Int
  /// The rows that they are compared with, of the same.
  let background: Int

  static let options = [
    CheckOption(
      name: "rows", summary: "how many rows are explained, chosen by their hash",
      defaultText: "1000", exampleText: "5000"),
    CheckOption(
      name: "background", summary: "how many of them the others are compared with",
      defaultText: "100", exampleText: "200"),
  ]

  init(_ reader: inout OptionReader) throws(OptionError) {
    rows = try reader.integer("rows", in: 2...1_000_000) ?? 1000
    background = try reader.integer("background", in: 1...10_000) ?? 100
  }
}
