/// All that a reporter may know: the finished, judged run.
package struct Report: Sendable, Equatable {
  package var toolVersion: String
  package var gate: String
  package var verdict: Verdict
  package var exitCode: Int
  /// One sentence: `2 of 41 findings failed: …`.
  package var reason: String
  package var counts: Counts
  package var inputs: [Input]
  package var statistics: StatisticsUsed
  /// In the order of the configuration.
  package var findings: [Finding]
  package var exhibits: [Exhibit]
  /// What is no finding and should be known all the same.
  package var notes: [Note] = []
  package var run: Run
  /// The entries that alone were run, as they were asked for; empty for a run of everything.
  package var only: [String] = []
  /// What judging went by; nil where nothing was judged, and in reports of versions that did not write it.
  package var policy: GatePolicy?

  package init(
    toolVersion: String, gate: String, verdict: Verdict, exitCode: Int, reason: String,
    counts: Counts, inputs: [Input], statistics: StatisticsUsed, findings: [Finding],
    exhibits: [Exhibit], run: Run
  ) {
    self.toolVersion = toolVersion
    self.gate = gate
    self.verdict = verdict
    self.exitCode = exitCode
    self.reason = reason
    self.counts = counts
    self.inputs = inputs
    self.statistics = statistics
    self.findings = findings
    self.exhibits = exhibits
    self.run = run
  }

  /// How many findings were planned, and what became of them. `planned` is their sum.
  package struct Counts: Sendable, Equatable {
    package var planned: Int
    package var byOutcome: [Outcome: Int]
    package init(planned: Int, byOutcome: [Outcome: Int]) {
      self.planned = planned
      self.byOutcome = byOutcome
    }

    /// 0 for an outcome that no finding has.
    package subscript(outcome: Outcome) -> Int { byOutcome[outcome] ?? 0 }
  }

  /// What the run read: a file, or a model that answered from elsewhere.
  package struct Input: Sendable, Equatable {
    /// `config`, `candidate`, `baseline`, `anchor`, `evaluation`, `reference`.
    package var role: String
    /// As the user gave it, never made absolute; the command or the address of a model that is no
    /// file.
    package var path: String
    /// Empty for what is no file: nothing of it can be hashed.
    package var sha256: String
    package var bytes: Int
    /// For example `xgboost-json`, `csv`.
    package var format: String
    /// Further facts in display order: rows, columns, objective, trees.
    package var facts: [Fact]
    package init(
      role: String, path: String, sha256: String, bytes: Int, format: String, facts: [Fact]
    ) {
      self.role = role
      self.path = path
      self.sha256 = sha256
      self.bytes = bytes
      self.format = format
      self.facts = facts
    }

    /// Whether there are bytes, which the hash names.
    package var isFile: Bool { !sha256.isEmpty }
  }

  /// Something to know of an input, in display form.
  package struct Fact: Sendable, Equatable {
    package var name: String
    package var value: String
    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// What is needed to compute the intervals and decisions again.
  package struct StatisticsUsed: Sendable, Equatable {
    package var alpha: Double
    package var correction: String
    package var seed: UInt64
    /// The tests that were corrected together, in the order primary, slices, groups, features, creep.
    package var families: [Family]
    package init(alpha: Double, correction: String, seed: UInt64, families: [Family] = []) {
      self.alpha = alpha
      self.correction = correction
      self.seed = seed
      self.families = families
    }

    /// For people: `holm: 8 primary, 192 slices`.
    package var correctionText: String {
      guard !families.isEmpty else { return correction }
      return correction + ": "
        + families.map { "\(NumberStyle.ascii.count($0.tests)) \($0.name)" }.joined(separator: ", ")
    }
  }

  /// Tests that share one correction.
  package struct Family: Sendable, Equatable {
    package var name: String
    package var tests: Int
    /// `holm`, `benjamini_hochberg` or `none`.
    package var correction: String
    /// The family's part of alpha: the chance that it fails a candidate as good as the baseline.
    package var alpha: Double
    package init(name: String, tests: Int, correction: String, alpha: Double) {
      self.name = name
      self.tests = tests
      self.correction = correction
      self.alpha = alpha
    }
  }

  /// All that may differ between two runs over the same inputs.
  package struct Run: Sendable, Equatable {
    /// ISO 8601, UTC, seconds.
    package var start: String
    package var seconds: Double
    package var host: String
    /// Environment of the CI job where there is one: `job`, `commit`, `url`, …
    package var ci: [String: String]
    package init(start: String, seconds: Double, host: String, ci: [String: String] = [:]) {
      self.start = start
      self.seconds = seconds
      self.host = host
      self.ci = ci
    }
  }
}
