import Findings
import Gate

/// A plan for people: aligned columns, one line a decision.
struct PlanText {
  private let report: PlanReport
  private let style = NumberStyle.ascii

  init(_ report: PlanReport) { self.report = report }

  var text: String {
    var lines = [
      "\(VisibleText.line(report.gate)): \(report.task ?? "tables"), \(style.count(report.rows)) rows; "
        + "\(count(report.entries, "entry", "entries")), \(count(report.findings, "finding", "findings"))",
      report.usesScores
        ? (report.task == nil ? "the tables were measured" : "both models were scored")
        : "no scores: a real plan may differ. It is taken that",
    ]
    lines += report.assumptions.map { "  - \(VisibleText.line($0))" }
    lines += families + decisions + advice
    return lines.joined(separator: "\n") + "\n"
  }

  private var families: [String] {
    guard !report.families.isEmpty else { return ["", "no condition is tested on an interval"] }
    let rows = report.families.map { family in
      [
        family.name, count(family.tests, "test", "tests"),
        "\(family.correction) at \(style.short(family.alpha))",
      ]
    }
    return ["", "families"] + TextColumns.aligned(rows)
  }

  private var decisions: [String] {
    guard !report.decisions.isEmpty else { return ["", "no entry has a condition"] }
    let header = ["finding", "condition", "rows", "detectable", "prospect"]
    let rows = report.decisions.map { decision in
      [
        decision.id, "\(decision.condition.kind.rawValue) \(decision.condition.bound.text)",
        decision.rows.map(style.count) ?? "-",
        decision.detectableEffect.map { style.margin($0, unit: decision.unit) } ?? "-",
        prospect(decision),
      ]
    }
    return [""] + TextColumns.aligned([header] + rows)
  }

  private func prospect(_ decision: PlannedDecision) -> String {
    let needed = decision.rowsNeeded.map { "about \(style.roundedRows($0)) rows needed" }
    switch decision.prospect {
    case .canDecide:
      let power = decision.power.map {
        ": shows equal models to be so with probability \(style.short(($0 * 100).rounded(.down) / 100))"
      }
      if decision.proof == .harm, let effect = decision.detectableEffect, effect > 0 {
        let loss = effect + (decision.margin ?? 0)
        let seen = style.margin(loss, unit: decision.unit)
        return decision.unit == "rate" && loss > 1
          ? "can never block: that would take a loss of \(seen)"
          : "can decide: blocks on a shown violation, from about \(seen) on"
      }
      return "can decide" + (power ?? "")
    case .underpowered:
      let effect = decision.proof == .harm ? "underpowered, so doubt passes" : "underpowered"
      return effect + (needed.map { ": \($0)" } ?? ": no realistic number of rows would do")
    case .neverDecides: return "can never decide" + (needed.map { ": \($0)" } ?? "")
    case .onPoint: return "decided on the estimate"
    case .needsScores: return "needs scores"
    case .undefined: return "undefined on these rows"
    }
  }

  private var advice: [String] {
    guard !report.advice.isEmpty else { return [] }
    return ["", "advice"]
      + report.advice.map { advice in
        "  "
          + VisibleText.line(
            (advice.place.map { "\($0.file):\($0.line): " } ?? "") + advice.message)
      }
  }

  private func count(_ number: Int, _ one: String, _ many: String) -> String {
    "\(style.count(number)) \(number == 1 ? one : many)"
  }
}
