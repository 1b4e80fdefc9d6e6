internal import Findings
internal import Kernels
internal import Metrics
internal import Statistics
internal import Tabular

/// What is said of one slice that a search found and the other rows confirmed or did not.
struct SliceMeasurement {
  let finder: SliceFinder
  let options: SliceOptions
  let settings: MeasureSettings

  /// The mean of one loss, or of a difference of losses, with limits that hold for all slices together.
  func value(_ moments: SliceMoments, quantile: Double) -> Value {
    guard moments.rows > 0 else { return .undefined("no row of the measured half is in it") }
    let half = moments.error.map { $0 * quantile }.flatMap { $0.isFinite ? $0 : nil }
    return .number(
      Estimate(
        value: moments.mean, low: half.map { moments.mean - $0 },
        high: half.map { moments.mean + $0 },
        rows: moments.rows))
  }

  /// What a mean loss can be, by its unit.
  static func range(of unit: String) -> ClosedRange<Double> { 0...(unit == "rate" ? 1 : .infinity) }

  /// The paired difference of two losses on a slice; it is not corrected for the other slices.
  func difference(_ moments: SliceMoments) -> Difference {
    guard let error = moments.error else {
      return Difference(value: moments.mean, method: "too few rows for a paired t")
    }
    guard error > 0 else {
      // Equal losses on every row are those of models that are alike.
      return moments.mean == 0
        ? .identical
        : Difference(
          value: moments.mean, method: "no interval: every row has the same difference")
    }
    let student = StudentT(degrees: Double(max(1, moments.units - 1)))
    let half = student.upperQuantile(settings.alpha) * error
    return Difference(
      value: moments.mean, low: moments.mean - half, high: moments.mean + half,
      standardError: error, p: student.twoSided(moments.mean / error),
      method: "paired t on the rows of the slice")
  }

  /// Facts that every measurement of a search shares.
  var detail: [String: JSONValue] {
    let rows = finder.rows
    var detail: [String: JSONValue] = [
      "inference": .string(rows.isSplit ? "split" : "max_t"),
      "searched_rows": .number(Double(rows.search.count)),
      "measured_rows": .number(Double(rows.test.count)),
      "columns": .array(rows.columns.map { .string($0.name) }),
      "minimum_rows": .number(Double(options.minimumRows(rows.count))),
    ]
    let omitted = rows.columns.filter { $0.omitted > 0 }
    if !omitted.isEmpty {
      detail["values_not_searched"] = .object(
        Dictionary(uniqueKeysWithValues: omitted.map { ($0.name, .number(Double($0.omitted))) }))
    }
    return detail
  }

  /// How many rows of the table, of positive weight, have all literals.
  func rowCount(_ literals: [FoundSlice.Literal]) -> Double {
    let rows = finder.rows
    let others = rows.isSplit ? rows.rows(literals, among: rows.search).count : 0
    return Double(rows.rows(literals, among: rows.test).count + others)
  }

  /// `0.3121`, as messages show numbers.
  static func text(_ number: Double) -> String { NumberStyle.ascii.number(number) }

  static func undefined(
    _ reason: String, unit: String, detail: [String: JSONValue] = [:]
  ) -> [Measurement] {
    [Measurement(direction: .lower, unit: unit, candidate: .undefined(reason), detail: detail)]
  }
}
