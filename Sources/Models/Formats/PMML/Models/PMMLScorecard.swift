/// Scorecards (`Scorecard`): points for each characteristic, and the reasons for a low score.
struct PMMLScorecard: PMMLScorer {
  struct Attribute: Sendable {
    let predicate: PMMLPredicate
    let score: Double
    /// An expression in place of ``score``.
    let expression: (any PMMLExpression)?
    /// The code of the reason code; NaN without.
    let reason: Double
  }

  struct Characteristic: Sendable {
    let attributes: [Attribute]
    let baseline: Double
  }

  enum Algorithm: String, CaseIterable, Sendable { case pointsAbove, pointsBelow }

  let initialScore: Double
  let characteristics: [Characteristic]
  let algorithm: Algorithm
  let usesReasons: Bool

  func score(_ frame: PMMLFrame) -> PMMLResult {
    var result = PMMLResult(predictions: frame.constant(initialScore))
    if usesReasons {
      result.reasonCodes = Array(repeating: frame.constant(.nan), count: characteristics.count)
    }
    let computed = characteristics.map { characteristic in
      characteristic.attributes.map { $0.expression?.cells(in: frame) }
    }
    for row in 0..<frame.rowCount {
      var reasons: [(points: Double, code: Double)] = []
      for (index, characteristic) in characteristics.enumerated() {
        // A row that no attribute fits has no score.
        guard
          let position = characteristic.attributes.firstIndex(where: {
            $0.predicate.truth(frame, row) == .yes
          })
        else {
          result.predictions[row] = .nan
          break
        }
        let attribute = characteristic.attributes[position]
        let score = computed[index][position]?[row] ?? attribute.score
        result.predictions[row] += score
        let lost =
          algorithm == .pointsBelow
          ? characteristic.baseline - score : score - characteristic.baseline
        if lost >= 0 { reasons.append((lost, attribute.reason)) }
      }
      if usesReasons, !result.predictions[row].isNaN { rank(reasons, row, &result) }
    }
    return result
  }

  /// The reasons by the points they cost, equals in the card's order. Where there are fewer than
  /// ranks, the last is repeated.
  private func rank(
    _ reasons: [(points: Double, code: Double)], _ row: Int, _ result: inout PMMLResult
  ) {
    let order = reasons.indices.sorted {
      reasons[$0].points != reasons[$1].points
        ? reasons[$0].points > reasons[$1].points : $0 < $1
    }
    guard let last = order.last else { return }
    for rank in result.reasonCodes.indices {
      let index = rank < order.count ? order[rank] : last
      result.reasonCodes[rank][row] = reasons[index].code
    }
  }
}

extension PMMLScorecard {
  static func compile(_ context: PMMLModelContext) throws(ModelError) -> PMMLModelCatalog.Compiled {
    let element = context.element
    let usesReasons = element["useReasonCodes"] != "false"
    let baseline = try element.number("baselineScore")
    var characteristics: [Characteristic] = []
    let list = try element.requiredChild("Characteristics")
    for characteristic in list.children("Characteristic") {
      var attributes: [Attribute] = []
      for attribute in characteristic.children("Attribute") {
        let complex = attribute.child("ComplexPartialScore")
        var expression: (any PMMLExpression)?
        if let complex {
          expression = PMMLCast.to(.number, try context.scope.expression(in: complex))
        }
        let reason = attribute["reasonCode"] ?? characteristic["reasonCode"]
        attributes.append(
          Attribute(
            predicate: try context.scope.predicate(in: attribute),
            score: try complex == nil
              ? attribute.requiredNumber("partialScore") : attribute.number("partialScore") ?? .nan,
            expression: expression,
            reason: reason.map { Double(context.compiler.symbols.code(of: $0)) } ?? .nan))
      }
      let own = try characteristic.number("baselineScore") ?? baseline
      characteristics.append(Characteristic(attributes: attributes, baseline: own ?? 0))
    }
    return (
      PMMLScorecard(
        initialScore: try element.number("initialScore") ?? 0, characteristics: characteristics,
        algorithm: try element.choice("reasonCodeAlgorithm", default: .pointsBelow),
        usesReasons: usesReasons), .none
    )
  }
}
