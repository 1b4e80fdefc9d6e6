import Kernels

/// Why a model could not be read or could not score a table.
///
/// Cases hold facts; ``description`` makes the one sentence: what is wrong, what would be right.
/// Where (the path) is put in front by whoever opened the file.
package enum ModelError: Error, Equatable, Sendable, CustomStringConvertible {
  /// No reader knows the bytes.
  case unrecognized
  /// A format that is known and refused, with what to do instead.
  case refused(format: String, advice: String)
  /// The bytes contradict the format: `place` is a byte offset, a line or a path of keys.
  case malformed(place: String, problem: String)
  /// Right by its format, but of a kind that is not supported.
  case unsupported(feature: String, advice: String)
  /// A limit that protects the process.
  case tooLarge(what: String, limit: String)
  /// The table lacks features.
  case missingColumns(names: [String], nearest: String?)
  /// The table has the wrong number of columns for a model without feature names.
  case wrongFeatureCount(model: Int, table: Int)
  /// A column's type does not fit the feature.
  case wrongColumnType(column: String, needed: String, found: String)
  /// A text that the model's categories do not hold.
  case unknownCategory(column: String, value: String, rows: Int, advice: String = "")
  /// A value, or a missing one (nil), that the model itself declares invalid; `row` is the first.
  case invalidValue(column: String, value: String?, row: Int, rows: Int)
  /// What the user asked for does not fit this model.
  case badOption(option: String, problem: String)
  /// A table of predictions that does not fit the table to be scored.
  case unmatchedRows(problem: String)
  /// The file cannot be opened or read.
  case unreadable(problem: String)
  /// A command or a server that did not answer as it must.
  case unanswered(problem: String)

  /// The same error for a table that has columns which hold lists or structures: they are there, under
  /// their own names, and no model reads them.
  package func explained(nested: [String]) -> ModelError {
    guard case .missingColumns(let names, _) = self,
      let name = names.first,
      let column = nested.first(where: { name == $0 || name.hasPrefix($0 + ".") })
    else { return self }
    return .wrongColumnType(
      column: column, needed: "flat",
      found: "nested (lists or structures), which is not read; write "
        + "its parts as columns of their own")
  }

  /// What the eye does not see of a name.
  private static func blanks(_ name: String) -> String {
    name.first == " " || name.last == " " ? ", blanks and all" : ""
  }

  package var description: String {
    switch self {
    case .unrecognized:
      "is no model format that can be read; supported are "
        + ModelFormatCatalog.all.map { $0.title }.joined(separator: ", ")
        + " and tables of predictions"
    case .refused(let format, let advice): "is \(format), which is never loaded; \(advice)"
    case .malformed(let place, let problem): "\(place): \(problem)"
    case .unsupported(let feature, let advice): "uses \(feature), which is not supported; \(advice)"
    case .tooLarge(let what, let limit): "\(what) is over the limit of \(limit)"
    case .missingColumns(let names, let nearest):
      "the table lacks \(names.count == 1 ? "feature" : "\(names.count) features:") "
        + names.prefix(5).map { "'\($0)'" }.joined(separator: ", ")
        + (names.count > 5 ? ", …" : "") + Suggestion.clause(nearest)
        + (nearest.map(ModelError.blanks) ?? "")
        + (nearest != nil && names.count > 1 ? " (for '\(names[0])')" : "")
    case .wrongFeatureCount(let model, let table):
      "the model names no features and wants \(model) column\(model == 1 ? "" : "s"), the table has "
        + "\(table)"
        + (table > model
          ? "; 'exclude' (predict: --exclude) names columns that it must not read" : "")
    case .wrongColumnType(let column, let needed, let found):
      "column '\(column)' must be \(needed) for this model and is \(found)"
    case .unknownCategory(let column, let value, let rows, let advice):
      "column '\(column)' holds '\(value)', which the model's categories do not know "
        + "(\(rows) row\(rows == 1 ? "" : "s"))" + (advice.isEmpty ? "" : "; \(advice)")
    case .invalidValue(let column, let value, let row, let rows):
      "column '\(column)' \(value.map { "holds '\($0)'" } ?? "is missing") in row \(row), "
        + "which the model declares invalid (\(rows) row\(rows == 1 ? "" : "s"))"
    case .badOption(let option, let problem): "'\(option)' \(problem)"
    case .unmatchedRows(let problem): problem
    case .unreadable(let problem), .unanswered(let problem): problem
    }
  }
}

extension ModelError {
  /// Holds the number of things that are numbered by 32 bits against the limit.
  static func check(numbered count: Int, _ things: String) throws(ModelError) {
    guard count < Limits.Models.numbered else {
      throw .tooLarge(
        what: "the number of \(things)", limit: Limits.text(count: Limits.Models.numbered))
    }
  }
}
