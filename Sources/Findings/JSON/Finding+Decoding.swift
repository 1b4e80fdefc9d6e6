extension Finding {
  init(_ cursor: JSONCursor) throws(JSONError) {
    self.init(
      id: try cursor["id"].string, suite: try cursor["suite"].string,
      check: try cursor["check"].string, measurement: try Measurement(cursor),
      conditions: try cursor["conditions"].elements.map { condition throws(JSONError) in
        try JudgedCondition(condition)
      },
      outcome: try cursor["outcome"].word(Outcome.self),
      severity: try cursor["severity"].word(Severity.self),
      message: try cursor["message"].string,
      location: try SourceLocation(try cursor.optional("location")),
      waiver: try Waiver(try cursor.optional("waiver")),
      terms: try JudgingTerms(try cursor.optional("judging")))
  }
}

extension Measurement {
  init(_ cursor: JSONCursor) throws(JSONError) {
    var detail: [String: JSONValue] = [:]
    for (key, value) in try cursor["detail"].members { detail[key] = value.value }
    var baseline: Value?
    if let place = try cursor.optional("baseline") { baseline = try Value(place) }
    self.init(
      subject: Subject(
        slice: try cursor.optional("slice")?.string, group: try cursor.optional("group")?.string,
        feature: try cursor.optional("feature")?.string),
      direction: try cursor["direction"].word(Direction.self),
      unit: try cursor["unit"].string,
      candidate: try Value(try cursor["candidate"]),
      baseline: baseline,
      difference: try Difference(try cursor.optional("difference")),
      detail: detail)
    // Only findings about tables say it.
    counterpart = try cursor.optional("compared_with")?.word(Counterpart.self) ?? .baseline
  }
}

extension Value {
  init(_ cursor: JSONCursor) throws(JSONError) {
    if let reason = try cursor.optional("undefined") {
      self = .undefined(try reason.string)
    } else {
      self = .number(
        Estimate(
          value: try cursor["value"].number, low: try cursor.limit("low"),
          high: try cursor.limit("high"), rows: try cursor["rows"].integer))
    }
  }
}

extension Difference {
  fileprivate init?(_ cursor: JSONCursor?) throws(JSONError) {
    guard let cursor else { return nil }
    self.init(
      value: try cursor["value"].number, low: try cursor.limit("low"),
      high: try cursor.limit("high"),
      standardError: try cursor.optional("standard_error")?.number,
      p: try cursor.optional("p")?.number,
      degrees: try cursor.optional("degrees_of_freedom")?.number,
      method: try cursor["method"].string)
  }
}

extension JudgedCondition {
  init(_ cursor: JSONCursor) throws(JSONError) {
    self.init(
      condition: Condition(
        kind: try cursor["kind"].word(Condition.Kind.self),
        bound: try Bound(try cursor["bound"]),
        judge: try cursor["judge"].word(Condition.Judge.self)),
      outcome: try cursor["outcome"].word(Outcome.self),
      reason: try cursor["reason"].string,
      proof: try cursor.optional("proof")?.word(Proof.self) ?? .hold,
      power: try Power(try cursor.optional("power")), test: try Test(try cursor.optional("test")))
  }
}

extension JudgedCondition.Power {
  fileprivate init?(_ cursor: JSONCursor?) throws(JSONError) {
    guard let cursor else { return nil }
    self.init(
      // Of an interval without end no effect is large enough, and JSON has no word for that.
      detectableEffect: try cursor.optional("detectable_effect")?.number ?? .infinity,
      rowsNeeded: try cursor.optional("rows_needed")?.integer)
  }
}

extension JudgedCondition.Test {
  fileprivate init?(_ cursor: JSONCursor?) throws(JSONError) {
    guard let cursor else { return nil }
    self.init(
      family: try cursor["family"].string, p: try cursor["p"].number,
      adjustedP: try cursor["adjusted_p"].number)
  }
}

extension Bound {
  init(_ cursor: JSONCursor) throws(JSONError) {
    self.init(
      value: try cursor["value"].number, unit: try cursor["unit"].word(Unit.self),
      text: try cursor["text"].string)
  }
}

extension JSONCursor {
  /// A limit of an interval; one that reaches without end is named in `unlimited`.
  fileprivate func limit(_ key: String) throws(JSONError) -> Double? {
    if let limit = try optional(key) { return try limit.number }
    for name in try optional("unlimited")?.elements ?? [] where try name.string == key {
      return key == "low" ? -.infinity : .infinity
    }
    return nil
  }
}

extension SourceLocation {
  init?(_ cursor: JSONCursor?) throws(JSONError) {
    guard let cursor else { return nil }
    self.init(file: try cursor["file"].string, line: try cursor["line"].integer)
  }
}

extension Waiver {
  fileprivate init?(_ cursor: JSONCursor?) throws(JSONError) {
    guard let cursor else { return nil }
    self.init(
      reason: try cursor["reason"].string, owner: try cursor["owner"].string,
      expires: try cursor["expires"].string, downTo: try cursor.optional("down_to")?.string)
  }
}
