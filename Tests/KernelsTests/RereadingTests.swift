import Foundation
import Kernels
import Testing

/// A second pass over a file that was read before.
@Suite struct RereadingTests {
  private let path: String

  init() throws {
    path =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("tollgate-reread-\(UUID().uuidString)").path
    try Data((0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }).write(
      to: URL(filePath: path))
  }

  private func remove() { try? FileManager.default.removeItem(atPath: path) }

  private func read(_ file: ReadableFile, _ range: Range<Int>) throws {
    let buffer = TextBuffer()
    let count = try buffer.append(
      file, at: range.lowerBound, atMost: range.count, parallel: Parallel(threads: 2))
    #expect(count == range.count)
  }

  private func change(at offset: Int) throws {
    let file = try FileHandle(forWritingTo: URL(filePath: path))
    try file.seek(toOffset: UInt64(offset))
    try file.write(contentsOf: Data([0xEE, 0xEE]))
    try file.close()
  }

  private func reread(_ file: ReadableFile) -> Result<[UInt8], ReadableFile.Failure> {
    Result { () throws(ReadableFile.Failure) in
      var bytes: [UInt8] = []
      try file.reread { piece, count in bytes += piece[..<count] }
      return bytes
    }
  }

  @Test func `it gives all bytes, read before or not`() throws {
    defer { remove() }
    let file = try ReadableFile(path: path)
    try read(file, 10..<70_000)
    try read(file, 65_536..<65_540)
    #expect(try reread(file).get() == Array(Data(contentsOf: URL(filePath: path))))
  }

  @Test(arguments: [10, 65_535, 65_536, 69_998])
  func `a byte of a range that was read must be the same`(offset: Int) throws {
    defer { remove() }
    let file = try ReadableFile(path: path)
    try read(file, 10..<70_000)
    try change(at: offset)
    #expect(reread(file) == .failure(.changed))
  }

  @Test(arguments: [0, 70_000, 131_072, 299_000])
  func `a byte that nobody read may be another`(offset: Int) throws {
    defer { remove() }
    let file = try ReadableFile(path: path)
    try read(file, 10..<70_000)
    try change(at: offset)
    #expect(try reread(file).get().count == 300_000)
  }

  @Test func `a file that was read at two states is none`() throws {
    defer { remove() }
    let file = try ReadableFile(path: path)
    try read(file, 0..<1000)
    try change(at: 500)
    try read(file, 0..<1000)
    #expect(reread(file) == .failure(.changed))
  }

  @Test func `a file that grew or shrank is another`() throws {
    defer { remove() }
    let grown = try ReadableFile(path: path)
    let handle = try FileHandle(forWritingTo: URL(filePath: path))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data([1]))
    #expect(reread(grown) == .failure(.changed))
    let shrunk = try ReadableFile(path: path)
    try handle.truncate(atOffset: 1000)
    try handle.close()
    #expect(reread(shrunk) == .failure(.changed))
  }

  @Test func `a path that leads elsewhere makes no difference`() throws {
    defer { remove() }
    let file = try ReadableFile(path: path)
    try read(file, 0..<1000)
    let before = try Array(Data(contentsOf: URL(filePath: path)))
    try FileManager.default.removeItem(atPath: path)
    try Data("another file".utf8).write(to: URL(filePath: path))
    #expect(try reread(file).get() == before)
  }
}
