import Kernels
import Tabular
import Testing

struct ColumnSummaryTests {
  @Test func `a numeric column has a range and a mean of its values`() {
    let summary = ColumnSummary(Column(name: "x", values: .numeric([3, .nan, 1, 3, -5])))
    #expect(summary.missing == 1)
    #expect(summary.distinct == 3)
    #expect(summary.range?.minimum == -5)
    #expect(summary.range?.maximum == 3)
    #expect(summary.range?.mean == 0.5)
    #expect(summary.top.isEmpty)
    #expect(ColumnSummary(Column(name: "x", values: .numeric([.nan]))).range == nil)
    let many = ColumnSummary(Column(name: "x", values: .numeric((0..<5000).map { Double($0) })))
    #expect(many.distinct == nil)
  }

  @Test func `a text column has its most frequent values`() {
    let codes: [Int32] = [0, 1, 1, 2, 2, 3, 4, 5, 6, -1]
    let levels = Levels(["a", "c", "b", "h", "g", "f", "e", "never"])
    let summary = ColumnSummary(
      Column(name: "x", values: .categorical(codes: codes, levels: levels)))
    #expect(summary.missing == 1)
    #expect(summary.distinct == 7)
    #expect(summary.top.map(\.value) == ["b", "c", "a", "e", "f"])
    #expect(summary.top.map(\.rows) == [2, 2, 1, 1, 1])
  }

  @Test func `a boolean column counts both values`() {
    let summary = ColumnSummary(Column(name: "x", values: .boolean([1, 1, 0, -1])))
    #expect(summary.top.map(\.value) == ["true", "false"])
    #expect(summary.top.map(\.rows) == [2, 1])
    #expect(summary.missing == 1)
    #expect(summary.distinct == 2)
  }

  @Test(arguments: [
    ("workclas", "workclass"), ("Age", "age"), ("aeg", "age"), ("hours", "hours_per_week"),
    ("xyz", nil),
    ("hoursPerWeek", "hours_per_week"), ("person_age", "age"), ("week_hours", "hours_per_week"),
    ("hours_a_day", nil),
    ("", nil),
    ("hours_per_weeks", "hours_per_week"), ("educatoin", "education"),
  ]) func `the nearest name is the one that was meant, or none`(
    _ name: String, _ expected: String?
  ) {
    let names = ["age", "workclass", "hours_per_week", "education"]
    #expect(NearestName.of(name, in: names) == expected)
  }
}
