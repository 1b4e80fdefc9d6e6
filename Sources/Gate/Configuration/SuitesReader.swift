internal import Checks
internal import Findings

/// Reads `suites:`: names to lists of `- check: {options and conditions}`.
enum SuitesReader {
  static func read(_ root: inout MappingReader) -> [EntryConfiguration] {
    guard let node = root.node("suites") else { return [] }
    guard case .mapping(let suites) = node.content else {
      root.fail(
        node,
        "'suites' must map names of suites to lists of checks, as 'performance: [roc_auc: {min: 0.8}]', not \(node.kind)"
      ) as Void?
      return []
    }
    var entries: [EntryConfiguration] = []
    for suite in suites {
      if suite.key == Finding.waiverSuite {
        root.add([
          .init(
            place: suite.keyPlace,
            message: "no suite may be called '\(suite.key)': findings about waivers are")
        ])
      }
      guard case .sequence(let items) = suite.value.content else {
        root.fail(
          suite.value,
          "suite '\(suite.key)' must be a list of checks ('- roc_auc: {min: 0.8}', each on a line of its own), "
            + "not \(suite.value.kind)")
          as Void?
        continue
      }
      for item in items {
        guard let read = readEntry(item, suite: suite.key, &root) else { continue }
        for entry in read.byPreset {
          if let twin = entries.first(where: { $0.id == entry.id }) {
            root.add([
              .init(
                place: entry.check.place,
                message:
                  "'\(entry.id)' stands twice (also in line \(twin.check.place?.line ?? 0)); "
                  + "a 'name' tells entries of the same check apart")
            ])
            continue
          }
          entries.append(entry)
        }
      }
    }
    return entries
  }

  private static func readEntry(
    _ node: ConfigurationNode, suite: String, _ root: inout MappingReader
  ) -> EntryConfiguration? {
    let check: Located<String>
    var body: ConfigurationNode?
    switch node.content {
    case .scalar(let id, _):
      check = Located(id, at: node.place)
    case .mapping(let pairs) where pairs.count == 1:
      check = Located(pairs[0].key, at: pairs[0].keyPlace)
      if case .scalar("", _) = pairs[0].value.content { break }
      body = pairs[0].value
    default:
      root.fail(
        node, "an entry of suite '\(suite)' must be '- CHECK: {conditions}', not \(node.kind)")
        as Void?
      return nil
    }
    let presets = FairnessPreset.all.map(\.id)
    guard !CheckCatalog.kinds(check.value).isEmpty || presets.contains(check.value) else {
      let hint = CheckSuggestion().text(check.value)
      root.add([.init(place: check.place, message: "unknown check '\(check.value)'; \(hint)")])
      return nil
    }
    guard let body else {
      var entry = EntryConfiguration(
        suite: suite, check: check, name: nil, conditions: [], slices: .none, severity: .fail,
        proof: nil, options: [])
      entry.isBare = true
      return entry
    }
    return readBody(body, suite: suite, check: check, &root)
  }

  private static func readBody(
    _ body: ConfigurationNode, suite: String, check: Located<String>, _ root: inout MappingReader
  ) -> EntryConfiguration? {
    guard case .mapping(let pairs) = body.content else {
      root.fail(
        body,
        "'\(check.value)' must be followed by a mapping of conditions ({min: 0.8}), not \(body.kind)"
      )
        as Void?
      return nil
    }
    // What no entry knows is an option of the check, and refused by the check if unknown.
    let common = ConfigurationKeys.entry.map(\.name)
    let options = pairs.filter { !common.contains($0.key) }
    let known = ConfigurationNode(
      place: body.place, content: .mapping(pairs.filter { common.contains($0.key) }))
    var reader = MappingReader(known, keys: ConfigurationKeys.entry, section: "'\(check.value)'")
    let judge =
      reader.choice("judge", of: Condition.Judge.allCases.map(\.rawValue))
      .flatMap(Condition.Judge.init(rawValue:))
      ?? CheckCatalog.kinds(check.value).first?.defaultJudge ?? .point
    var conditions: [Condition] = []
    var places: [Condition.Kind: ConfigurationNode.Place] = [:]
    for kind in Condition.Kind.allCases {
      guard let node = reader.node(kind.rawValue), let text = reader.text(kind.rawValue) else {
        continue
      }
      guard let bound = Bound(parsing: text, isMargin: kind.isComparison) else {
        reader.fail(
          node,
          "'\(kind.rawValue)' is \(node.kind); write a number, percentage points (0.5pp) or percent (2%)"
            + (kind.isComparison ? ", 0 or more" : "")) as Void?
        continue
      }
      places[kind] = node.place
      conditions.append(
        Condition(kind: kind, bound: bound, judge: kind.isComparison ? .interval : judge))
    }
    let severity = reader.choice("severity", of: ["fail", "warn"]).flatMap(Severity.init(rawValue:))
    let proof = reader.choice("prove", of: Proof.allCases.map(\.rawValue))
      .flatMap(Proof.init(rawValue:))
    let slices: EntryConfiguration.Slices =
      switch reader.texts("slices") {
      case nil: .none
      case let names? where names.map(\.value) == ["all"]: .all
      case let names?: .named(names)
      }
    let name = reader.text("name")
    let problems = reader.finish()
    root.add(problems)
    guard problems.isEmpty else { return nil }
    return EntryConfiguration(
      suite: suite, check: check, name: name, conditions: conditions, slices: slices,
      severity: severity ?? .fail, proof: proof, options: options, boundPlaces: places)
  }
}

extension Bound {
  /// `0.005`, `0.5pp` or `2%`. A margin must be 0 or more.
  package init?(parsing text: String, isMargin: Bool) {
    let trimmed = text.filter { $0 != " " }
    let (digits, unit): (Substring, Unit) =
      if trimmed.hasSuffix("pp") {
        (trimmed.dropLast(2), .points)
      } else if trimmed.hasSuffix("%") {
        (trimmed.dropLast(), .percent)
      } else {
        (trimmed[...], .absolute)
      }
    guard let number = Double(digits), number.isFinite, !isMargin || number >= 0 else { return nil }
    // Dividing, not multiplying by 0.01: 0.5pp is the Double nearest to 0.005.
    self.init(value: unit == .absolute ? number : number / 100, unit: unit, text: trimmed)
  }
}
