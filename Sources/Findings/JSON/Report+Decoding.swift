extension Report {
  /// Reads a `report.json`.
  ///
  /// Keys that this version does not know are passed over, so that a later version of the layout may
  /// add some; everything else that is missing or of another kind is an error with its path.
  ///
  /// - Parameter limit: How many values there may be.
  package static func read(
    _ bytes: [UInt8], values limit: Int = .max
  ) throws(JSONError) -> Report {
    try Report(JSONCursor(try JSONParser.parse(bytes, values: limit)))
  }

  init(_ root: JSONCursor) throws(JSONError) {
    let schema = try root["schema"]
    guard try schema.string == Self.schema else {
      throw schema.failure(
        "'\(try schema.string)' cannot be read; this version reads '\(Self.schema)'")
    }
    let counts = try root["counts"]
    var byOutcome: [Outcome: Int] = [:]
    for outcome in Outcome.allCases {
      let count = try counts[outcome.rawValue].integer
      if count != 0 { byOutcome[outcome] = count }
    }
    self.init(
      toolVersion: try root["tool"]["version"].string,
      gate: try root["gate"].string,
      verdict: try root["verdict"].word(Verdict.self),
      exitCode: try root["exit_code"].integer,
      reason: try root["reason"].string,
      counts: Counts(planned: try counts["planned"].integer, byOutcome: byOutcome),
      inputs: try Self.inputs(try root["inputs"]),
      statistics: try StatisticsUsed(try root["statistics"]),
      findings: try root["findings"].elements.map { finding throws(JSONError) in
        try Finding(finding)
      },
      exhibits: try root["exhibits"].elements.map { exhibit throws(JSONError) in
        try Exhibit(exhibit)
      },
      run: try Run(try root["run"]))
    only =
      try root.optional("only")?.elements.map { only throws(JSONError) in try only.string } ?? []
    notes =
      try root.optional("notes")?.elements.map { note throws(JSONError) in try Note(note) } ?? []
    policy = try GatePolicy(try root.optional("policy"))
  }

  private static func inputs(_ cursor: JSONCursor) throws(JSONError) -> [Input] {
    let members = try cursor.members.filter { $0.value.value != .null }
    let known = inputRoles.flatMap { role in members.filter { $0.key == role } }
    let others = members.filter { !inputRoles.contains($0.key) }
    return try (known + others).map { role, input throws(JSONError) in
      Input(
        role: role, path: try input["path"].string, sha256: try input["sha256"].string,
        bytes: try input["bytes"].integer, format: try input["format"].string,
        facts: try input["facts"].elements.map { fact throws(JSONError) in
          Fact(name: try fact["name"].string, value: try fact["value"].string)
        })
    }
  }
}

extension Report.StatisticsUsed {
  init(_ cursor: JSONCursor) throws(JSONError) {
    let place = try cursor["seed"]
    let seed =
      switch place.value {
      case .string(let text): UInt64(text)
      default: UInt64(exactly: try place.integer)
      }
    guard let seed else { throw place.failure("a seed must be a whole number from 0 to 2^64 − 1") }
    self.init(
      alpha: try cursor["alpha"].number, correction: try cursor["correction"].string, seed: seed,
      families: try cursor.optional("families")?.elements.map { family throws(JSONError) in
        Report.Family(
          name: try family["name"].string, tests: try family["tests"].integer,
          correction: try family["correction"].string, alpha: try family["alpha"].number)
      } ?? [])
  }
}

extension Report.Run {
  init(_ cursor: JSONCursor) throws(JSONError) {
    var ci: [String: String] = [:]
    for (key, value) in try cursor["ci"].members { ci[key] = try value.string }
    self.init(
      start: try cursor["start"].string, seconds: try cursor["seconds"].number,
      host: try cursor["host"].string, ci: ci)
  }
}
