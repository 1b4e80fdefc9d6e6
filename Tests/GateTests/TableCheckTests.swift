import Checks
import Findings
import Kernels
import Statistics
import Tabular
import Testing

@testable import Gate

/// Checks of tables measure what they say, whatever the order of the rows and however often one stands
/// there.
@Suite struct TableCheckTests {
  private static let count = 240

  /// Columns of each type, with missing cells in a pattern.
  private static func table(_ rows: [Int], strange: Bool = false) -> Table {
    func code(_ row: Int) -> Int32 {
      row % 6 == 0 ? -1 : strange && row % 5 == 0 ? 3 : Int32(row % 3)
    }
    return Table(
      columns: [
        Column(name: "age", values: .numeric(rows.map { $0 % 7 == 0 ? .nan : Double($0 % 50) })),
        Column(name: "member", values: .boolean(rows.map { $0 % 9 == 0 ? -1 : Int8($0 % 2) })),
        Column(
          name: "town",
          values: .categorical(
            codes: rows.map(code), levels: Levels(["Oslo", "Riga", "Graz", "Bonn"]))),
      ], rowCount: rows.count)
  }

  private static func asked(
    _ table: Table, mask: RowMask? = nil, weights: [Double]? = nil,
    meaning: WeightMeaning = .importance, clusters: [Int32]? = nil
  ) -> TableRows {
    TableRows(
      table: table, mask: mask, weights: weights, weightMeaning: meaning, clusters: clusters,
      columns: [
        .named([]): [], .named(["age", "town"]): ["age", "town"],
        .features(withLabel: true): table.names, .features(withLabel: false): table.names,
      ])
  }

  private func measure(
    _ id: String, _ evaluation: TableRows, _ reference: TableRows? = nil,
    options: [String: String] = [:]
  ) throws -> [Measurement] {
    let kind = try #require(CheckCatalog.kinds(id).first)
    var reader = OptionReader(
      options.sorted { $0.key < $1.key }.map {
        OptionReader.Entry(name: $0.key, text: $0.value, line: 1, column: 1)
      })
    let check = try kind.make(&reader)
    var evidence = Evidence(outcomes: [:])
    evidence.tables[.evaluation] = evaluation
    evidence.tables[.reference] = reference
    return try check.measure(on: evidence, settings: MeasureSettings(alpha: 0.05, seed: 1))
  }

  private static let all = Array(0..<count)

  @Test func `rows are counted, and those of the reference beside them`() throws {
    let both = try measure(
      "row_count", Self.asked(Self.table(Array(0..<90))), Self.asked(Self.table(Self.all)))
    #expect(both.count == 1)
    #expect(both[0].candidate.estimate?.value == 90)
    #expect(both[0].baseline?.estimate?.value == 240)
    #expect(both[0].difference?.value == -150)
    #expect(both[0].counterpart == .reference)
    let alone = try measure("row_count", Self.asked(Self.table(Self.all)))
    #expect(alone[0].baseline == nil && alone[0].difference == nil)
  }

  @Test func `missing cells of every type are a share with Wilson's limits`() throws {
    let measured = try measure("missing", Self.asked(Self.table(Self.all)))
    #expect(measured.map(\.subject.feature) == ["age", "member", "town"])
    for (measurement, hits) in zip(measured, [35, 27, 40]) {
      let estimate = try #require(measurement.candidate.estimate)
      let wilson = ProportionInterval.wilson(
        share: Double(hits) / 240, count: 240, alpha: 0.05)
      #expect(abs(estimate.value - Double(hits) / 240) < 1e-15)
      #expect(abs(try #require(estimate.low) - wilson.low) < 1e-12)
      #expect(abs(try #require(estimate.high) - wilson.high) < 1e-12)
      #expect(estimate.rows == 240)
    }
  }

  @Test func `the change of a share is Newcombe's of independent samples`() throws {
    let old = Array(0..<175)
    let new = Array(200..<263)
    let measured = try measure("missing", Self.asked(Self.table(new)), Self.asked(Self.table(old)))
    let difference = try #require(measured[0].difference)
    let (first, second) = (new.count { $0 % 7 == 0 }, old.count { $0 % 7 == 0 })
    let limits = IndependentShares(
      first: Double(first) / 63, firstCount: 63, second: Double(second) / 175, secondCount: 175
    ).difference(alpha: 0.05)
    #expect(abs(difference.value - (Double(first) / 63 - Double(second) / 175)) < 1e-15)
    #expect(abs(try #require(difference.low) - limits.low) < 1e-12)
    #expect(abs(try #require(difference.high) - limits.high) < 1e-12)
  }

  @Test(arguments: ["row_count", "missing", "unseen_categories"])
  func `the order of rows has no influence, and a mask is a table of its rows`(id: String) throws {
    let strange = Self.table(Self.all, strange: true)
    let reference = Self.asked(Self.table(Array(0..<100)))
    let plain = try measure(id, Self.asked(strange), reference)
    let turned = try measure(
      id, Self.asked(Self.table(Self.all.reversed(), strange: true)), reference)
    #expect(plain.map(\.candidate) == turned.map(\.candidate))
    #expect(plain.map(\.difference) == turned.map(\.difference))
    let chosen = Self.all.filter { $0 % 4 != 1 }
    let mask = RowMask(rowCount: Self.count) { $0 % 4 != 1 }
    let masked = try measure(id, Self.asked(strange, mask: mask), reference)
    let own = try measure(id, Self.asked(Self.table(chosen, strange: true)), reference)
    #expect(masked.map(\.candidate) == own.map(\.candidate))
  }

  @Test(arguments: ["missing", "unseen_categories"])
  func `a frequency is so many rows, and clusters widen the limits`(id: String) throws {
    let reference = Self.asked(Self.table(Array(0..<100)))
    let doubled = Self.all.flatMap { [$0, $0] }
    let repeated = try measure(id, Self.asked(Self.table(doubled, strange: true)), reference)
    let weighted = try measure(
      id,
      Self.asked(
        Self.table(Self.all, strange: true), weights: Self.all.map { _ in 2 }, meaning: .frequency),
      reference)
    for (one, other) in zip(repeated, weighted) {
      let (a, b) = (try #require(one.candidate.estimate), try #require(other.candidate.estimate))
      #expect(abs(a.value - b.value) < 1e-12)
      #expect(abs(try #require(a.low) - (try #require(b.low))) < 1e-12)
    }
    let clustered = try measure(
      id,
      Self.asked(
        Self.table(doubled, strange: true), clusters: doubled.map { Int32($0) }), reference)
    for (one, other) in zip(repeated, clustered) {
      let (a, b) = (try #require(one.candidate.estimate), try #require(other.candidate.estimate))
      #expect(abs(a.value - b.value) < 1e-12)
      #expect(try #require(b.high) - b.value > (try #require(a.high)) - a.value)
    }
  }

  @Test func `a category that the reference lacks is unseen, whatever slice is asked`() throws {
    let strange = Self.table(Self.all, strange: true)
    let reference = Self.asked(Self.table(Array(0..<100)))
    let hits = Self.all.count { $0 % 6 != 0 && $0 % 5 == 0 }
    let measured = try measure("unseen_categories", Self.asked(strange), reference)
    #expect(measured.map(\.subject.feature) == ["town"])
    #expect(measured[0].candidate.estimate?.value == Double(hits) / 240)
    #expect(measured[0].detail["example"] == .string("Bonn"))
    // Of a slice whose own reference rows are none, the whole reference says what is known.
    let empty = Self.asked(Self.table(Array(0..<100)), mask: RowMask(none: 100))
    let slice = try measure(
      "unseen_categories", Self.asked(strange, mask: RowMask(rowCount: 240) { $0 % 5 != 0 }), empty)
    #expect(slice[0].candidate.estimate?.value == 0)
  }

  @Test func `columns of numbers are left out, and no column at all is no pass`() throws {
    let numbers = try measure(
      "unseen_categories", Self.asked(Self.table(Self.all)), Self.asked(Self.table(Self.all)),
      options: [:])
    #expect(numbers.allSatisfy { $0.subject.feature == "town" })
    let only = Table(columns: [Column(name: "age", values: .numeric([1, 2]))])
    let none = try measure("unseen_categories", Self.asked(only), Self.asked(only))
    #expect(none.count == 1 && none[0].candidate.estimate == nil)
  }

  @Test func `no rows are no share`() throws {
    let empty = Self.asked(Self.table(Self.all), mask: RowMask(none: Self.count))
    for measurement in try measure("missing", empty) {
      #expect(measurement.candidate == .undefined("there are no rows"))
    }
  }

  @Test func `what a table cannot be asked is refused with its place`() {
    func message(_ entry: String, data: String = "{evaluation: t.csv, reference: r.csv}") -> String
    {
      do {
        let configuration = try ConfigurationReader.read(
          "data: \(data)\nsuites: {s: [\(entry)]}", file: "tollgate.yml")
        _ = try Intent(configuration, only: [])
        return "accepted"
      } catch { return "\(error)" }
    }
    #expect(message("missing: {max_creep: 1pp}").contains("is about a table, which has no anchor"))
    #expect(
      message("missing: {max_regression: 1pp}", data: "{evaluation: t.csv}")
        .contains("data.reference is not given"))
    #expect(
      message("unseen_categories", data: "{evaluation: t.csv}")
        .contains("compares with reference rows, and data.reference is not given"))
    #expect(message("row_count: {max_regression: 5%}").contains("'max_change' fits"))
    #expect(
      message("unseen_categories: {max_regression: 5%}").contains("could never be decided")
        || message("unseen_categories: {max_regression: 5%}").contains("'max' fits"))
    #expect(message("missing: {colums: [a]}").contains("did you mean 'columns'?"))
    #expect(message("roc_auc").contains("lacks 'models'"))
    #expect(message("missing") == "accepted" && message("row_count") == "accepted")
    #expect(message("missing", data: "{evaluation: t.csv}") == "accepted")
  }
}
