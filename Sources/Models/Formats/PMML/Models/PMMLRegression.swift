/// Linear and polynomial regressions (`RegressionModel`), for numbers and for classes.
struct PMMLRegression: PMMLScorer {
  enum Normalization: String, CaseIterable, Sendable {
    case none, simplemax, softmax, logit, probit, cloglog, exp, loglog, cauchit

    /// The function of one value; nil for those of all values together.
    var link: PMMLLink? {
      switch self {
      case .none: .identity
      case .logit: .logit
      case .probit: .probit
      case .cloglog: .cloglog
      case .exp: .exp
      case .loglog: .loglog
      case .cauchit: .cauchit
      case .simplemax, .softmax: nil
      }
    }
  }

  /// One term of a table.
  enum Term: Sendable {
    /// coefficient · x^exponent; missing makes the sum missing.
    case power(place: Int, exponent: Double, coefficient: Double)
    /// The coefficient where the field has the value; missing adds nothing.
    case indicator(place: Int, value: Double, coefficient: Double)
    /// coefficient · product of fields.
    case product(places: [Int], coefficient: Double)
  }

  struct Table: Sendable {
    let intercept: Double
    let terms: [Term]
  }

  let tables: [Table]
  let normalization: Normalization
  /// 0 for a regression.
  let classCount: Int
  let isOrdinal: Bool
  let isFloat: Bool

  /// The fields that the tables read.
  var places: Set<Int> {
    Set(
      tables.flatMap(\.terms).flatMap { term in
        switch term {
        case .power(let place, _, _), .indicator(let place, _, _): [place]
        case .product(let places, _): places
        }
      })
  }

  func score(_ frame: PMMLFrame) -> PMMLResult {
    var sums = tables.map { sum(of: $0, frame) }
    guard classCount > 0 else {
      // Alone, a softmax is a logit.
      let link = normalization == .softmax ? .logit : normalization.link ?? .identity
      return PMMLResult(predictions: sums[0].map { rounded(link.mean($0)) })
    }
    for row in 0..<frame.rowCount {
      var values = sums.map { $0[row] }
      let used =
        isOrdinal || tables.count == 2 && normalization.link != nil
        ? values.dropLast() : values[...]
      if used.contains(where: \.isNaN) {
        values = values.map { _ in .nan }
      } else {
        normalize(&values)
      }
      for index in values.indices { sums[index][row] = values[index] }
    }
    return PMMLResult(probabilities: sums, rowCount: frame.rowCount)
  }

  private func rounded(_ value: Double) -> Double { isFloat ? Double(Float(value)) : value }

  /// From the values of the tables to probabilities.
  private func normalize(_ values: inout [Double]) {
    guard let link = normalization.link else {
      if normalization == .softmax {
        PMMLLink.softmax(&values)
      } else {
        PMMLLink.simplemax(&values)
      }
      for index in values.indices { values[index] = rounded(values[index]) }
      return
    }
    let last = values.count - 1
    if isOrdinal {
      // Cumulative probabilities, so that neighbours differ by a class's own.
      var below = 0.0
      for index in 0..<last {
        let cumulative = link.mean(values[index])
        values[index] = cumulative - below
        below = cumulative
      }
      values[last] = 1 - below
    } else if values.count == 2 || normalization == .none {
      var sum = 0.0
      for index in 0..<last {
        values[index] = rounded(link.mean(values[index]))
        sum += values[index]
      }
      values[last] = rounded(1 - sum)
    } else {
      for index in values.indices { values[index] = link.mean(values[index]) }
      PMMLLink.simplemax(&values)
    }
  }

  private func sum(of table: Table, _ frame: PMMLFrame) -> [Double] {
    var sums = frame.constant(table.intercept)
    for term in table.terms {
      for row in sums.indices {
        let value = rounded(value(of: term, frame, row))
        sums[row] = rounded(sums[row] + value)
      }
    }
    return sums
  }

  private func value(of term: Term, _ frame: PMMLFrame, _ row: Int) -> Double {
    switch term {
    case .power(let place, let exponent, let coefficient):
      let cell = frame.cell(place, row)
      return coefficient * (exponent == 1 ? cell : PMMLPower.of(cell, exponent))
    case .indicator(let place, let value, let coefficient):
      return frame.cell(place, row) == value ? coefficient : 0
    case .product(let places, let coefficient):
      return places.reduce(coefficient) { $0 * frame.cell($1, row) }
    }
  }
}
