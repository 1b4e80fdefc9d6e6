import Kernels
import Tabular
import Testing

struct TableGroupTests {
  private static func table(reversed: Bool) -> Table {
    let sex: [Int32] = [0, 1, 0, -1, 1]
    let level: [Double] = [10, 2, 2, 2, .nan]
    let married: [Int8] = [1, 0, -1, 0, 1]
    return Table(columns: [
      Column(
        name: "sex",
        values: .categorical(
          codes: reversed ? sex.reversed() : sex, levels: Levels(["Male", "Female", "unused"]))),
      Column(name: "level", values: .numeric(reversed ? level.reversed() : level)),
      Column(name: "married", values: .boolean(reversed ? married.reversed() : married)),
    ])
  }

  @Test func `each combination of values that occurs is a group, in order of the values`() throws {
    let groups = try TableGroupTests.table(reversed: false).groups(by: ["sex", "level"])
    #expect(
      groups.map(\.name) == [
        "sex=Female,level=2", "sex=Female,level=(missing)", "sex=Male,level=2", "sex=Male,level=10",
        "sex=(missing),level=2",
      ])
    #expect(groups.map(\.mask.rows) == [[1], [4], [2], [0], [3]])
    #expect(groups[1].values == ["Female", "(missing)"])
  }

  @Test func `the order of the rows does not matter`() throws {
    for columns in [["sex"], ["level"], ["married"], ["married", "sex", "level"]] {
      let forth = try TableGroupTests.table(reversed: false).groups(by: columns)
      let back = try TableGroupTests.table(reversed: true).groups(by: columns)
      #expect(forth.map(\.name) == back.map(\.name))
      #expect(forth.map(\.mask.rows) == back.map { $0.mask.rows.map { 4 - $0 }.reversed() })
    }
  }

  @Test func `an empty table has no groups`() throws {
    let table = Table(columns: [Column(name: "a", values: .numeric([]))])
    #expect(try table.groups(by: ["a"]).isEmpty)
  }

  @Test func `too many values or groups are errors that say what to do`() {
    let table = Table(columns: [
      Column(name: "number", values: .numeric((0..<100).map { Double($0) })),
      Column(
        name: "id",
        values: .categorical(
          codes: (0..<100).map { $0 }, levels: Levels((0..<100).map { "i\($0)" }))),
      Column(
        name: "ten",
        values: .categorical(
          codes: (0..<100).map { $0 % 10 }, levels: Levels((0..<10).map { "t\($0)" }))),
    ])
    let number = #expect(throws: TableError.self) { try table.groups(by: ["number"]) }
    #expect(
      number?.description
        == "numeric column 'number' has more than 20 distinct values; cut it with 'bins' beside "
        + "'by' (bins: 5, or edges as bins: [25, 40, 65]), or name the slices with 'where' conditions"
    )
    let groups = #expect(throws: TableError.self) {
      try table.groups(by: ["ten", "id"], limit: 99)
    }
    #expect(
      groups?.description
        == "columns 'ten', 'id' form more than 99 groups; slice by fewer or coarser columns")
    #expect(throws: TableError.unknownColumn(name: "tne", nearest: "ten")) {
      try table.groups(by: ["tne"])
    }
  }
}
