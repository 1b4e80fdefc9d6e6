internal import Checks
internal import Findings
internal import Kernels
internal import Metrics

/// The curves and matrices of the whole table, for both models.
struct ExhibitsBuilder {
  let parallel: Parallel

  func exhibits(of evidence: Evidence) -> [Exhibit] {
    var named: [(name: String, outcomes: Outcomes)] = []
    // The anchor is for one question only, and has no curve.
    for role in [Role.candidate, .baseline] {
      if case .success(let outcomes)? = evidence.outcomes[role] {
        named.append((role.rawValue, outcomes))
      }
    }
    let binary = named.compactMap { name, outcomes in
      if case .binary(let binary) = outcomes { (name, binary) } else { nil }
    }
    if !binary.isEmpty { return self.binary(binary) }
    let multiclass = named.compactMap { name, outcomes in
      if case .multiclass(let multiclass) = outcomes { (name, multiclass) } else { nil }
    }
    return multiclass.isEmpty ? [] : [confusion(multiclass)]
  }

  private func binary(_ models: [(String, BinaryOutcomes)]) -> [Exhibit] {
    let scored = models.filter { !$0.1.scores.isEmpty }
    let kinds: [@Sendable (BinaryOutcomes) -> [Exhibit.Point]?] = [
      { Curves.roc($0) }, { Curves.precisionRecall($0) },
      { Curves.calibration($0) },
    ]
    let points = parallel.map(count: scored.count * kinds.count) { index in
      kinds[index / max(1, scored.count)](scored[index % max(1, scored.count)].1)
    }
    func series(_ kind: Int) -> [Exhibit.Series] {
      scored.indices.compactMap { model in
        points[kind * scored.count + model].map {
          Exhibit.Series(name: scored[model].0, points: $0)
        }
      }
    }
    let curves: [Exhibit] = [
      Exhibit(
        id: "roc", title: "ROC curve",
        content: .curves(
          xLabel: "false positive rate", yLabel: "true positive rate", unitSquare: true,
          diagonal: true, series: series(0))),
      Exhibit(
        id: "precision-recall", title: "Precision and recall",
        content: .curves(
          xLabel: "recall", yLabel: "precision", unitSquare: true, diagonal: false,
          series: series(1))),
      Exhibit(
        id: "calibration", title: "Calibration, ten bins of equal mass",
        content: .curves(
          xLabel: "mean predicted probability", yLabel: "observed share", unitSquare: true,
          diagonal: true, series: series(2))),
    ].filter {
      if case .curves(_, _, _, _, let series) = $0.content { !series.isEmpty } else { true }
    }
    let matrices = models.map { Exhibit.Matrix(name: $0.0, cells: ConfusionMatrix.cells($0.1)) }
    let matrix = Exhibit(
      id: "confusion", title: "Confusion matrix",
      content: .confusion(classes: ["negative", "positive"], matrices: matrices))
    return curves + [matrix]
  }

  private func confusion(_ models: [(String, MulticlassOutcomes)]) -> Exhibit {
    Exhibit(
      id: "confusion", title: "Confusion matrix",
      content: .confusion(
        classes: models.first?.1.classes ?? [],
        matrices: models.map { Exhibit.Matrix(name: $0.0, cells: ConfusionMatrix.cells($0.1)) }))
  }
}
