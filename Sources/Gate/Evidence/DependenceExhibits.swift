internal import Checks
internal import Explanations
internal import Findings
internal import Kernels
internal import Metrics
internal import Models
internal import Tabular

/// Partial dependence of both models' answers on the features that matter: those that findings are about,
/// urgent ones first, then the most important ones. Nothing where no check asks a model again.
struct DependenceExhibits {
  /// The features, places of an axis, levels and rows that are shown: what a reader takes in, and little
  /// beside the checks that ask for importance.
  private static let (featureLimit, placeLimit, levelLimit, rowLimit) = (4, 20, 12, 2_000)

  let evidence: Evidence
  let findings: [Finding]
  let seed: UInt64
  let parallel: Parallel

  var exhibits: [Exhibit] {
    guard case .success(let candidate)? = evidence.scorables[.candidate] else { return [] }
    let own = candidate.sampled(rows: Self.rowLimit, seed: seed)
    let other = (try? evidence.scorables[.baseline]?.get())?
      .sampled(rows: Self.rowLimit, seed: seed)
    // A feature that moves no answer takes no place from one that does.
    return Array(
      features(of: candidate).lazy.compactMap { exhibit($0, own, other) }
        .prefix(Self.featureLimit))
  }

  private func features(of model: Scorable) -> [String] {
    func named(_ findings: [Finding]) -> [String] {
      findings.compactMap(\.measurement.subject.feature)
    }
    let urgent = findings.filter { ![.passed, .recorded].contains($0.outcome) }
    let important = (ImportanceExhibits(evidence: evidence).asked.first?.1.ranked ?? [])
      .filter { $0.use != .unread && $0.group.columns.count == 1 }.flatMap(\.group.columns)
    var seen: Set<String> = []
    return (named(urgent) + important + named(findings)).filter { name in
      seen.insert(name).inserted && model.rows.table[name] != nil && !model.hidden.contains(name)
    }
  }

  /// Nil where neither model's answer moves, or the candidate cannot be asked.
  private func exhibit(_ feature: String, _ own: Scorable, _ other: Scorable?) -> Exhibit? {
    guard let column = own.rows.table[feature] else { return nil }
    let grid = grid(column)
    guard grid.points.count > 1 else { return nil }
    func curves(_ model: Scorable) -> [[Double]] {
      (try? model.partialDependence(on: feature, grid: grid, parallel: parallel)) ?? []
    }
    let candidate = curves(own)
    let baseline = other.map(curves) ?? []
    // Of several classes the one that the candidate's answer moves most.
    guard let answer = candidate.indices.max(by: { spread(candidate[$0]) < spread(candidate[$1]) })
    else { return nil }
    var lines = [(name: Role.candidate.rawValue, means: candidate[answer])]
    if baseline.indices.contains(answer) {
      lines.append((Role.baseline.rawValue, baseline[answer]))
    }
    guard lines.contains(where: { spread($0.means) > 0 }),
      lines.allSatisfy({ $0.means.allSatisfy(\.isFinite) })
    else { return nil }
    let label = "\(unit(own, answer)), \(NumberStyle.ascii.count(own.rows.rowCount)) rows"
    return Exhibit(
      id: "dependence-\(feature)", title: "Partial dependence on \(feature)",
      content: content(grid, label: label, feature: feature, lines))
  }

  private func grid(_ column: Column) -> FeatureGrid {
    let grid = FeatureGrid(of: column, resolution: Self.placeLimit)
    guard case .categorical(let codes, let levels) = column.values,
      grid.points.count > Self.levelLimit
    else { return grid }
    var counts = [Int](repeating: 0, count: levels.count)
    for code in codes where code >= 0 { counts[Int(code)] += 1 }
    let frequent = levels.indices.sorted { (counts[$1], $0) < (counts[$0], $1) }
    return FeatureGrid(points: frequent.prefix(Self.levelLimit).map { .level(levels[$0]) })
  }

  /// A line over numbers; bars over levels, the highest first.
  private func content(
    _ grid: FeatureGrid, label: String, feature: String, _ lines: [(name: String, means: [Double])]
  ) -> Exhibit.Content {
    if let numbers = grid.numbers {
      return .curves(
        xLabel: feature, yLabel: label, unitSquare: false, diagonal: false,
        series: lines.map { line in
          Exhibit.Series(name: line.name, points: zip(numbers, line.means).map(Exhibit.Point.init))
        })
    }
    let order = grid.points.indices.sorted {
      (lines[0].means[$1], $0) < (lines[0].means[$0], $1)
    }
    return .bars(
      label: label, names: order.map { name(grid.points[$0]) },
      series: lines.map { line in
        Exhibit.Intervals(
          name: line.name, values: order.map { Exhibit.Interval(value: line.means[$0]) })
      })
  }

  private func name(_ point: FeatureGrid.Point) -> String {
    switch point {
    case .number(let number): NumberStyle.ascii.short(number)
    case .truth(let truth): truth ? "true" : "false"
    case .level(let level): level
    }
  }

  private func unit(_ model: Scorable, _ answer: Int) -> String {
    switch model.outcomes {
    case .binary(let rows):
      rows.scores.isEmpty
        ? "share decided positive"
        : rows.scoresAreProbabilities ? "mean predicted probability" : "mean score"
    case .multiclass(let rows):
      rows.classes.indices.contains(answer)
        ? "mean probability of \(rows.classes[answer])" : "mean probability"
    case .regression: "mean prediction"
    case .ranking: "mean score"
    }
  }

  private func spread(_ means: [Double]) -> Double {
    (means.max() ?? 0) - (means.min() ?? 0)
  }
}
