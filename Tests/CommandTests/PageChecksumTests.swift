import Foundation
import Testing

/// Pages of Parquet that state their CRC-32.
struct PageChecksumTests {
  @Test func `a page whose bytes have changed is an error`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    let path = ModelFiles(folder: "checksums").path("table.parquet")
    var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    try tool.write("whole.parquet", bytes)
    #expect(try tool.run(["inspect", "whole.parquet"]).code == 0)
    // The middle of the first column's values.
    bytes[200] ^= 0x10
    try tool.write("damaged.parquet", bytes)
    let result = try tool.run(["inspect", "damaged.parquet"])
    #expect(
      result.code == 4 && result.error.contains("checksum"), "\(result.output)\(result.error)")
  }
}
