internal import Checks
internal import Findings
internal import Judging
internal import Kernels
internal import Statistics

/// What rows could decide that nobody has scored yet: from their number, the labels, and assumptions.
struct AssumedPower {
  /// The share of rows that one of two related models alone decides right.
  static let discordance = 0.06
  static let share = 0.9
  static let area = 0.85
  static let correlation = 0.9

  let statistics: StatisticsConfiguration
  /// 1 for a positive row; nil for another task.
  let labels: [UInt8]?
  let rowCount: Int

  /// What is taken for granted, in sentences.
  static let assumptions = [
    "6% of the rows are decided right by one of the two models alone, and 90% by each",
    "for ranking metrics: a ROC AUC of 0.85, and errors of the two models that correlate by 0.9",
    "'can never decide' takes the best case: no row is decided differently",
  ]

  func decision(
    _ entry: PlannedEntry, _ condition: Condition, slice: Slice?, isExploratory: Bool
  ) -> PlannedDecision {
    let family = TestFamily(
      kind: condition.kind == .maxCreep ? .creep : slice == nil ? .primary : .slices,
      isExploratory: isExploratory)
    var decision = PlannedDecision(
      id: FindingID.text(entry.configuration, slice: slice?.name), condition: condition,
      family: family.name,
      proof: entry.configuration.proof ?? (slice == nil ? .hold : statistics.proofOnSlices),
      unit: entry.kind.unit, prospect: .needsScores)
    guard condition.judge == .interval else {
      decision.prospect = .onPoint
      return decision
    }
    let counts = counts(slice)
    let basis = Basis(check: entry.kind.id)
    decision.rows = basis?.rows(counts)
    guard condition.kind.isComparison, let basis, let rows = decision.rows,
      condition.bound.unit != .percent
    else { return decision }
    let margin = condition.bound.value
    decision.margin = margin
    guard rows > 1 else {
      decision.prospect = .neverDecides
      return decision
    }
    let error = basis.standardError(counts)
    decision.detectableEffect = Power.minimalDetectableEffect(
      standardError: error, alpha: statistics.alpha)
    decision.rowsNeeded = Power.rowsNeeded(
      margin: margin, standardError: error, rows: counts.all, alpha: statistics.alpha)
    let isSmall = slice != nil && rows < statistics.minimumRows
    let equalityIsOpen = margin == 0 && condition.kind != .minImprovement
    if isSmall {
      decision.prospect = .neverDecides
      decision.rowsNeeded = max(decision.rowsNeeded ?? 0, statistics.minimumRows)
    } else if equalityIsOpen, decision.proof == .hold {
      decision.prospect = .neverDecides
    } else if !equalityIsOpen, decision.proof == .hold, basis.isShare, bestCase(rows) > margin {
      decision.prospect = .neverDecides
    } else if equalityIsOpen || (decision.detectableEffect ?? .infinity) <= margin {
      decision.prospect = .canDecide
      decision.rowsNeeded = nil
    } else {
      decision.prospect = .underpowered
    }
    return decision
  }

  /// The half width of Newcombe's interval where no row is decided differently.
  private func bestCase(_ rows: Int) -> Double {
    let both = Int((Double(rows) * AssumedPower.share).rounded())
    let paired = NewcombePaired(both: both, onlyFirst: 0, onlySecond: 0, neither: rows - both)
    return paired.interval(alpha: statistics.alpha)?.high ?? .infinity
  }

  private func counts(_ slice: Slice?) -> Basis.Counts {
    let all = slice?.mask.count ?? rowCount
    guard let labels else { return Basis.Counts(all: all, positives: nil) }
    guard let slice else { return Basis.Counts(all: all, positives: labels.count { $0 == 1 }) }
    return Basis.Counts(
      all: all, positives: slice.mask.selected(of: labels).count { $0 == 1 })
  }
}

/// The rows that a check's number rests on, as far as labels alone tell.
private enum Basis {
  case rows, positives, negatives, area, doubledArea

  struct Counts {
    let all: Int
    /// Nil where the task has no positive class.
    let positives: Int?
  }

  /// Nil where only scores can tell.
  init?(check: String) {
    switch check {
    case "accuracy", "error_rate", "selection_rate", "micro_f1", "micro_precision", "micro_recall":
      self = .rows
    case "recall", "false_negative_rate": self = .positives
    case "specificity", "false_positive_rate": self = .negatives
    case "roc_auc": self = .area
    case "gini": self = .doubledArea
    default: return nil
    }
  }

  var isShare: Bool { self != .area && self != .doubledArea }

  func rows(_ counts: Counts) -> Int? {
    switch self {
    case .rows: counts.all
    case .positives: counts.positives
    case .negatives: counts.positives.map { counts.all - $0 }
    case .area, .doubledArea: counts.positives.map { min($0, counts.all - $0) }
    }
  }

  func standardError(_ counts: Counts) -> Double {
    switch self {
    case .rows, .positives, .negatives:
      (AssumedPower.discordance / Double(max(1, rows(counts) ?? 1))).squareRoot()
    case .area: areaError(counts)
    case .doubledArea: 2 * areaError(counts)
    }
  }

  /// Hanley and McNeil's standard error of one area (Radiology 143, 1982), and of the difference of two
  /// that correlate.
  private func areaError(_ counts: Counts) -> Double {
    let positives = Double(max(1, counts.positives ?? 1))
    let negatives = max(1, Double(counts.all) - positives)
    let area = AssumedPower.area
    let first = area / (2 - area) - area * area
    let second = 2 * area * area / (1 + area) - area * area
    let variance =
      (area * (1 - area) + (positives - 1) * first + (negatives - 1) * second)
      / (positives * negatives)
    return (2 * (1 - AssumedPower.correlation) * variance).squareRoot()
  }
}
