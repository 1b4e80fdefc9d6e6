package import Checks
package import Digest
package import Findings
package import Models
package import Statistics

/// A configured gate: `tollgate.yml` and flags, read and checked, as one value.
package struct GateConfiguration: Sendable {
  /// The configuration file as the user gave it; nil for a run from flags alone.
  package var file: String?
  /// Of the text that was read.
  package var digest: FileDigest?
  package var gate: String
  /// The models that are given; none for a gate of tables.
  package var models: [Role: ModelReference]
  package var data: DataConfiguration
  package var task: TaskKind?
  package var decision = DecisionRule()
  package var statistics: StatisticsConfiguration
  package var slices: [SliceDeclaration]
  /// Nil for a run without a file: the defaults of the task then.
  package var entries: [EntryConfiguration]?
  package var waivers: [WaiverDeclaration] = []
  package var reportDirectory: String
  package var reportFormats: [String]
  package var rows = RowsConfiguration()
  package var pinned: PinnedConfiguration?
  /// Limits that a flag raised; a configuration cannot.
  package var limits = RaisedLimits()

  /// The model in that role; nil where none is given.
  package func reference(_ role: Role) -> ModelReference? { models[role] }

  /// Takes the file that a flag names for the model in that role, whatever the configuration has there; how
  /// it is read stays.
  package mutating func set(_ path: String, as role: Role) {
    var reference = models[role] ?? ModelReference(path: Located(path, at: nil))
    reference.path = Located(path, at: nil)
    reference.external = nil
    models[role] = reference
  }

  /// Whether there is a model to compare the candidate with.
  package var hasBaseline: Bool { models[.baseline] != nil }

  /// Where a path points: one from the file is relative to the file's own directory, one from a flag to
  /// the working directory.
  package func location(of path: Located<String>) -> String {
    guard path.place != nil, !path.value.hasPrefix("/"), let file,
      let slash = file.lastIndex(of: "/")
    else { return path.value }
    return String(file[...slash]) + path.value
  }

  /// The directory that the configuration's relative paths start at.
  package var directory: String {
    guard let file, let slash = file.lastIndex(of: "/") else { return "." }
    return slash == file.startIndex ? "/" : String(file[..<slash])
  }

  /// Where the reports go unless somebody says otherwise, seen from the working directory.
  package static let defaultReportDirectory = "tollgate-report"

  /// The files and folders that a run reads: those that a report must not take the place of.
  package var inputPaths: [String] {
    let files = Role.allCases.compactMap { models[$0] }.filter { $0.external == nil }
    let tables = [data.evaluation, data.reference, pinned?.file].compactMap { $0 }
    return files.map { location(of: $0.path) } + tables.map(location) + [file].compactMap { $0 }
  }

  /// A gate from flags alone, with the default suite of its task.
  package static func defaults(
    candidate: String, baseline: String?, evaluation: String, label: String
  ) -> GateConfiguration {
    var models = [Role.candidate: ModelReference(path: Located(candidate, at: nil))]
    models[.baseline] = baseline.map { ModelReference(path: Located($0, at: nil)) }
    return GateConfiguration(
      file: nil, gate: "gate", models: models,
      data: DataConfiguration(
        evaluation: Located(evaluation, at: nil), label: Located(label, at: nil)),
      task: nil, statistics: StatisticsConfiguration(), slices: [], entries: nil,
      reportDirectory: defaultReportDirectory, reportFormats: ReportFormats.standard)
  }
}

/// A model and how it is read.
package struct ModelReference: Sendable {
  /// How many boosting rounds answer; `automatic` is what the library's own wrapper would use.
  package enum Rounds: Sendable, Equatable {
    case automatic, all
    case first(Int)
  }
  /// The file; of an external model, what it is called in messages and reports: the command with
  /// its arguments, or the server's address.
  package var path: Located<String>
  package var rounds: Rounds
  /// The scores' column, for a table of predictions.
  package var scoreColumn: String?
  /// The text that missing categories were in training; nil to find it out.
  package var missingCategory: String?
  /// Whether categories that the model does not know count as missing, where its library refuses.
  package var unknownCategoriesAreMissing = false
  /// The names of the categories that the model was trained on as integer codes, by column.
  package var categories: [(column: Located<String>, names: [String])] = []
  /// Which of several outputs is the score; nil where there is one.
  package var output: String?
  /// Nil for a file. Only a configuration file can name one: a flag starts nothing.
  package var external: ExternalReference?
  /// The model's own decision threshold.
  package var threshold: Double?
  /// What the scores of a table of predictions are; nil to infer it.
  package var answers: AnswerMeaning?
  /// The label's values in the model's order, for a file that calls its classes otherwise.
  package var classes: [Located<String>]?

  package init(path: Located<String>, rounds: Rounds = .automatic, scoreColumn: String? = nil) {
    self.path = path
    self.rounds = rounds
    self.scoreColumn = scoreColumn
  }
}

/// The tables and the meaning of their columns.
package struct DataConfiguration: Sendable {
  package var evaluation: Located<String>
  package var reference: Located<String>?
  /// The column of the truth; nil for a gate that asks nothing of it.
  package var label: Located<String>?
  package var positive: Located<String>?
  package var classes: [Located<String>]?
  package var id: Located<String>?
  /// Rows with the same value are ranked together.
  package var query: Located<String>?
  package var weight: Located<String>?
  package var weightMeaning = WeightMeaning.importance
  /// Rows with the same value are not independent of each other.
  package var cluster: Located<String>?
  package var exclude: [Located<String>] = []
  package var categories: [(column: Located<String>, names: [String])] = []
  package var protected: [Located<String>] = []
  /// The columns' names, for a file without a header line.
  package var header: [String]?
  package var delimiter: String?
  package var missing: [String]?
  /// Whether numbers of CSV have a comma in front of their fraction.
  package var hasDecimalComma = false

  package init(evaluation: Located<String>, label: Located<String>?) {
    self.evaluation = evaluation
    self.label = label
  }
}

/// Error rates, correction and seed.
package struct StatisticsConfiguration: Sendable, Equatable {
  /// What is done about many comparisons.
  package typealias Correction = Findings.Correction
  /// What an undecided required finding does.
  package typealias OnInconclusive = GatePolicy.OnInconclusive

  /// One-sided error rate; intervals are two-sided at 1 − 2·alpha.
  package var alpha = 0.05
  package var correction = Correction.holm
  /// For findings that only warn.
  package var exploratory = Correction.benjaminiHochberg
  /// What must be shown on slices, where an entry does not say.
  package var proofOnSlices = Proof.harm
  package var seed: UInt64 = 0
  package var onInconclusive = OnInconclusive.fail
  /// Slices under this many rows are not judged.
  package var minimumRows = 30

  package init() {}
}

/// One entry of `slices:`.
package struct SliceDeclaration: Sendable {
  /// Which rows belong to it; columns and expressions are checked once the table is read.
  package enum Rule: Sendable {
    /// One slice for each combination of the columns' values.
    case by([Located<String>], bins: BinRule? = nil)
    case expression(Located<String>)
  }
  package var name: Located<String>?
  package var rule: Rule

  /// How numbers are cut into bins.
  package struct BinRule: Sendable {
    /// Where the edges come from.
    package enum Cut: Sendable, Equatable {
      /// So many bins of about equally many rows.
      case quantiles(Int)
      /// Bins between these edges, which are finite and ascend.
      case edges([Double])
    }
    package let cut: Cut
    package let place: ConfigurationNode.Place
  }
}

/// One entry of a suite: a check with its options and conditions.
package struct EntryConfiguration: Sendable {
  /// On which slices the entry is judged besides the whole table.
  package enum Slices: Sendable {
    case none
    case all
    case named([Located<String>])
  }
  package var suite: String
  package var check: Located<String>
  /// Tells entries of the same check apart.
  package var name: String?
  package var conditions: [Condition]
  package var slices: Slices
  package var severity: Severity
  /// What must be shown; nil takes the default of the subject.
  package var proof: Proof?
  /// The check's own options, read by the check.
  package var options: [ConfigurationNode.Entry]
  /// Where the bounds of ``conditions`` stand, where they stand anywhere.
  package var boundPlaces: [Condition.Kind: ConfigurationNode.Place] = [:]
  /// Whether it is an id alone, without a word of how it is judged.
  package var isBare = false
  /// What the candidate is compared with; `anchor` for the part of an entry that `max_creep` adds.
  package var comparesWith = Role.baseline

  /// The first part of a finding's id: `performance/recall`, `performance/recall@anchor`.
  package var id: String {
    "\(suite)/\(name ?? check.value)" + (comparesWith == .anchor ? "@anchor" : "")
  }
}
