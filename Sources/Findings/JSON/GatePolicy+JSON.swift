extension GatePolicy {
  var json: JSONValue {
    .object([
      "exploratory": .string(exploratory.rawValue),
      "prove_on_slices": .string(proofOnSlices.rawValue),
      "min_rows": .number(Double(minimumRows)),
      "on_inconclusive": .string(onInconclusive.rawValue),
      "fail_on": .string(failOn.rawValue),
      "waivers": .array(waivers.map(\.json)),
    ])
  }

  /// Nil for a report of a version that did not write it. Half a policy is an error: nothing is to be guessed.
  init?(_ cursor: JSONCursor?) throws(JSONError) {
    guard let cursor else { return nil }
    self.init()
    exploratory = try cursor["exploratory"].word(Correction.self)
    proofOnSlices = try cursor["prove_on_slices"].word(Proof.self)
    minimumRows = try cursor["min_rows"].integer
    onInconclusive = try cursor["on_inconclusive"].word(OnInconclusive.self)
    failOn = try cursor["fail_on"].word(FailOn.self)
    waivers = try cursor["waivers"].elements.map { waiver throws(JSONError) in
      try DeclaredWaiver(waiver)
    }
  }
}

extension DeclaredWaiver {
  var json: JSONValue {
    let bound: JSONValue =
      switch limit {
      case nil: .null
      case .value(let bound)?: bound.json(isChange: false)
      case .change(let bound)?: bound.json(isChange: true)
      }
    return .object([
      "finding": .string(pattern), "reason": .string(waiver.reason),
      "owner": .string(waiver.owner), "expires": .string(expires.description), "limit": bound,
      "location": location?.json ?? .null,
    ])
  }

  init(_ cursor: JSONCursor) throws(JSONError) {
    let day = try cursor["expires"]
    guard let expires = CalendarDate(try day.string) else {
      throw day.failure("'\(try day.string)' is no day; it must be one as 2027-01-31")
    }
    var limit: Limit?
    if let place = try cursor.optional("limit") {
      let bound = try Bound(place)
      limit = try place["is_change"].bool ? .change(bound) : .value(bound)
    }
    let text: String? =
      switch limit {
      case .value(let bound)?, .change(let bound)?: bound.text
      case nil: nil
      }
    self.init(
      pattern: try cursor["finding"].string,
      waiver: Waiver(
        reason: try cursor["reason"].string, owner: try cursor["owner"].string,
        expires: expires.description, downTo: text),
      expires: expires, limit: limit,
      location: try SourceLocation(try cursor.optional("location")))
  }
}

extension Bound {
  fileprivate func json(isChange: Bool) -> JSONValue {
    guard case .object(var members) = json else { return json }
    members["is_change"] = .bool(isChange)
    return .object(members)
  }
}

extension JudgingTerms {
  var json: JSONValue {
    .object([
      "prove": .string(proof.rawValue), "counted": .string(counted.rawValue),
      "names_slices": .bool(namesSlices), "optional": .bool(isOptional),
    ])
  }

  /// Nil for a number that could not be measured, for what is said of a waiver, and in reports of older versions.
  init?(_ cursor: JSONCursor?) throws(JSONError) {
    guard let cursor else { return nil }
    self.init(
      proof: try cursor["prove"].word(Proof.self),
      counted: try cursor["counted"].word(CountedUnit.self),
      namesSlices: try cursor["names_slices"].bool, isOptional: try cursor["optional"].bool)
  }
}
