import Findings

extension Samples {
  /// Every outcome, every condition, and text that wants to be markup, a command or another line.
  static let mixed = report(
    verdict: .failed, exitCode: 1,
    reason: "2 of 21 findings failed: performance/roc_auc (0.8911, at least 0.90), "
      + "performance/recall[sex=Female] (-3.87 pp, at most 1pp worse)",
    findings: performance + fairness + nasty, exhibits: exhibits,
    waivers: [
      declared(
        "performance/recall[part-time]", "RISK-412", "2027-01-31",
        limit: .change(Bound(value: -0.03, unit: .points, text: "-3pp")))
    ])

  private static let performance: [Finding] = [
    finding(
      "performance", "roc_auc", .failed,
      "0.8911 is below 0.90, and -1.42 pp [-1.89, -0.95] is worse than the margin of 0.5 pp",
      candidate: (0.89112, 0.88704, 0.89520), baseline: (0.90531, 0.90162, 0.90900),
      difference: (-0.01419, -0.01888, -0.00950), rows: 30_162, line: 24,
      conditions: [min("0.90", 0.9, .failed), regression("0.005", 0.005, .failed)]),
    finding(
      "performance", "log_loss", .passed, "0.3102 is at most 0.35", direction: .lower,
      unit: "nats", candidate: (0.31021, 0.30502, 0.31540),
      baseline: (0.30790, 0.30252, 0.31328), difference: (0.00231, 0.00009, 0.00453),
      rows: 30_162, line: 25,
      conditions: [max("0.35", 0.35, .passed), regression("2%", 0.02, .passed, unit: .percent)]),
    finding(
      "performance", "brier", .recorded, "0.0982 recorded", direction: .lower, unit: "",
      candidate: (0.09821, 0.09610, 0.10032), baseline: (0.09702, 0.09488, 0.09916),
      difference: (0.00119, 0.00021, 0.00217), rows: 30_162, line: 26, conditions: []),
    finding(
      "performance", "recall", .failed,
      "-3.87 pp [-5.00, -2.74] is worse than the margin of 1 pp: 61 women with a high income are"
        + " newly missed", candidate: (0.6120, 0.5810, 0.6430), baseline: (0.6507, 0.6203, 0.6811),
      difference: (-0.0387, -0.05, -0.0274), rows: 1_769, line: 27, slice: "sex=Female",
      conditions: [regression("1pp", 0.01, .failed, unit: .points)]),
    finding(
      "performance", "recall", .passed, "+0.21 pp [-0.43, +0.85] keeps the margin of 1 pp",
      candidate: (0.6712, 0.6590, 0.6834), baseline: (0.6691, 0.6568, 0.6814),
      difference: (0.0021, -0.0043, 0.0085), rows: 5_739, line: 27, slice: "sex=Male",
      conditions: [regression("1pp", 0.01, .passed, unit: .points)]),
    finding(
      "performance", "recall", .inconclusive,
      "-0.90 pp [-8.10, +6.30] neither keeps nor breaks the margin of 1 pp; about 6,200 rows with a"
        + " positive label would decide", candidate: (0.5833, 0.4710, 0.6956),
      baseline: (0.5923, 0.4804, 0.7042), difference: (-0.009, -0.081, 0.063), rows: 74, line: 27,
      slice: "race=Other", conditions: [regression("1pp", 0.01, .inconclusive, unit: .points)]),
    finding(
      "performance", "recall", .waived, "-2.10 pp [-2.50, -1.70] is accepted",
      candidate: (0.6011, 0.5720, 0.6302), baseline: (0.6221, 0.5931, 0.6511),
      difference: (-0.021, -0.025, -0.017), rows: 940, line: 27, slice: "part-time",
      conditions: [regression("1pp", 0.01, .failed, unit: .points)],
      waiver: Waiver(
        reason: "RISK-412", owner: "ana@example.com", expires: "2027-01-31", downTo: "-3pp")),
    finding(
      "performance", "precision", .warned, "0.7402 is below 0.75", severity: .warn,
      candidate: (0.7402, 0.7290, 0.7514), baseline: (0.7521, 0.7410, 0.7632),
      difference: (-0.0119, -0.0201, -0.0037), rows: 6_210, line: 28,
      conditions: [min("0.75", 0.75, .failed)]),
    finding(
      "performance", "precision", .warned, "no row is predicted positive", severity: .warn,
      candidate: nil, rows: 0, line: 28, slice: "education=Preschool",
      conditions: [min("0.75", 0.75, .inconclusive)]),
    finding(
      "performance", "f1", .passed, "+0.8 pp [+0.2, +1.4] is better by at least 0.1 pp",
      candidate: (0.6801, 0.6702, 0.6900), baseline: (0.6721, 0.6620, 0.6822),
      difference: (0.008, 0.002, 0.014), rows: 30_162, line: 29,
      conditions: [judged(.minImprovement, "0.1pp", 0.001, .passed, .points, .interval)]),
  ]

  private static let fairness: [Finding] =
    ["sex", "race", "sex × race"].flatMap { by in
      [
        finding(
          "fairness", "demographic_parity_ratio", .passed, "0.8310 is at least 0.8",
          candidate: (0.8310, 0.8122, 0.8498), baseline: (0.8291, 0.8100, 0.8482), rows: 30_162,
          line: 31, group: by, conditions: [min("0.8", 0.8, .passed)]),
        finding(
          "fairness", "selection_rate_change", .passed, "within 2 pp of the baseline",
          direction: .none, candidate: (0.2410, 0.2362, 0.2458), baseline: (0.2391, 0.2343, 0.2439),
          difference: (0.0019, -0.0005, 0.0043), rows: 30_162, line: 33, group: by,
          conditions: [judged(.maxChange, "2pp", 0.02, .passed, .points, .interval)]),
      ]
    } + [
      finding(
        "fairness", "equalized_odds_difference", .error,
        "the protected column 'race' has 212 values; at most 50 groups can be compared",
        direction: .lower, candidate: nil, rows: 0, line: 32, conditions: [])
    ]

  private static let nasty: [Finding] = [
    finding(
      "nasty", "a.b|c`d`", .passed, "]]> <script>alert(1)</script> & \"quotes\" 'single'",
      candidate: (1, 1, 1), rows: 30, line: 40, slice: "\u{1B}[31mred\u{1B}[0m\nline two",
      conditions: [min("1", 1, .passed)]),
    finding(
      "nasty", "commands", .warned, "::error file=x::boo\n::error::again ##[error]boo ##vso[task]",
      severity: .warn, candidate: (0, 0, 0), rows: 1_000_000, line: 41,
      slice: "::error::x @someone #12 <!-- --> [link](https://evil.example)",
      conditions: [min("1", 1, .failed)]),
    finding(
      "nasty", "quote\"\u{301} onmouseover=alert(1)", .recorded, "an accent must not hide a quote",
      candidate: (1e-12, -1e300, 1e300), rows: Int(Int32.max), line: 42,
      slice: "\u{202E}desrever\u{202C} \u{0}\u{1}\u{B}\u{FFFE}\u{2028}", conditions: []),
    finding(
      "nasty", "long", .recorded, String(repeating: "very long message ", count: 600),
      unit: "rows", candidate: (123_456.5, -0.0, 9_999_999), rows: 7, line: 43,
      slice: String(repeating: "x", count: 10_000), conditions: []),
  ]
}
