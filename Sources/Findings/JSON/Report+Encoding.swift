extension Report {
  /// The name and version of the layout. A reader refuses any other.
  package static let schema = "tollgate-report/1"

  /// Roles that every report names, with `null` where the run had no such file.
  static let inputRoles = [
    "config", "candidate", "baseline", "anchor", "evaluation", "reference",
  ]

  /// Whole numbers above this one do not fit a double, the number of JSON.
  static let exactLimit: UInt64 = 9_007_199_254_740_992

  /// The report as `report.json` holds it. Only `run` differs between two runs over the same files.
  package var json: JSONValue {
    var counted: [String: JSONValue] = ["planned": .number(Double(counts.planned))]
    for outcome in Outcome.allCases { counted[outcome.rawValue] = .number(Double(counts[outcome])) }
    var members: [String: JSONValue] = [
      "schema": .string(Self.schema),
      "tool": .object(["name": .string("tollgate"), "version": .string(toolVersion)]),
      "gate": .string(gate),
      "verdict": .string(verdict.rawValue),
      "exit_code": .number(Double(exitCode)),
      "reason": .string(reason),
      "counts": .object(counted),
      "inputs": .object(inputsByRole),
      "statistics": .object([
        "alpha": .finite(statistics.alpha),
        "correction": .string(statistics.correction),
        // A seed above 2^53 is written in quotes: as a number its last digits would be lost.
        "seed": statistics.seed <= Self.exactLimit
          ? .number(Double(statistics.seed)) : .string(String(statistics.seed)),
        "families": .array(
          statistics.families.map {
            .object([
              "name": .string($0.name), "tests": .number(Double($0.tests)),
              "correction": .string($0.correction), "alpha": .finite($0.alpha),
            ])
          }),
      ]),
      "findings": .array(findings.map(\.json)),
      "exhibits": .array(exhibits.map(\.json)),
      "run": .object([
        "start": .string(run.start),
        "seconds": .finite(run.seconds),
        "host": .string(run.host),
        "ci": .object(run.ci.mapValues(JSONValue.string)),
      ]),
    ]
    if !notes.isEmpty { members["notes"] = .array(notes.map(\.json)) }
    if let policy { members["policy"] = policy.json }
    if isPartial { members["only"] = .array(only.map(JSONValue.string)) }
    return .object(members)
  }

  private var inputsByRole: [String: JSONValue] {
    var members: [String: JSONValue] = [:]
    for role in Self.inputRoles { members[role] = .null }
    for input in inputs {
      members[input.role] = .object([
        "path": .string(input.path),
        "sha256": .string(input.sha256),
        "bytes": .number(Double(input.bytes)),
        "format": .string(input.format),
        "facts": .array(
          input.facts.map { .object(["name": .string($0.name), "value": .string($0.value)]) }),
      ])
    }
    return members
  }
}

extension JSONValue {
  /// A number, or `null` for one that JSON cannot write.
  static func finite(_ value: Double?) -> JSONValue {
    guard let value, value.isFinite else { return .null }
    return .number(value)
  }

  package static func text(_ value: String?) -> JSONValue { value.map(JSONValue.string) ?? .null }
}
