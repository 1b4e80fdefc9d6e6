import Findings

extension Metric<BinaryOutcomes> {
  /// A metric that is a formula of the four cells of the confusion matrix.
  ///
  /// - Parameters:
  ///   - rows: The denominator.
  ///   - limits: Further groups of rows that the value rests on.
  static func ofCells(
    id: String, name: String, direction: Direction, unit: String = "rate", summary: String,
    formula: String,
    reference: String, range: ClosedRange<Double> = 0...1, interval: IntervalKind = .unitLogit,
    rows: CellSet = .all, limits: [CellSet] = [],
    hits: (@Sendable (BinaryOutcomes) -> [UInt8])? = nil,
    _ number: @escaping @Sendable (BinaryConfusion) throws(Undefined) -> CellNumber
  ) -> Metric {
    Metric(
      id: id, name: name, direction: direction, unit: unit,
      summary: summary, formula: formula, reference: reference, range: range, interval: interval,
      hits: hits
    ) { outcomes in
      .of { () throws(Undefined) in
        let confusion = BinaryConfusion(outcomes)
        guard confusion.rows(.all) > 0 else { throw .noRows }
        return confusion.value(
          of: try number(confusion), outcomes: outcomes, rows: rows, limits: [rows] + limits,
          formula: interval == .proportion ? nil : number)
      }
    }
  }

  /// A metric that is the share of `part` in `whole`.
  static func share(
    of part: CellSet, in whole: CellSet, id: String, name: String, direction: Direction,
    summary: String, formula: String, reference: String
  ) -> Metric {
    // Whom the two models call positive differs, so a share of those has no common rows.
    let hasCommonRows = [.all, .positives, .negatives].contains(whole)
    let hits: @Sendable (BinaryOutcomes) -> [UInt8] = { outcomes in
      outcomes.labels.indices.map { row in
        let cell = BinaryConfusion.cell(
          label: outcomes.labels[row], decision: outcomes.decisions[row])
        let bit = CellSet(rawValue: 1 << UInt8(cell))
        return whole.contains(bit) ? (part.contains(bit) ? 1 : 0) : 2
      }
    }
    return .ofCells(
      id: id, name: name, direction: direction, summary: summary, formula: formula,
      reference: reference, interval: .proportion, rows: whole, hits: hasCommonRows ? hits : nil
    ) { confusion throws(Undefined) in try confusion.share(of: part, in: whole) }
  }
}
