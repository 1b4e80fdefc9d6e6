internal import Explanations
internal import Findings
internal import Kernels
internal import Statistics
internal import Tabular

/// What part of a model's importance lies on features that say much about a protected attribute.
///
/// sum over features of share(j) where the dependence of feature and attribute is above `dependence`:
/// Cramér's V of the two columns, numbers in bins, corrected for its bias (Bergsma, "A bias-correction for
/// Cramér's V and Tschuprow's T", 2013). The attribute itself counts, being its own best proxy.
struct ProxyLoad: Check {
  let options: ImportanceOptions
  let protected: [String]
  let dependence: Double

  var idleOptions: [String] {
    dependence >= 1 ? ["'dependence: 1' finds no proxy: Cramer's V is never above 1"] : []
  }

  private var request: LiteralRequest { LiteralRequest(columns: nil, bins: 10, levels: 50) }

  typealias Inputs = (importances: ImportancePair, table: LiteralTable)

  var demand: Demand<(importances: ImportancePair, table: LiteralTable)> {
    Demand.both(ImportancePair.demand(options), .literals(request)).map {
      (importances: $0, table: $1)
    }
  }

  func measure(
    _ inputs: (importances: ImportancePair, table: LiteralTable), settings: MeasureSettings
  ) -> [Measurement] {
    protected.map { attribute in
      measurement(attribute, inputs.importances, inputs.table, settings)
    }
  }

  private func measurement(
    _ attribute: String, _ importances: ImportancePair, _ table: LiteralTable,
    _ settings: MeasureSettings
  ) -> Measurement {
    var detail = ImportancePair.detail(importances.candidate)
    func undefined(_ reason: String) -> Measurement {
      Measurement(
        subject: .init(feature: attribute), direction: .lower, unit: "rate",
        candidate: .undefined(reason), detail: detail)
    }
    guard let column = table.columns.first(where: { $0.name == attribute }) else {
      return undefined(
        "'\(attribute)' is neither a feature nor among the protected columns of 'data'")
    }
    guard Set(column.coded.codes).count > 1 else {
      return undefined("every row has the same '\(attribute)', so no feature could stand for it")
    }
    guard let shares = ImportanceShares(importances.candidate, alpha: settings.alpha) else {
      return undefined(ImportancePair.noShares(.candidate).reason)
    }
    let dependences = importances.candidate.features.map { feature in
      feature.group.columns.compactMap { name in
        table.columns.first { $0.name == name }.flatMap { other in
          ContingencyTable(column.coded, other.coded).correctedCramersV
        }
      }.max() ?? 0
    }
    let sum = shares.sum(
      dependences.map { $0 > dependence ? 1 : 0 }, alpha: settings.alpha)
    let proxies = zip(shares.shares, dependences)
      .filter { $0.1 > dependence && $0.0.value > 0 }
      .sorted { ($1.0.value, $0.0.name) < ($0.0.value, $1.0.name) }
    detail["proxies"] = .array(
      proxies.map { share, dependence in
        .object([
          "feature": .string(share.name), "share": .number(share.value),
          "dependence": .number(dependence),
        ])
      })
    detail["note"] = .string(
      proxies.isEmpty
        ? "no important feature says much about '\(attribute)'"
        : "features that say much about '\(attribute)': "
          + proxies.prefix(5).map {
            "\($0.0.name) (\(ImportancePair.percent($0.0.value)), V \(NumberStyle.ascii.short($0.1)))"
          }.joined(separator: ", "))
    return Measurement(
      subject: .init(feature: attribute), direction: .lower, unit: "rate",
      candidate: .number(
        Estimate(
          value: sum.value, low: sum.low, high: sum.high.map { min(1, $0) },
          rows: importances.candidate.rowCount)),
      detail: detail)
  }

  static func kind(_ task: TaskKind) -> CheckKind {
    CheckKind(
      id: "proxy_load", title: "Proxy load",
      summary: "What part of all importance lies on features that say much about a protected "
        + "attribute.",
      formula:
        "sum_j s_j where the bias-corrected Cramer's V of feature j and the attribute is above "
        + "'dependence'",
      reference: "none in a library; scipy.stats.contingency.association (V without correction)",
      direction: .lower, unit: "rate", task: task,
      options: ImportanceOptions.all(task) + [
        CheckOption(
          name: "protected", shape: .columns, summary: "the protected attributes",
          exampleText: "[sex, race]"),
        CheckOption(
          name: "dependence", summary: "from which Cramer's V on a feature counts as a proxy",
          defaultText: "0.3", exampleText: "0.3"),
      ],
      baseline: .comparedWithoutInterval, defaultJudge: .interval, takesSlices: false,
      example: "max: 0.3",
      make: { reader throws(OptionError) in
        let options = try ImportanceOptions(&reader, task: task)
        guard let protected = try reader.texts("protected") else {
          throw OptionError(line: nil, column: nil, message: "lacks the option 'protected'")
        }
        return ProxyLoad(
          options: options, protected: protected,
          dependence: try reader.number("dependence", in: 0...1, default: 0.3))
      })
  }
}
