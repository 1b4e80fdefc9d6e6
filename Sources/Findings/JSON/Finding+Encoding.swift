extension Finding {
  var json: JSONValue {
    var members: [String: JSONValue] = [
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
      "location": location?.json ?? .null,
      "waiver": waiver?.json ?? .null,
    ]
    if measurement.counterpart != .baseline {
      members["compared_with"] = .string(measurement.counterpart.rawValue)
    }
    if let terms { members["judging"] = terms.json }
    return .object(members)
  }
}

extension Value {
  var json: JSONValue {
    switch self {
    case .number(let estimate):
      .interval(
        estimate.low, estimate.high,
        ["value": .finite(estimate.value), "rows": .number(Double(estimate.rows))])
    case .undefined(let reason): .object(["undefined": .string(reason)])
    }
  }
}

extension Difference {
  var json: JSONValue {
    .interval(
      low, high,
      [
        "value": .finite(value), "standard_error": .finite(standardError), "p": .finite(p),
        "degrees_of_freedom": .finite(degrees), "method": .string(method),
      ])
  }
}

extension JSONValue {
  /// An object with the limits of an interval. JSON has no number without end, and a limit that is not there is
  /// judged otherwise than one that holds nothing off.
  fileprivate static func interval(
    _ low: Double?, _ high: Double?, _ others: [String: JSONValue]
  ) -> JSONValue {
    var members = others
    members["low"] = .finite(low)
    members["high"] = .finite(high)
    let endless = (low == -.infinity ? ["low"] : []) + (high == .infinity ? ["high"] : [])
    if !endless.isEmpty { members["unlimited"] = .array(endless.map(JSONValue.string)) }
    return .object(members)
  }
}

extension Bound {
  var json: JSONValue {
    .object([
      "value": .finite(value), "unit": .string(unit.rawValue), "text": .string(text),
    ])
  }
}

extension SourceLocation {
  var json: JSONValue { .object(["file": .string(file), "line": .number(Double(line))]) }
}

extension JudgedCondition {
  var json: JSONValue {
    .object([
      "kind": .string(condition.kind.rawValue),
      "bound": condition.bound.json,
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
