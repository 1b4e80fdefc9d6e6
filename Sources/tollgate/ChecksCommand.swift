import ArgumentParser
import Checks
import Findings
import Kernels

/// `tollgate checks`: the catalogue.
struct ChecksCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "checks",
    abstract: "List the checks, or explain one: question, options, formula, source.",
    discussion: """
      EXAMPLES
        tollgate checks
        tollgate checks roc_auc
        tollgate checks --task regression
      """)

  @Argument(help: "A check's id.")
  var id: String?

  @Option(help: "Only checks of this task: binary, multiclass, regression or ranking.")
  var task: TaskKind?

  func run() throws {
    guard let id else {
      for kind in TaskKind.allCases where task == nil || task == kind {
        list(kind.rawValue) { $0.task == kind }
      }
      if task == nil {
        list("models of any task") { $0.task == nil && $0.asksModels }
        list("tables") { !$0.asksModels }
      }
      listPresets()
      Terminal.write("'tollgate checks ID' explains one. Conditions: min, max, max_regression, ")
      Terminal.write("min_improvement, max_change, max_creep.\n")
      Terminal.write(ChecksCommand.proof)
      return
    }
    if let preset = FairnessPreset.all.first(where: { $0.id == id }) {
      Terminal.write(explain(preset))
      return
    }
    let kinds = CheckCatalog.kinds(id).filter { task == nil || $0.fits(task) }
    guard !kinds.isEmpty else {
      throw Ending(.usage, line: "unknown check '\(id)'; \(CheckSuggestion().text(id))")
    }
    Terminal.write(kinds.map(explain).joined(separator: "\n"))
  }

  /// What doubt does, and how many conditions are judged at once.
  private static let proof = """

    What must be shown ('prove' of an entry):
      hold  the condition holds; doubt blocks. The default for the whole table: keep it for the few
            numbers that the gate is about.
      harm  the condition is violated; doubt does not block. The default for slices ('prove_on_slices'
            of 'statistics'), which no table could all show to hold at once.
    Conditions on an interval form families: primary (whole table), slices, groups, features. Those that
    can block share alpha and are corrected by Holm; those that only warn ('severity: warn') by Benjamini
    and Hochberg. 'tollgate plan' counts them and tells what the rows can decide.

    """

  private func list(_ heading: String, _ isListed: (CheckKind) -> Bool) {
    let kinds = CheckCatalog.all.filter(isListed)
    let width = kinds.map(\.id.count).max() ?? 0
    Terminal.write("\(heading)\n")
    for kind in kinds {
      let padding = String(repeating: " ", count: width - kind.id.count)
      Terminal.write("  \(kind.id)\(padding)  \(kind.summary)\n")
    }
    Terminal.write("\n")
  }

  private func listPresets() {
    Terminal.write("presets of fairness checks\n")
    for preset in FairnessPreset.all { Terminal.write("  \(preset.id)  \(preset.title)\n") }
    Terminal.write("\n")
  }

  private func explain(_ preset: FairnessPreset) -> String {
    var lines = [
      "\(preset.id) (preset): \(preset.title)", "  \(preset.summary)",
      "  source     \(preset.source)",
      "  stands for",
    ]
    for entry in preset.entries {
      let parts =
        entry.options.map { "\($0.name): \($0.text)" }
        + entry.conditions.flatMap {
          ["\($0.kind.rawValue): \($0.bound.text)", "judge: \($0.judge.rawValue)"]
        }
      let body = parts.isEmpty ? "" : ": {\(parts.joined(separator: ", "))}"
      lines.append("    - \(entry.check)\(body)")
    }
    if let first = preset.entries.first {
      lines.append(
        "  conditions of the entry are for \(first.check); one of the same kind replaces the preset's"
      )
    }
    lines.append("  example    - \(preset.id): {by: [sex]}")
    return lines.joined(separator: "\n") + "\n"
  }

  private func explain(_ kind: CheckKind) -> String {
    var lines = ["\(kind.id) (\(subject(of: kind))): \(kind.title)", "  \(kind.summary)"]
    let better =
      switch kind.direction {
      case .higher: "higher is better"
      case .lower: "lower is better"
      case .none: "neither is better"
      }
    lines.append("  direction  \(better)")
    if !kind.unit.isEmpty { lines.append("  unit       \(kind.unit)") }
    lines.append("  formula    \(kind.formula)")
    lines.append("  same as    \(kind.reference)")
    lines.append(
      "  difference \(difference(kind))"
    )
    for option in kind.options {
      lines.append(
        "  option     \(option.name) (\(option.defaultText.map { "default \($0)" } ?? "required")): \(option.summary)"
      )
    }
    lines.append("  example    - \(kind.exampleEntry)")
    return lines.joined(separator: "\n") + "\n"
  }

  private func subject(of kind: CheckKind) -> String {
    kind.task?.rawValue ?? (kind.asksModels ? "models of any task" : "tables")
  }

  private func difference(_ kind: CheckKind) -> String {
    switch kind.baseline {
    case .compared(let method) where !kind.asksModels: "to the reference rows: \(method)"
    case .comparedWithoutInterval where !kind.asksModels:
      "none: the reference rows are what it is measured against; takes min and max"
    case .compared(let method): method
    case .comparedWithoutInterval:
      "one row decides it, so it has no interval; takes min and max"
    case .measured: "measures the two models against each other; needs both, takes min and max"
    }
  }
}

extension TaskKind: ExpressibleByArgument {}
