import Kernels
import Tabular
import Testing

@Suite struct LiteralColumnTests {
  private func literals(
    _ values: Column.Values, bins: Int = 3, levels: Int = 2, reference: Column.Values? = nil
  ) -> LiteralColumn {
    LiteralColumn(
      Column(name: "x", values: values), bins: bins, levels: levels,
      reference: reference.map { Column(name: "x", values: $0) })
  }

  @Test func `texts keep the most frequent levels, and missing is a literal`() {
    let column = literals(
      .categorical(codes: [0, 1, 1, 2, 2, -1], levels: Levels(["c", "b", "a"])))
    #expect(column.texts == ["x=a", "x=b", "x=(missing)"])
    #expect(column.coded.codes == [CodedColumn.none, 1, 1, 0, 0, 2])
    #expect(column.omitted == 1)
  }

  @Test func `few numbers are taken by value, many by bin`() {
    let few = literals(.numeric([3, 1, .nan, 3]))
    #expect(few.texts == ["x=1", "x=3", "x=(missing)"])
    #expect(few.coded.codes == [1, 0, 2, 1])
    let many = literals(.numeric((0..<90).map(Double.init)))
    #expect(many.texts == ["x<30", "30<=x<60", "x>=60"])
  }

  @Test func `bins and values are those of the reference`() {
    let column = literals(
      .numeric([5, 500, 7]), reference: .numeric((0..<90).map { Double($0 * 10) }))
    #expect(column.texts == ["x<300", "300<=x<600", "x>=600"])
    #expect(column.coded.codes == [0, 1, 0])
    // A number that the reference has never seen is no literal.
    #expect(
      literals(.numeric([1, 2, 9]), reference: .numeric([1, 2])).coded.codes == [0, 1, 255])
  }

  @Test func `booleans have two literals`() {
    let column = literals(.boolean([1, 0, -1]))
    #expect(column.texts == ["x=false", "x=true", "x=(missing)"])
    #expect(column.coded.codes == [1, 0, 2])
  }

  @Test func `ten thousand levels are cut to the limit`() {
    let levels = (0..<10_000).map { "v\($0)" }
    let column = literals(
      .categorical(codes: (0..<10_000).map { Int32($0) }, levels: Levels(levels)), levels: 200)
    #expect(column.texts.count == 200 && column.omitted == 9800)
  }

  @Test func `row keys follow the cells, not the places of rows or columns`() {
    let a = Column(name: "a", values: .numeric([1, 2, .nan]))
    let b = Column(name: "b", values: .categorical(codes: [0, 0, 1], levels: Levels(["u", "v"])))
    let c = Column(name: "a", values: .numeric([.nan, 1, 2]))
    let d = Column(name: "b", values: .categorical(codes: [1, 0, 0], levels: Levels(["u", "v"])))
    let parallel = Parallel(threads: 2)
    let keys = Table(columns: [a, b]).rowKeys(id: nil, parallel: parallel)
    let moved = Table(columns: [d, c]).rowKeys(id: nil, parallel: parallel)
    #expect(Set(keys).count == 3)
    #expect(moved == [keys[2], keys[0], keys[1]])
    // An id that repeats does not name rows, so all cells count.
    #expect(Table(columns: [a, b]).rowKeys(id: "b", parallel: parallel) == keys)
    #expect(Table(columns: [a, b]).rowKeys(id: "a", parallel: parallel) != keys)
  }
}
