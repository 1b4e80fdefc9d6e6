internal import Checks
internal import Findings
internal import Kernels

/// Measures every planned entry on every subject and judges what came out.
struct FindingsBuilder {
  let configuration: GateConfiguration
  let plan: Plan
  let slices: [Slice]
  let parallel: Parallel

  /// What came of a run.
  struct Judged {
    /// In the order of the configuration: entry, then whole table, then its slices.
    var findings: [Finding]
    /// The tests that were corrected together.
    var families: [Report.Family]
  }

  func findings(on evidence: Evidence) -> Judged {
    let measured = measure(evidence)
    var findings: [Finding] = []
    var tests: [FamilyCorrection.Test] = []
    var skipsSmall: [Bool] = []
    for (entryIndex, entry) in plan.entries.enumerated() {
      for (position, subject) in entry.subjects.enumerated() {
        switch measured[entryIndex][position] {
        case .failure(let unavailable):
          findings.append(broken(entry, subject, unavailable.reason))
        case .success(let measurements) where measurements.isEmpty:
          findings.append(broken(entry, subject, "the check gave no number"))
        case .success(let measurements):
          for measurement in measurements {
            let finding = judge(entry, subject, measurement)
            tests += self.tests(of: finding, at: findings.count)
            findings.append(finding)
          }
        }
        let isOptional = subject.slice.map { !entry.namesSlices && !slices[$0].isEmpty } ?? false
        skipsSmall += Array(repeating: isOptional, count: findings.count - skipsSmall.count)
      }
    }
    let families = FamilyCorrection(statistics: configuration.statistics)
      .apply(to: &findings, tests)
    return Judged(
      findings: findings.indices.map { settle(findings[$0], skipsSmall: skipsSmall[$0]) },
      families: families)
  }

  private typealias Measured = Result<[Measurement], Unavailable>

  /// `[entry][subject]`. The whole table's entries and then the slices are measured in parallel; a
  /// slice is restricted once for all entries that ask for it.
  private func measure(_ evidence: Evidence) -> [[Measured]] {
    let settings = MeasureSettings(
      alpha: configuration.statistics.alpha, seed: configuration.statistics.seed,
      parallel: parallel)
    var results = plan.entries.map { entry in
      [Measured](repeating: .success([]), count: entry.subjects.count)
    }
    let wholes = plan.entries.indices.filter { plan.entries[$0].subjects.contains(.whole) }
    let tabulated = evidence.tabulating(plan.keys(of: .whole), parallel: parallel)
    let whole = parallel.map(count: wholes.count) { index in
      run(plan.entries[wholes[index]], tabulated, settings)
    }
    for (index, result) in zip(wholes, whole) {
      for (position, subject) in plan.entries[index].subjects.enumerated() where subject == .whole {
        results[index][position] = result
      }
    }
    let used = slices.indices.filter { slice in
      plan.entries.contains { $0.subjects.contains(.slice(slice)) }
    }
    let sliced = parallel.map(count: used.count) { index -> [(Int, Measured)] in
      let slice = used[index]
      guard !slices[slice].isEmpty else { return withoutRows(slice) }
      let part = evidence.restricted(to: slices[slice].mask, reference: slices[slice].reference)
        .tabulating(plan.keys(of: .slice(slice)), parallel: Parallel(threads: 1))
      return plan.entries.indices.compactMap { entry in
        plan.entries[entry].subjects.contains(.slice(slice))
          ? (entry, run(plan.entries[entry], part, settings)) : nil
      }
    }
    for (slice, parts) in zip(used, sliced) {
      for (entry, result) in parts {
        for (position, subject) in plan.entries[entry].subjects.enumerated()
        where subject == .slice(slice) {
          results[entry][position] = result
        }
      }
    }
    return results
  }

  /// What every entry that asks for the slice has of it, where no row is in it: nothing is measured.
  private func withoutRows(_ slice: Int) -> [(Int, Measured)] {
    plan.entries.indices.filter { plan.entries[$0].subjects.contains(.slice(slice)) }.map { index in
      let kind = plan.entries[index].kind
      let reason = "no row of \(configuration.data.evaluation.value) is in the slice"
      return (
        index,
        .success([
          Measurement(direction: kind.direction, unit: kind.unit, candidate: .undefined(reason))
        ])
      )
    }
  }

  private func run(
    _ entry: PlannedEntry, _ evidence: Evidence, _ settings: MeasureSettings
  ) -> Measured {
    do throws(Unavailable) {
      let compared = evidence.comparing(with: entry.configuration.comparesWith)
      return .success(try entry.check.measure(on: compared, settings: settings))
    } catch {
      return .failure(error)
    }
  }

  private func judge(
    _ entry: PlannedEntry, _ subject: Subject, _ measurement: Measurement
  ) -> Finding {
    var measurement = measurement
    if let slice = subject.slice { measurement.subject.slice = slices[slice].name }
    let judge = Judge(
      alpha: configuration.statistics.alpha, name: entry.kind.id,
      counted: CountedUnit(entry.kind),
      showsPercent: measurement.isBoundedInPercent(
        by: entry.configuration.conditions + measurement.bounds))
    let proof =
      entry.configuration.proof
      ?? (subject == .whole ? .hold : configuration.statistics.proofOnSlices)
    var conditions = (entry.configuration.conditions + measurement.bounds).map {
      judge.judge($0, measurement, proof: proof)
    }
    measurement.bounds = []
    let rows = measurement.candidate.estimate?.rows ?? 0
    conditions = conditions.map { $0.reserved(for: measurement) }
    let isPart = subject != .whole || measurement.subject.group != nil
    if isPart, rows < configuration.statistics.minimumRows {
      conditions = conditions.map { tooSmall($0, measurement, rows, entry) }
    }
    let id = FindingID.text(
      entry.configuration, feature: measurement.subject.feature, group: measurement.subject.group,
      slice: measurement.subject.slice)
    return Finding(
      id: id, suite: entry.configuration.suite, check: entry.kind.id, measurement: measurement,
      conditions: conditions, outcome: .recorded, severity: entry.configuration.severity,
      message: "",
      location: location(entry))
  }

  private func tests(of finding: Finding, at index: Int) -> [FamilyCorrection.Test] {
    finding.conditions.enumerated().compactMap { position, judged in
      HarmTest.p(
        judged.condition, finding.measurement, alpha: configuration.statistics.alpha
      ).map {
        FamilyCorrection.Test(
          finding: index, condition: position, family: TestFamily(of: finding), p: $0)
      }
    }
  }

  /// Makes outcome and message from the judged conditions.
  ///
  /// - Parameter skipsSmall: whether a slice too small to judge may be recorded: only `all` asked for
  ///   it, and a rare value must not block every gate. One that was named stays inconclusive.
  private func settle(_ finding: Finding, skipsSmall: Bool) -> Finding {
    var finding = finding
    guard finding.outcome != .error else { return finding }
    let outcomes = finding.conditions.map(\.outcome)
    finding.outcome =
      if outcomes.isEmpty {
        .recorded
      } else if outcomes.contains(.failed) {
        finding.severity == .fail ? .failed : .warned
      } else if outcomes.contains(.inconclusive) {
        skipsSmall && isSmall(finding) ? .recorded : undecided(finding)
      } else {
        .passed
      }
    let telling = finding.conditions.filter { $0.outcome != .passed }
    let told = telling.isEmpty ? finding.conditions : telling
    finding.message =
      told.isEmpty ? Wording.recorded(finding) : told.map(\.reason).joined(separator: "; ")
    if finding.outcome == .recorded, !outcomes.isEmpty {
      finding.message = "not judged: " + finding.message
    }
    if let statement = finding.measurement.statement {
      finding.message = statement + "; " + finding.message
    }
    if case .string(let note)? = finding.measurement.detail["note"] {
      finding.message += "; " + note
    }
    return finding
  }

  /// What is only told is told as well where it is no number.
  private func undecided(_ finding: Finding) -> Outcome {
    finding.severity == .warn && finding.isUndefined ? .warned : .inconclusive
  }

  private func broken(_ entry: PlannedEntry, _ subject: Subject, _ reason: String) -> Finding {
    let slice = subject.slice.map { slices[$0].name }
    return Finding(
      id: FindingID.text(entry.configuration, slice: slice),
      suite: entry.configuration.suite, check: entry.kind.id,
      measurement: Measurement(
        subject: .init(slice: slice), direction: entry.kind.direction, unit: entry.kind.unit,
        candidate: .undefined(reason)),
      conditions: [], outcome: .error, severity: entry.configuration.severity,
      message: "\(entry.kind.id) could not be measured: \(reason)", location: location(entry))
  }

  private func location(_ entry: PlannedEntry) -> SourceLocation? {
    guard let file = configuration.file, let place = entry.configuration.check.place else {
      return nil
    }
    return SourceLocation(file: file, line: place.line)
  }
}

extension JudgedCondition {
  /// The same, with the doubt that what is not measured in every group leaves: it cannot be shown to hold.
  func reserved(for measurement: Measurement) -> JudgedCondition {
    guard outcome == .passed, let gap = measurement.gap else { return self }
    var result = self
    result.outcome = .inconclusive
    result.proof = .hold
    result.reason += ", but not all is measured: " + gap
    return result
  }
}
