import FoundationEssentials
import Kernels
import Testing

struct LimitsTests {
  @Test func `the documentation has the limits of the code`() throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "docs/limits.md")
    let text = String(decoding: try Data(contentsOf: path), as: UTF8.self)
    let rows = text.split(separator: "\n").map(String.init).filter { $0.hasPrefix("| ") }
      .dropFirst()
    #expect(
      Array(rows)
        == Limits.all.map { entry in
          "| \(entry.what) | \(entry.value) | \(entry.flag.map { "`\($0)`" } ?? "") |"
        })
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
