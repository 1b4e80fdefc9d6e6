/// What a row costs: the loss that slices are searched by.
package enum RowLoss: String, Sendable, CaseIterable {
  /// 1 where the decision is wrong, 0 where it is right.
  case error
  /// -ln of the probability of what was true, in nats.
  case logLoss = "log_loss"
  /// The squared distance of probability and label.
  case brier
  /// The distance of prediction and label.
  case absoluteError = "absolute_error"
  case squaredError = "squared_error"

  /// See ``Measurement/unit``.
  package var unit: String {
    switch self {
    case .error, .brier: "rate"
    case .logLoss: "nats"
    case .absoluteError: "label"
    case .squaredError: ""
    }
  }

  /// What a row can cost, and so a mean over rows.
  package var range: ClosedRange<Double> {
    switch self {
    case .error, .brier: 0...1
    case .logLoss, .absoluteError, .squaredError: 0...Double.infinity
    }
  }
}

/// One loss a row, or why there is none.
package enum RowLosses: Sendable {
  case values([Double])
  /// The rest of a sentence.
  case undefined(String)

  private static func of(_ body: () throws(Undefined) -> [Double]) -> RowLosses {
    do { return .values(try body()) } catch { return .undefined(error.reason) }
  }

  /// Of two classes: error, log loss or Brier.
  package init(_ loss: RowLoss, _ outcomes: BinaryOutcomes) {
    self = .of { () throws(Undefined) in
      switch loss {
      case .error:
        return outcomes.labels.indices.map { outcomes.labels[$0] == outcomes.decisions[$0] ? 0 : 1 }
      case .logLoss:
        _ = try ProbabilityLoss.weights(outcomes)
        return ProbabilityLoss.logLosses(outcomes)
      case .brier:
        _ = try ProbabilityLoss.weights(outcomes)
        return ProbabilityLoss.squares(outcomes)
      case .absoluteError, .squaredError: throw Undefined("\(loss.rawValue) is for regression")
      }
    }
  }

  /// Of several classes: error or log loss.
  package init(_ loss: RowLoss, _ outcomes: MulticlassOutcomes) {
    self = .of { () throws(Undefined) in
      switch loss {
      case .error:
        return outcomes.labels.indices.map { outcomes.labels[$0] == outcomes.decisions[$0] ? 0 : 1 }
      case .logLoss: return try outcomes.logLosses()
      case .brier, .absoluteError, .squaredError:
        throw Undefined("\(loss.rawValue) is not for several classes")
      }
    }
  }

  /// Of numbers: absolute or squared error.
  package init(_ loss: RowLoss, _ outcomes: RegressionOutcomes) {
    self = .of { () throws(Undefined) in
      let errors = outcomes.labels.indices.map { outcomes.predictions[$0] - outcomes.labels[$0] }
      switch loss {
      case .absoluteError: return errors.map(\.magnitude)
      case .squaredError: return errors.map { $0 * $0 }
      case .error, .logLoss, .brier: throw Undefined("\(loss.rawValue) is for classes")
      }
    }
  }
}

extension MulticlassOutcomes {
  /// -ln of the clipped probability of each row's true class, probabilities scaled to sum to 1.
  func logLosses() throws(Undefined) -> [Double] {
    let sums = try probabilitySums(try probabilityWeights())
    return labels.indices.map { row in
      ProbabilityLoss.logLoss(probabilities[Int(labels[row])][row] / sums[row])
    }
  }
}
