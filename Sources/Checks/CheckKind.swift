package import Findings

/// A kind of check in the catalogue: what `tollgate checks` tells, and how an entry becomes a check.
package struct CheckKind: Sendable {
  /// As in the configuration; stable.
  package let id: String
  /// As people write it.
  package let title: String
  /// The question, in one sentence.
  package let summary: String
  package let formula: String
  /// The function of the field that gives the same number.
  package let reference: String
  package let direction: Direction
  package let unit: String
  /// The task that it fits. Nil fits every gate: nothing that the check looks at depends on what models
  /// predict, so it needs no labels.
  package let task: TaskKind?
  package let options: [CheckOption]
  /// How the check's numbers stand to the baseline.
  package let baseline: BaselineUse
  /// On what 'min' and 'max' are decided where an entry does not say.
  package var defaultJudge = Condition.Judge.point
  /// Whether it finds slices by itself, from the table's columns: 'slices' means nothing for it then.
  package var findsSlices = false
  /// Whether its numbers can be those of a slice.
  package var takesSlices = true
  /// What an entry may hold behind the options that it must give, as YAML; nil where a condition that
  /// fits the direction says enough.
  package var example: String?
  /// The limits of its numbers; infinite where there are none. Nil: those of ``unit``.
  var limits: ClosedRange<Double>?
  /// Whether its number can be known exactly, so that a bound at the very end of its range can be shown to
  /// hold.
  package var canBeExact = false
  /// Whether it compares groups: 'by' is then all protected attributes, each by itself, where an entry
  /// does not say.
  package var comparesGroups = false
  /// Whether it looks at models or at what they answer; a check of tables is for gates without models too.
  package var asksModels = true
  /// Whether a check of tables is about the reference rows too, so that there is nothing to measure without.
  package var needsReference = false
  /// What an entry without a body is judged by, as far as the gate has what that needs.
  package var usual: [Condition] = []
  /// Makes the check from an entry's options.
  package let make: @Sendable (inout OptionReader) throws(OptionError) -> any Check
}

extension CheckKind {
  /// The theoretical limits of its numbers, whatever its options; infinite where there are none.
  package var range: ClosedRange<Double> {
    if let limits { return limits }
    return switch unit {
    case "rate": 0...1
    case "nats", "rows": 0...Double.infinity
    default: -Double.infinity...Double.infinity
    }
  }
}

extension CheckKind {
  /// Whether it is a check of gates of that task; nil for a gate that asks nothing of labels.
  package func fits(_ task: TaskKind?) -> Bool { self.task == nil || self.task == task }
}

/// What a gate's models predict.
package enum TaskKind: String, Sendable, CaseIterable {
  case binary, multiclass, regression, ranking

  /// As `task:` spells them, for messages and the schema.
  package static var allNames: [String] { allCases.map(\.rawValue) }
}

/// An option that a check reads.
package struct CheckOption: Sendable {
  /// What may stand behind it.
  package enum Shape: Sendable {
    case number
    case choice([String])
    case columns
    /// Columns, or lists of columns that are taken together.
    case attributes
    case texts
    /// A number of bins, or their edges.
    case bins
    /// A number from 1 on, or the word `all`.
    case countOrAll
  }

  package let name: String
  package let shape: Shape
  package let summary: String
  /// In display form, for example `1`; nil for an option that every entry must give.
  package let defaultText: String?
  /// A value to show in examples.
  package let exampleText: String

  package init(
    name: String, shape: Shape = .number, summary: String, defaultText: String? = nil,
    exampleText: String
  ) {
    self.name = name
    self.shape = shape
    self.summary = summary
    self.defaultText = defaultText
    self.exampleText = exampleText
  }
}

/// What a check does with the baseline.
package enum BaselineUse: Sendable {
  /// Its difference to the baseline has a paired interval, by this method.
  case compared(String)
  /// One row decides its value, so its difference has no interval and cannot be judged.
  case comparedWithoutInterval
  /// It measures the two models against each other: it needs both, and its number has no baseline.
  case measured
}
