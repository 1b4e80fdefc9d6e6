internal import Checks
internal import Findings
internal import Judging
internal import Kernels

/// Measures every planned entry on every subject, and has it judged.
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

  /// Without waivers, and without what no check of the plan measures.
  func findings(on evidence: Evidence) -> Judged {
    let judged = Ruling.judge(
      cases(on: evidence), rules: JudgingRules(configuration.statistics))
    return Judged(findings: judged.findings, families: judged.families)
  }

  /// What is to be judged, in the order of the configuration: entry, then whole table, then its slices.
  func cases(on evidence: Evidence) -> [Case] {
    let measured = measure(evidence)
    return plan.entries.indices.flatMap { index -> [Case] in
      let entry = plan.entries[index]
      return entry.subjects.indices.flatMap { position -> [Case] in
        let subject = entry.subjects[position]
        return switch measured[index][position] {
        case .failure(let unavailable): [broken(entry, subject, unavailable.reason)]
        case .success(let measurements) where measurements.isEmpty:
          [broken(entry, subject, "the check gave no number")]
        case .success(let measurements): measurements.map { asked(entry, subject, $0) }
        }
      }
    }
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

  private func asked(
    _ entry: PlannedEntry, _ subject: Subject, _ measurement: Measurement
  ) -> Case {
    var measurement = measurement
    if let slice = subject.slice { measurement.subject.slice = slices[slice].name }
    let conditions = entry.configuration.conditions + measurement.bounds
    measurement.bounds = []
    let proof =
      entry.configuration.proof
      ?? (subject == .whole ? .hold : configuration.statistics.proofOnSlices)
    let about = measurement.subject
    return Case(
      id: FindingID.text(
        entry.configuration, feature: about.feature, group: about.group, slice: about.slice),
      suite: entry.configuration.suite, check: entry.kind.id, measurement: measurement,
      conditions: conditions, severity: entry.configuration.severity, location: location(entry),
      terms: JudgingTerms(
        proof: proof, counted: CountedUnit(entry.kind), namesSlices: entry.namesSlices,
        isOptional: subject.slice.map { !entry.namesSlices && !slices[$0].isEmpty } ?? false))
  }

  private func broken(_ entry: PlannedEntry, _ subject: Subject, _ reason: String) -> Case {
    let slice = subject.slice.map { slices[$0].name }
    return Case(
      id: FindingID.text(entry.configuration, slice: slice), suite: entry.configuration.suite,
      check: entry.kind.id,
      measurement: Measurement(
        subject: .init(slice: slice), direction: entry.kind.direction, unit: entry.kind.unit,
        candidate: .undefined(reason)),
      conditions: [], severity: entry.configuration.severity, location: location(entry),
      terms: nil)
  }

  private func location(_ entry: PlannedEntry) -> SourceLocation? {
    guard let file = configuration.file, let place = entry.configuration.check.place else {
      return nil
    }
    return SourceLocation(file: file, line: place.line)
  }
}
