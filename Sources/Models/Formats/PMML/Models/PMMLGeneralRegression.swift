import Glibc

/// General regressions (`GeneralRegressionModel`): linear predictors over parameters that are
/// products of factors and covariates.
struct PMMLGeneralRegression: PMMLScorer {
  /// One factor of a parameter.
  enum Cell: Sendable {
    /// 1 where the field has the value, else 0.
    case indicator(place: Int, value: Double)
    /// A column of a contrast matrix, by the field's value; other values give 0.
    case contrast(place: Int, column: [Double: Double])
    /// The field to a power.
    case power(place: Int, exponent: Double)
  }

  /// A parameter: the product of its cells, 1 without any.
  typealias Parameter = [Cell]

  /// Σ beta · parameter.
  struct Predictor: Sendable {
    var terms: [(parameter: Int, beta: Double)] = []
  }

  enum Kind: Sendable {
    case value(PMMLLink)
    /// The probability of the class at `position` of two.
    case binary(PMMLLink, position: Int)
    /// Softmax; predictors without terms are the reference.
    case multinomial
    /// Cumulative probabilities of all classes but the last.
    case ordinal(PMMLLink)
    case cox(PMMLBaseline, reference: Double)
  }

  let parameters: [Parameter]
  let predictors: [Predictor]
  let kind: Kind
  /// Added to the predictor.
  let offset: Quantity
  /// Multiplies the mean.
  let trials: Quantity

  /// A number, or the value of a field.
  enum Quantity: Sendable {
    case constant(Double)
    case field(place: Int)

    func value(_ frame: PMMLFrame, _ row: Int) -> Double {
      switch self {
      case .constant(let value): value
      case .field(let place): frame.cell(place, row)
      }
    }
  }

  func score(_ frame: PMMLFrame) -> PMMLResult {
    let columns = parameters.map { column(of: $0, frame) }
    let etas = predictors.map { eta(of: $0, columns, frame) }
    switch kind {
    case .value(let link):
      return PMMLResult(
        predictions: etas[0].enumerated().map { row, eta in
          link.mean(eta) * trials.value(frame, row)
        })
    case .cox(let baseline, let reference):
      return PMMLResult(
        predictions: etas[0].enumerated().map { row, eta in
          1 - exp(-baseline.hazard(frame, row) * exp(eta - reference))
        })
    case .binary(let link, let position):
      let own = etas[0].map { link.mean($0) }
      let other = own.map { 1 - $0 }
      return PMMLResult(
        probabilities: position == 0 ? [own, other] : [other, own], rowCount: frame.rowCount)
    case .multinomial: return classes(etas, frame) { PMMLLink.softmax(&$0) }
    case .ordinal(let link):
      return classes(etas, frame) { values in
        var below = 0.0
        for index in values.indices.dropLast() {
          let cumulative = link.mean(values[index])
          values[index] = cumulative - below
          below = cumulative
        }
        values[values.count - 1] = 1 - below
      }
    }
  }

  private func classes(
    _ etas: [[Double]], _ frame: PMMLFrame, _ normalize: (inout [Double]) -> Void
  ) -> PMMLResult {
    var probabilities = etas
    for row in 0..<frame.rowCount {
      var values = etas.map { $0[row] }
      if values.contains(where: \.isNaN) {
        values = values.map { _ in .nan }
      } else {
        normalize(&values)
      }
      for index in values.indices { probabilities[index][row] = values[index] }
    }
    return PMMLResult(probabilities: probabilities, rowCount: frame.rowCount)
  }

  private func eta(
    of predictor: Predictor, _ columns: [[Double]], _ frame: PMMLFrame
  ) -> [Double] {
    (0..<frame.rowCount).map { row in
      var sum = offset.value(frame, row)
      for term in predictor.terms { sum += term.beta * columns[term.parameter][row] }
      return sum
    }
  }

  private func column(of parameter: Parameter, _ frame: PMMLFrame) -> [Double] {
    var product = frame.constant(1)
    for cell in parameter {
      for row in product.indices {
        product[row] *= PMMLGeneralRegression.value(of: cell, frame, row)
      }
    }
    return product
  }

  private static func value(of cell: Cell, _ frame: PMMLFrame, _ row: Int) -> Double {
    switch cell {
    case .indicator(let place, let value):
      let cell = frame.cell(place, row)
      return cell.isNaN ? .nan : cell == value ? 1 : 0
    case .contrast(let place, let column):
      let cell = frame.cell(place, row)
      return cell.isNaN ? .nan : column[cell] ?? 0
    case .power(let place, let exponent):
      let cell = frame.cell(place, row)
      return exponent == 1 ? cell : PMMLPower.of(cell, exponent)
    }
  }
}

/// The baseline of a Cox regression: cumulative hazards by time, one table for each stratum.
struct PMMLBaseline: Sendable {
  struct Table: Sendable {
    let maxTime: Double
    let times: [Double]
    let hazards: [Double]
  }

  let timePlace: Int
  /// The field of the strata; nil for one table.
  let stratumPlace: Int?
  let tables: [Double: Table]

  /// The cumulative hazard at a row's time: missing beyond the last time or in an unknown stratum.
  func hazard(_ frame: PMMLFrame, _ row: Int) -> Double {
    let time = frame.cell(timePlace, row)
    let stratum = stratumPlace.map { frame.cell($0, row) } ?? 0
    guard !time.isNaN, let table = tables[stratum], time <= table.maxTime else { return .nan }
    let index = table.times.lastIndex { $0 <= time }
    return index.map { table.hazards[$0] } ?? 0
  }
}
