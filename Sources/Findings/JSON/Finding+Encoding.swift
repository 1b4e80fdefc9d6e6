extension Finding {
  var json: JSONValue {
    var fields: [String: JSONValue] = [
      "id": .string(id),
      "suite": .string(suite),
      "check": .string(check),
      "slice": .text(measurement.subject.slice),
      "group": .text(measurement.subject.group),
      "feature": .text(measurement.subject.feature),
      "direction": .string(measurement.direction.rawValue),
      "unit": .string(measurement.unit),
      "candidate": measurement.candidate.json,
      "baseline": measurement.baseline?.json ?? .null,
      "difference": measurement.difference?.json ?? .null,
      "conditions": .array(conditions.map(\.json)),
      "outcome": .string(outcome.rawValue),
      "severity": .string(severity.rawValue),
      "message": .string(message),
      "detail": .object(measurement.detail),
      "location": location.map {
        .object(["file": .string($0.file), "line": .number(Double($0.line))])
      } ?? .null,
      "waiver": waiver?.json ?? .null,
    ]
    if measurement.counterpart != .baseline {
      fields["compared_with"] = .string(measurement.counterpart.rawValue)
    }
    return .object(fields)
  }
}

extension Value {
  var json: JSONValue {
    switch self {
    case .number(let estimate):
      .object([
        "value": .finite(estimate.value), "low": .finite(estimate.low),
        "high": .finite(estimate.high), "rows": .number(Double(estimate.rows)),
      ])
    case .undefined(let reason): .object(["undefined": .string(reason)])
    }
  }
}

extension Difference {
  var json: JSONValue {
    .object([
      "value": .finite(value), "low": .finite(low), "high": .finite(high),
      "standard_error": .finite(standardError), "p": .finite(p),
      "degrees_of_freedom": .finite(degrees), "method": .string(method),
    ])
  }
}

extension JudgedCondition {
  var json: JSONValue {
    .object([
      "kind": .string(condition.kind.rawValue),
      "bound": .object([
        "value": .finite(condition.bound.value), "unit": .string(condition.bound.unit.rawValue),
        "text": .string(condition.bound.text),
      ]),
      "judge": .string(condition.judge.rawValue),
      "outcome": .string(outcome.rawValue),
      "reason": .string(reason),
      "proof": .string(proof.rawValue),
      "power": power.map {
        .object([
          "detectable_effect": .finite($0.detectableEffect),
          "rows_needed": .finite($0.rowsNeeded.map(Double.init)),
        ])
      } ?? .null,
      "test": test.map {
        .object([
          "family": .string($0.family), "p": .finite($0.p), "adjusted_p": .finite($0.adjustedP),
        ])
      } ?? .null,
    ])
  }
}

extension Waiver {
  var json: JSONValue {
    .object([
      "reason": .string(reason), "owner": .string(owner), "expires": .string(expires),
      "down_to": .text(downTo),
    ])
  }
}
