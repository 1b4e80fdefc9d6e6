internal import Checks
internal import Findings
internal import Statistics

/// A key that `tollgate.yml` may hold: the one table that the reader, the documentation and the JSON
/// Schema are made of.
package struct ConfigurationKey: Sendable {
  /// What may stand behind the key.
  package indirect enum Shape: Sendable {
    case text
    case number
    case integer
    case path
    case column
    case choice([String])
    case list(Shape)
    case either([Shape])
    case mapping([ConfigurationKey])
    /// A mapping with free names.
    case named(Shape)
    /// Suites: names to lists of checks.
    case suites
  }

  package let name: String
  package let shape: Shape
  package let summary: String
  package let isRequired: Bool

  init(_ name: String, _ shape: Shape, _ summary: String, required: Bool = false) {
    self.name = name
    self.shape = shape
    self.summary = summary
    isRequired = required
  }
}

/// The keys of a configuration, by section.
package enum ConfigurationKeys {
  /// The top of the document.
  package static let root: [ConfigurationKey] = [
    .init("gate", .text, "name of the gate; part of every report"),
    .init("models", .mapping(models), "the two models; a gate of tables has none"),
    .init("data", .mapping(data), "tables and the meaning of their columns", required: true),
    .init("task", .choice(TaskKind.allNames), "what the models predict; inferred when absent"),
    .init("decision", .mapping(decision), "how scores become decisions (binary)"),
    .init("statistics", .mapping(statistics), "error rates, corrections, seed"),
    .init("slices", .list(.mapping(slice)), "declared subsets of the rows"),
    .init("suites", .suites, "named lists of checks", required: true),
    .init("pinned", .mapping(pinned), "rows that the candidate must get right"),
    .init("waivers", .list(.mapping(waiver)), "known failures that somebody accepts for a time"),
    .init("reports", .mapping(reports), "where reports go and which"),
  ]

  /// Paths here are relative to the file's own directory.
  package static let data: [ConfigurationKey] = [
    .init(
      "evaluation", .path, "the rows that are judged, and that both models are scored on",
      required: true),
    .init("reference", .path, "the rows that distributions are compared with"),
    .init("label", .column, "the column of the truth; checks of tables need none"),
    .init("positive", .text, "the label's positive value (binary)"),
    .init("classes", .list(.text), "the label's values in the model's order (multiclass)"),
    .init("id", .column, "a column that names rows"),
    .init(
      "query", .column,
      "the query of each row (ranking): rows with the same value are ranked together"),
    .init("weight", .column, "a column of row weights, finite and >= 0"),
    .init(
      "weight_means", .choice(WeightMeaning.allCases.map(\.rawValue)),
      "importance: a row stands for others like it (default); frequency: it was seen that many times"
    ),
    .init(
      "cluster", .column,
      "rows with the same value belong together (customer, query, day); intervals count clusters"),
    .init("exclude", .list(.column), "columns that no model may read"),
    .init(
      "categories", .named(.list(.text)),
      "category names of models trained on integer codes: position = code"),
    .init("protected", .list(.column), "columns of protected attributes"),
    .init("header", .list(.text), "the columns' names, for a file without a header line"),
    .init("delimiter", .choice(["comma", "semicolon", "tab", "pipe"]), "found when absent"),
    .init(
      "missing", .list(.text),
      "texts that mean a missing value, instead of the usual ones; numbers equal to them too, in any format"
    ),
    .init(
      "decimal", .choice(["point", "comma", ".", ","]),
      "what stands before the fraction of a number in CSV (default: point)"),
  ]

  /// A section of its own: metrics of scores do not depend on it.
  package static let decision: [ConfigurationKey] = [
    .init(
      "threshold", .either([.number, .text]),
      "scores from here on are decided positive (default 0.5; 0 for margins): a number; frozen (each "
        + "model's own); or tuned: 'fpr <= 0.01', 'recall >= 0.8', 'precision >= 0.9', 'top 500', "
        + "'top 5%', min_cost"),
    .init(
      "tune_on", .choice(DecisionRule.TuneOn.allCases.map(\.rawValue)),
      "whose scores a threshold is tuned on: baseline (default; both models are decided at it) or each"
    ),
    .init("cost", .mapping(cost), "what min_cost weighs errors with"),
  ]

  /// Only their ratio matters.
  package static let cost: [ConfigurationKey] = [
    .init("false_positive", .number, "cost of a false alarm", required: true),
    .init("false_negative", .number, "cost of a miss", required: true),
  ]

  /// All have defaults; they hold for every suite.
  package static let statistics: [ConfigurationKey] = [
    .init("alpha", .number, "one-sided error rate of each decision (default 0.05)"),
    .init(
      "correction", .choice(StatisticsConfiguration.Correction.blocking.map(\.rawValue)),
      "for several findings that can block (default holm)"),
    .init(
      "exploratory", .choice(StatisticsConfiguration.Correction.allCases.map(\.rawValue)),
      "for findings that only warn (default benjamini_hochberg)"),
    .init(
      "prove_on_slices", .choice(Proof.allCases.map(\.rawValue)),
      "harm: a slice blocks only when a violation is shown (default); hold: doubt blocks, too"),
    .init("seed", .integer, "seed of everything random (default 0)"),
    .init(
      "on_inconclusive", .choice(["fail", "warn"]),
      "what an undecided required finding does: fail ends with code 3, warn only tells (default fail)"
    ),
    .init("min_rows", .integer, "slices under this many rows are not judged (default 30)"),
  ]

  /// One entry of the list; it has either a rule by columns or an expression.
  package static let slice: [ConfigurationKey] = [
    .init("by", .list(.column), "one slice for each combination of these columns' values"),
    .init(
      "bins", .either([.integer, .list(.number)]),
      "cuts the numbers of the columns: a number of bins of about equally many rows (of the reference "
        + "data where there are any), or the edges"),
    .init("where", .text, "the rows for which this expression holds"),
    .init("name", .text, "the slice's name (needed with where)"),
  ]

  /// At least one of ids, file and where.
  package static let pinned: [ConfigurationKey] = [
    .init("ids", .list(.text), "ids of rows, as in the id column"),
    .init("file", .path, "a table with the id column: one row an id"),
    .init("where", .text, "the rows for which this expression holds"),
    .init(
      "tolerance", .number, "the largest absolute error of a row that is right (regression)"),
  ]

  /// One entry of the list.
  package static let waiver: [ConfigurationKey] = [
    .init(
      "finding", .text, "the id of the finding, where * stands for any text", required: true),
    .init("reason", .text, "why it is accepted, usually a ticket", required: true),
    .init("owner", .text, "who answers for it", required: true),
    .init("expires", .text, "the last day it holds, as 2027-01-31", required: true),
    .init(
      "down_to", .text,
      "the worst that is accepted: a value (0.70), or a change to the baseline with its sign "
        + "(-3pp, -0.02, +5%)"),
  ]

  /// The folder is made where it does not exist.
  package static let reports: [ConfigurationKey] = [
    .init("directory", .path, "where the reports go (default tollgate-report)"),
    .init(
      "formats", .list(.choice(ReportFormats.all)),
      "which reports are written (default json, junit, markdown, html)"),
    .init(
      "rows", .integer,
      "how many newly wrong, fixed and still wrong rows are listed; rows.csv has all of them; 0 lists "
        + "none (default 20)"),
    .init(
      "row_values", .list(.column),
      "columns whose values are shown beside the rows' ids (default none)"),
  ]
  /// What any entry of a suite may hold besides its check's own options.
  package static let entry: [ConfigurationKey] = [
    .init("min", .number, "passes when the value is at least this"),
    .init("max", .number, "passes when the value is at most this"),
    .init("max_regression", .number, "not worse than the baseline by more than this margin"),
    .init("min_improvement", .number, "better than the baseline by at least this margin"),
    .init("max_change", .number, "not different from the baseline by more than this margin"),
    .init(
      "max_creep", .number,
      "not worse than models.anchor by more than this margin; a finding of its own"),
    .init(
      "judge", .choice(Condition.Judge.allCases.map(\.rawValue)),
      "on what min and max are decided: the number, its interval, or whether it is shown to be beyond "
        + "(default point; shown for slices that are searched)"),
    .init(
      "slices", .either([.choice(["all"]), .list(.text)]), "repeats the check on these slices"),
    .init("severity", .choice(["fail", "warn"]), "whether a violation blocks (default fail)"),
    .init(
      "prove", .choice(Proof.allCases.map(\.rawValue)),
      "hold: doubt blocks (default for the whole table); harm: only a shown violation does (default "
        + "for slices)"),
    .init("name", .text, "tells entries of the same check apart"),
  ]
}

/// The report formats that the configuration may name; `Reports` has a reporter for each.
package enum ReportFormats {
  /// In the order in which they are written; ids as `--format` spells them.
  package static let all =
    standard + [
      "junit-strict", "codequality", "openmetrics", "dotenv", "gitlab-annotations", "warnings-ng",
      "sarif", "ctrf", "metrics", "in-toto", "cyclonedx", "model-index",
    ]

  /// What is written where nobody says otherwise.
  package static let standard = ["json", "junit", "markdown", "html"]
}
