import Findings
import Gate

/// A self-test for people: what the gate said, how often, and of what.
struct SelftestText {
  private let report: SelftestReport
  private let style = NumberStyle.ascii
  /// Findings that are named; the JSON has all.
  private static let shown = 8

  init(_ report: SelftestReport) { self.report = report }

  var text: String {
    var lines = [head]
    if let obstacle = report.obstacle { lines += ["", VisibleText.line(obstacle)] }
    if let equal = report.equal {
      lines += [
        "",
        "equally good models: \(report.task == "ranking" ? "queries" : "rows") drawn again, "
          + "the two models' answers exchanged at random",
      ]
      lines += verdicts(
        equal, [.failed: "false alarms", .inconclusive: "the rows cannot decide"])
      lines += alarms(equal)
    }
    if let worse = report.worse { lines += [""] + self.worse(worse) }
    lines += heldAside
    return lines.joined(separator: "\n") + "\n"
  }

  private var head: String {
    let units =
      report.units == report.rows || report.units == 0
      ? "" : " (\(style.count(report.units)) drawn independently)"
    return
      "\(VisibleText.line(report.gate)): \(report.task ?? "tables"), \(style.count(report.rows)) rows\(units); "
      + "\(style.count(report.runs)) runs, seed \(report.seed)"
  }

  private func worse(_ worse: SelftestReport.Regression) -> [String] {
    let target = style.margin(worse.target, unit: worse.unit)
    var lines = [
      "a candidate that is worse: \(VisibleText.line(worse.entry)) is to lose \(worse.text ?? target)"
    ]
    if let text = worse.text, text.hasSuffix("%") { lines[0] += " (\(target))" }
    if worse.text == nil { lines[0] += ", twice its margin" }
    if let obstacle = worse.obstacle {
      lines.append("  not planted: \(VisibleText.line(obstacle))")
    }
    if let achieved = worse.achieved, let share = worse.share {
      let what =
        switch report.task {
        case "regression": "errors enlarged"
        case "ranking": "relevant rows put last"
        default: "right answers made wrong"
        }
      lines.append(
        "  achieved: \(style.margin(achieved, unit: worse.unit)) on average, "
          + "with \(what) in \(style.short(share * 100))% of the rows")
    }
    if let margin = worse.margin, worse.target <= margin, worse.world != nil {
      lines.append(
        "  the margin is \(style.margin(margin, unit: worse.unit)): a loss within it shall not fail"
      )
    }
    if let world = worse.world {
      lines += verdicts(
        world, [.failed: "caught", .inconclusive: "not passed", .passed: "missed"])
      lines += alarms(world)
    }
    return lines
  }

  private func verdicts(
    _ world: SelftestReport.World, _ meaning: [Verdict: String]
  ) -> [String] {
    let shown = [Verdict.failed, .inconclusive, .passed, .error].filter {
      $0 != .error || world.count($0) > 0
    }
    return TextColumns.aligned(
      shown.map { verdict in
        let rate = world.rate(verdict)
        return [
          verdict.rawValue, "\(style.count(rate.count)) of \(style.count(world.runs))",
          "\(percent(rate.share)) [\(percent(rate.low)), \(percent(rate.high))]",
          meaning[verdict] ?? "",
        ]
      })
  }

  /// With one decimal: `1.5%`.
  private func percent(_ share: Double) -> String {
    let tenths = Int((share * 1000).rounded())
    return "\(tenths / 10).\(tenths % 10)%"
  }

  private func alarms(_ world: SelftestReport.World) -> [String] {
    guard !world.alarms.isEmpty else { return [] }
    let rows = world.alarms.prefix(Self.shown).map { alarm in
      [
        alarm.finding, alarm.failed > 0 ? "failed \(style.count(alarm.failed))" : "",
        alarm.warned > 0 ? "warned \(style.count(alarm.warned))" : "",
      ]
    }
    let more = world.alarms.count - rows.count
    return ["  raised by"] + TextColumns.aligned(rows).map { "  " + $0 }
      + (more > 0 ? ["    and \(style.count(more)) more"] : [])
  }

  private var heldAside: [String] {
    guard !report.heldAside.isEmpty else { return [] }
    return ["", "held aside"]
      + TextColumns.aligned(
        report.heldAside.map {
          [$0.entry, "\($0.condition.kind.rawValue) \($0.condition.bound.text)", $0.reason]
        })
  }
}
