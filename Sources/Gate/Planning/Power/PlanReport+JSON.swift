package import Findings

extension PlanReport {
  /// The plan for other programs; sorted keys, no NaN.
  package var json: JSONValue {
    .object([
      "schema": .string("tollgate-plan/1"), "gate": .string(gate), "task": .text(task),
      "rows": .number(Double(rows)), "entries": .number(Double(entries)),
      "findings": .number(Double(findings)), "uses_scores": .bool(usesScores),
      "assumptions": .array(assumptions.map { .string($0) }),
      "families": .array(
        families.map {
          .object([
            "name": .string($0.name), "tests": .number(Double($0.tests)),
            "correction": .string($0.correction), "alpha": .number($0.alpha),
          ])
        }),
      "decisions": .array(decisions.map(\.json)),
      "advice": .array(
        advice.map { advice in
          .object([
            "lint": .string(advice.lint), "message": .string(advice.message),
            "location": advice.place.map {
              .object(["file": .string($0.file), "line": .number(Double($0.line))])
            } ?? .null,
          ])
        }),
    ])
  }
}

extension PlannedDecision {
  fileprivate var json: JSONValue {
    func number(_ value: Double?) -> JSONValue {
      guard let value, value.isFinite else { return .null }
      return .number(value)
    }
    return .object([
      "finding": .string(id), "condition": .string(condition.kind.rawValue),
      "bound": .string(condition.bound.text), "judge": .string(condition.judge.rawValue),
      "family": .string(family), "proof": .string(proof.rawValue), "unit": .string(unit),
      "rows": number(rows.map(Double.init)), "margin": number(margin),
      "detectable_effect": number(detectableEffect), "prospect": .string(prospect.rawValue),
      "rows_needed": number(rowsNeeded.map(Double.init)), "power": number(power),
    ])
  }
}
