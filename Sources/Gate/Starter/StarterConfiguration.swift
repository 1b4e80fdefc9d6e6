internal import Checks
internal import Findings
package import Kernels
internal import Models
internal import Tabular

/// A first `tollgate.yml`, written from what the models and the table show.
///
/// It guesses only what a reader can check at a glance, and says in a comment what it guessed.
package struct StarterConfiguration: Sendable {
  package var gate: String
  package var candidate: String
  package var baseline: String?
  package var evaluation: String
  /// Guessed when nil: the one column that the model does not read.
  package var label: String?
  package var positive: String?
  /// The rows that bins and checks of tables compare with.
  package var reference: String?
  package var limits = RaisedLimits()

  package init(
    gate: String, candidate: String, baseline: String?, evaluation: String, label: String?,
    positive: String?
  ) {
    self.gate = gate
    self.candidate = candidate
    self.baseline = baseline
    self.evaluation = evaluation
    self.label = label
    self.positive = positive
  }

  /// The text of the file.
  package func text(
    parallel: Parallel, surroundings: Surroundings = Surroundings()
  ) throws(GateError) -> String {
    let table: Table
    var tableOptions = TableOptions()
    limits.apply(to: &tableOptions)
    do throws(TableError) {
      table = try TableReader.read(path: evaluation, options: tableOptions, parallel: parallel)
    } catch {
      throw .unloadable("\(evaluation): \(error.description)")
    }
    let model: ModelDescription
    var options = ModelOptions()
    options.runtime = ONNXRuntimeSearch(variable: surroundings.variable)
    limits.apply(to: &options)
    do throws(ModelError) {
      model = try ModelLoader.load(path: candidate, options: options, parallel: parallel)
        .description
    } catch {
      throw .unloadable("\(candidate): \(error.description)")
    }
    let facts = try StarterFacts(self, model, table)
    return render(facts)
  }

  private func render(_ facts: StarterFacts) -> String {
    var lines = [
      "# Written by 'tollgate init'. Check the lines marked with '?', then run 'tollgate check'.",
      "gate: \(quoted(gate))",
      "models:",
      "  candidate: \(quoted(candidate))",
    ]
    lines.append(
      baseline.map { "  baseline: \(quoted($0))" }
        ?? "  # baseline: models/in-production.json    # comparisons need one")
    lines += ["data:", "  evaluation: \(quoted(evaluation))"]
    if let reference { lines.append("  reference: \(quoted(reference))") }
    lines.append("  label: \(quoted(facts.label))\(facts.labelIsGuess ? "    # ?" : "")")
    if let query = facts.query {
      lines.append("  query: \(quoted(query))    # ? rows with the same value are ranked together")
    }
    if let positive = facts.positive {
      lines.append("  positive: \(quoted(positive))\(facts.positiveIsGuess ? "    # ?" : "")")
    }
    if let classes = facts.classes {
      lines.append(
        "  classes: [\(classes.map(quoted).joined(separator: ", "))]    # ? in the model's order")
    }
    if let id = facts.id { lines.append("  id: \(quoted(id))    # ? names rows in lists") }
    if !facts.protected.isEmpty, facts.task != .ranking {
      lines.append(
        "  protected: [\(facts.protected.map(quoted).joined(separator: ", "))]    # ? groups that are compared"
      )
    }
    if let unread = facts.unread {
      lines.append(
        "  # Not read by the model: \(LogText.line(unread)). 'weight', 'exclude' and slices may name them."
      )
    }
    if facts.task == .binary {
      lines += ["decision: {threshold: 0.5}    # scores from here on are decided positive"]
    }
    lines += ["statistics: {alpha: 0.05, correction: holm, seed: 7}"]
    if !facts.sliceColumns.isEmpty {
      lines += ["slices:    # declared subsets; an entry with 'slices: all' is repeated on each"]
      lines += facts.sliceColumns.map { "  - by: [\(quoted($0))]" }
    }
    lines += ["suites:", "  performance:"]
    for line in DefaultSuites.lines(facts.task) where !CheckCatalog.kinds(line.check).isEmpty {
      let slices = facts.sliceColumns.isEmpty ? "" : ", slices: all, severity: warn"
      let isSliced = line.check == DefaultSuites.slicedCheck(facts.task)
      let body: String =
        switch (baseline == nil ? nil : line.maxRegression, isSliced) {
        case (let margin?, true): "- \(line.check): {max_regression: \(margin)\(slices)}"
        case (let margin?, false): "- \(line.check): {max_regression: \(margin)}"
        case (nil, true) where baseline != nil && !slices.isEmpty:
          "- \(line.check): {max_regression: 5pp\(slices)}"
        case (nil, _): "- \(line.check)"
        }
      lines.append("    \(body)    # \(line.comment)")
    }
    if baseline == nil {
      lines.append(
        "    # Without a condition a check is only recorded: '- roc_auc: {min: 0.8}' judges it.")
    }
    lines += fairness(facts)
    if reference != nil {
      lines += [
        "  data_quality:    # of the tables, compared with the reference",
        "    - missing: {max_regression: 2pp, severity: warn}",
        "    - unseen_categories: {max: 1%, severity: warn}",
      ]
    }
    lines.append("reports: {directory: tollgate-report, formats: [junit, markdown, html, json]}")
    return lines.joined(separator: "\n") + "\n"
  }

  /// A suite that only tells: what is fair here is for people to say.
  private func fairness(_ facts: StarterFacts) -> [String] {
    guard !facts.protected.isEmpty, facts.task != .ranking else { return [] }
    let checks =
      facts.task == .regression
      ? [("mae_group_ratio", "min: 0.8", "0.02", "errors are alike in all groups")]
      : [
        (
          "demographic_parity_ratio", "min: 0.8", "0.02",
          "the lowest selection rate over the highest"
        ),
        ("equalized_odds_difference", "max: 0.1", "2pp", "errors of both kinds are alike"),
      ]
    return ["  fairness:    # for each protected column; 'tollgate checks four_fifths' and others"]
      + checks.map { id, bound, margin, comment in
        let change = baseline == nil ? "" : ", max_regression: \(margin)"
        return "    - \(id): {\(bound)\(change), severity: warn}    # \(comment)"
      }
  }

  private func quoted(_ text: String) -> String { StarterText.quoted(text) }
}

extension DefaultSuites {
  /// The default check that a starter repeats on every slice.
  static func slicedCheck(_ task: TaskKind) -> String {
    switch task {
    case .binary: "recall"
    case .multiclass: "accuracy"
    case .regression: "mae"
    case .ranking: "ndcg"
    }
  }
}
