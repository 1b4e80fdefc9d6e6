import Kernels
import Tabular
import Testing

struct CSVWriterTests {
  @Test func `numbers are the shortest texts that read back exactly`() {
    let doubles = [0.1, 1, 1e-7, -0.0, 1e100, .infinity, .nan, Double(Float(0.1)), 123_456_789]
    var text = ""
    CSVWriter.write(
      [
        .init(name: "double", values: .doubles(doubles)),
        .init(name: "float", values: .floats(doubles.map { Float($0) })),
      ], parallel: Parallel(threads: 1)
    ) { text += String(decoding: $0, as: UTF8.self) }
    #expect(
      text == """
        double,float
        0.1,0.1
        1,1
        1e-07,1e-07
        -0,-0
        1e+100,inf
        inf,inf
        ,
        0.10000000149011612,0.1
        123456789,1.2345679e+08

        """)
  }

  @Test func `fields are quoted when they must be`() {
    let levels = Levels(["plain", "a,b", "say \"x\"", "two\nlines", ""])
    let table = Table(columns: [
      Column(name: "a,\"b\"", values: .categorical(codes: [0, 1, 2, 3, 4, -1], levels: levels))
    ])
    let text = String(
      decoding: CSVWriter.bytes(table, parallel: Parallel(threads: 1)), as: UTF8.self)
    #expect(
      text == "\"a,\"\"b\"\"\"\nplain\n\"a,b\"\n\"say \"\"x\"\"\"\n\"two\nlines\"\n\"\"\n\"\"\n")
  }

  @Test func `the text does not depend on the number of threads`() {
    let column = Column(name: "x", values: .numeric((0..<100_000).map { Double($0) / 7 }))
    let table = Table(columns: [column])
    let one = CSVWriter.bytes(table, parallel: Parallel(threads: 1))
    #expect(one == CSVWriter.bytes(table, parallel: Parallel(threads: 3)))
    #expect(one.count { $0 == 0x0A } == 100_001)
  }
}
