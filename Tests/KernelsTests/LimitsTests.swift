import FoundationEssentials
import Kernels
import Testing

struct LimitsTests {
  private static let repository = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  @Test func `the documentation has the limits of the code`() throws {
    let path = Self.repository.appending(path: "docs/limits.md")
    let text = String(decoding: try Data(contentsOf: path), as: UTF8.self)
    let rows = text.split(separator: "\n").map(String.init).filter { $0.hasPrefix("| ") }
      .dropFirst()
    #expect(
      Array(rows)
        == Limits.all.map { entry in
          "| \(entry.what) | \(entry.value) | \(entry.flag.map { "`\($0)`" } ?? "") |"
        })
  }

  /// The suites that reach each limit compare their cases with ``Limits/all``: a constant that is in no row
  /// of it would escape them.
  @Test func `every constant is in the table`() throws {
    let path = Self.repository.appending(path: "Sources/Kernels/Limits.swift")
    let source = String(decoding: try Data(contentsOf: path), as: UTF8.self)
    let sections = source.split(separator: "package enum ").dropFirst(2)
    #expect(sections.count == 3)
    var constants = 0
    for section in sections {
      let table = try #require(section.firstRange(of: "static let all: [Entry] = ["))
      let rows = Set(section[table.upperBound...].split { !$0.isLetter }.map(String.init))
      for line in section[..<table.lowerBound].split(separator: "\n") {
        guard let name = line.firstMatch(of: #/static let (\w+) =/#)?.output.1 else { continue }
        constants += 1
        #expect(rows.contains(String(name)), "\(name) is in no row")
      }
    }
    #expect(constants > 50)
  }

  @Test(arguments: [
    ("4GB", 4 << 30), ("512 MB", 512 << 20), ("1kb", 1024), ("10000", 10_000), ("7 B", 7),
    ("1TB", 1 << 40),
  ])
  func `a size is read with its unit`(_ text: String, _ bytes: Int) {
    #expect(Limits.bytes(text) == bytes)
  }

  @Test(arguments: ["", "GB", "-1GB", "0", "4 XB", "1.5GB", "99999999999TB", "4GBx"])
  func `anything else is no size`(_ text: String) {
    #expect(Limits.bytes(text) == nil)
  }
}
