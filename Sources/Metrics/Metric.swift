package import Findings

/// A number from outcomes, with the influence of each row on it.
///
/// One metric is one file in `Binary/`, `Multiclass/`, `Queries/` or `Regression/` and one line in
/// ``MetricCatalog``.
package struct Metric<Outcomes: RowOutcomes>: Sendable {
  /// As in the configuration: `roc_auc`, `log_loss`.
  package let id: String
  /// As people write it: `ROC AUC`.
  package let name: String
  package let direction: Direction
  /// See ``Measurement/unit``.
  package let unit: String
  /// One sentence for `tollgate checks`.
  package let summary: String
  package let formula: String
  /// The function of the field that gives the same number: `sklearn.metrics.roc_auc_score`.
  package let reference: String
  /// The value's theoretical limits; infinite where there are none.
  package let range: ClosedRange<Double>
  /// How a single value's interval is made.
  package let interval: IntervalKind
  /// How the interval of a difference is made.
  package let differenceMethod: PairedMethod
  /// What of a model's answers it depends on.
  package let sees: ScorePart
  /// For a share of rows whose denominator is the same for both models: 1 for a row that counts, 0 for
  /// one that does not, 2 for one outside the denominator. Nil for any other metric.
  package let hits: (@Sendable (Outcomes) -> [UInt8])?
  /// For ``IntervalKind/bootstrap``: how the metric is computed again under other weights.
  package let resampling: Resampling<Outcomes>?
  package let evaluate: @Sendable (Outcomes) -> MetricResult

  package init(
    id: String, name: String, direction: Direction, unit: String, summary: String, formula: String,
    reference: String, range: ClosedRange<Double>, interval: IntervalKind,
    differenceMethod: PairedMethod = .influence, sees: ScorePart = .values,
    hits: (@Sendable (Outcomes) -> [UInt8])? = nil,
    resampling: Resampling<Outcomes>? = nil,
    evaluate: @escaping @Sendable (Outcomes) -> MetricResult
  ) {
    self.id = id
    self.name = name
    self.direction = direction
    self.unit = unit
    self.summary = summary
    self.formula = formula
    self.reference = reference
    self.range = range
    self.interval = interval
    self.differenceMethod = differenceMethod
    self.sees = sees
    self.hits = hits
    self.resampling = resampling
    self.evaluate = evaluate
  }
}

/// How the interval of a single value is made.
package enum IntervalKind: Sendable, Equatable {
  /// A share of rows: Wilson.
  case proportion
  /// Bounded on both sides but no share (AUC, F1, correlations): Student's t on the logit scale of the
  /// metric's ``Metric/range``, from the influence values. For -1…1 this is Fisher's z.
  case unitLogit
  /// Student's t, from the influence values.
  case normal
  /// Not negative and without an upper limit that matters (a mean loss, a likelihood ratio): the same on the
  /// log scale.
  case ratio
  /// At most 1, with what is missing to 1 a ratio of losses (R², D²): the same on the log scale of that.
  case explained
  /// No practical influence function: a Poisson bootstrap (``ReplicateDistribution``).
  case bootstrap
  /// One row decides the value (a largest error), so no method gives an interval.
  case unavailable
}

/// How two models are compared where rows are paired by their influence values; the raw value is
/// ``Difference/method``.
package enum PairedMethod: String, Sendable {
  /// Of a mean of losses.
  case pairedT = "paired t"
  case pairedTOverQueries = "paired t over queries"
  /// Of an area under the ROC curve.
  case pairedDeLong = "paired DeLong"
  /// Of any other statistic, with fewer degrees of freedom where a few rows make up the difference:
  /// ``InfluenceShape/degrees``. The others are tests of the field and keep theirs.
  case influence = "paired influence function"
}

/// What a metric came to.
package enum MetricResult: Sendable {
  case defined(MetricValue)
  /// The reason, as the rest of a sentence.
  case undefined(String)
}

/// A defined metric.
package struct MetricValue: Sendable {
  package let value: Double
  /// Rows of positive weight in the denominator (for recall: rows with a positive label); with
  /// frequencies the rows that they stand for. Of a ranking all of these count queries.
  package let rows: Int
  /// The rows of the smallest group that the value rests on (for ROC AUC: the rarer class). It
  /// decides how wide an interval is where the influence values are all 0.
  package let limitingRows: Int
  /// Which rows are in each of the groups that the value needs, for ``limitingRows`` where rows are in clusters or
  /// have weights; empty: all rows are one group.
  package let limitingGroups: [@Sendable (Int) -> Bool]
  /// Per row of the outcomes, `psi_i` of `value = T(P_n)`, with mean zero under the row weights; empty
  /// where ``Metric/interval`` is `.bootstrap` or `.unavailable`. For weights that sum to 1: Var(T) = Σ w² ψ².
  ///
  /// It is the derivative of the value by the weight of the row, times the sum of the weights.
  package let influence: [Double]
  /// Groups of fixed size that the value is conditional on, 0 or 1 a row, or
  /// ``InfluenceError/outside``: see
  /// ``InfluenceError/standardError(_:sample:strata:)``.
  package let strata: [UInt8]?
  /// Per row, (n - 1) · (T - T without the row), less the mean: the influence with all that is not linear
  /// in it, for statistics whose standard error would else be too small on few rows (Efron and Stein, "The
  /// jackknife estimate of variance", Annals of Statistics 9, 1981). Nil: ``influence`` is enough.
  package let jackknife: [Double]?
  /// For a formula of a confusion matrix: what its interval is made from.
  package let cells: SmoothedCells?
  /// Diagnostics that a reader must see, for example `3 probabilities were clipped`.
  package let notes: [String]

  /// What standard errors are made from.
  package var spread: [Double] { jackknife ?? influence }

  package init(
    value: Double, rows: Int, limitingRows: Int? = nil,
    limitingGroups: [@Sendable (Int) -> Bool] = [], influence: [Double],
    strata: [UInt8]? = nil, jackknife: [Double]? = nil, cells: SmoothedCells? = nil,
    notes: [String] = []
  ) {
    self.value = value
    self.rows = rows
    self.limitingRows = limitingRows ?? rows
    self.limitingGroups = limitingGroups
    self.influence = influence
    self.strata = strata
    self.jackknife = jackknife
    self.cells = cells
    self.notes = notes
  }
}

extension MetricResult {
  /// `.defined` of the body's value, or `.undefined` with the reason that it throws.
  static func of(_ body: () throws(Undefined) -> MetricValue) -> MetricResult {
    do {
      let value = try body()
      // Infinity is no value that a bound could be compared with, and NaN less so.
      return value.value.isFinite
        ? .defined(value) : .undefined("the numbers are too large to compute it from")
    } catch { return .undefined(error.reason) }
  }
}
