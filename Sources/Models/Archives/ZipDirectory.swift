/// The central directory of a zip archive, entry by entry as it is written.
struct ZipDirectory {
  /// What the directory says about one member.
  struct Entry {
    let name: String
    let isEncrypted: Bool
    let isLink: Bool
    let method: Int
    let checksum: UInt32
    let packedSize: Int
    let size: Int
    /// Where the local header stands.
    let header: Int
  }

  let entries: [Entry]
  /// Where the directory begins: members end before it.
  let start: Int

  init(_ bytes: [UInt8]) throws(ModelError) {
    let damaged = ModelError.malformed(
      place: "archive", problem: "the zip directory is damaged or cut off")
    guard let end = ZipDirectory.endRecord(bytes) else { throw damaged }
    var cursor = ByteCursor(bytes, end + 4..<bytes.count)
    guard let disk = cursor.word(2), let first = cursor.word(2), cursor.take(2) != nil,
      var count = cursor.integer(2), var size = cursor.integer(4), var start = cursor.integer(4)
    else { throw damaged }
    guard disk == 0 && first == 0 else {
      throw .unsupported(feature: "a zip archive in several parts", advice: "join the parts")
    }
    if count == 0xFFFF || size == 0xFFFF_FFFF || start == 0xFFFF_FFFF {
      guard let large = ZipDirectory.largeEnd(bytes, before: end) else { throw damaged }
      (count, size, start) = large
    }
    guard count <= ZipArchive.Limits.members else {
      throw .tooLarge(
        what: "the number of members in the archive", limit: "\(ZipArchive.Limits.members)")
    }
    let (stop, overflow) = start.addingReportingOverflow(size)
    // An entry takes 46 bytes and more.
    guard !overflow, stop <= end, count <= size / 46 else { throw damaged }
    cursor = ByteCursor(bytes, start..<stop)
    var entries: [Entry] = []
    for _ in 0..<count {
      guard let entry = ZipDirectory.entry(&cursor) else { throw damaged }
      entries.append(entry)
    }
    guard cursor.left == 0 else { throw damaged }
    self.entries = entries
    self.start = start
  }

  /// The position of the end record, which is the last thing in the file besides its own comment.
  private static func endRecord(_ bytes: [UInt8]) -> Int? {
    guard bytes.count >= 22 else { return nil }
    let lowest = max(0, bytes.count - 22 - 0xFFFF)
    for position in stride(from: bytes.count - 22, through: lowest, by: -1) {
      guard bytes[position] == 0x50, bytes[position + 1] == 0x4B, bytes[position + 2] == 5,
        bytes[position + 3] == 6
      else { continue }
      let comment = Int(bytes[position + 20]) | Int(bytes[position + 21]) << 8
      if position + 22 + comment == bytes.count { return position }
    }
    return nil
  }

  /// Count, size and start of the directory in an archive over 4 GB or 65,535 members.
  private static func largeEnd(_ bytes: [UInt8], before end: Int) -> (Int, Int, Int)? {
    guard end >= 20 else { return nil }
    var locator = ByteCursor(bytes, end - 20..<end)
    guard locator.word(4) == 0x0706_4B50, locator.word(4) == 0, let position = locator.integer(8),
      position < end
    else { return nil }
    var record = ByteCursor(bytes, position..<end)
    guard record.word(4) == 0x0606_4B50, record.take(28) != nil, let count = record.integer(8),
      let size = record.integer(8), let start = record.integer(8)
    else { return nil }
    return (count, size, start)
  }

  private static func entry(_ cursor: inout ByteCursor) -> Entry? {
    guard cursor.word(4) == 0x0201_4B50, let maker = cursor.word(2), cursor.take(2) != nil,
      let flags = cursor.word(2), let method = cursor.integer(2), cursor.take(4) != nil,
      let checksum = cursor.word(4), var packed = cursor.integer(4), var size = cursor.integer(4),
      let nameLength = cursor.integer(2), let extraLength = cursor.integer(2),
      let commentLength = cursor.integer(2), cursor.take(4) != nil,
      let attributes = cursor.word(4), var header = cursor.integer(4),
      let nameBytes = cursor.take(nameLength), let extra = cursor.take(extraLength),
      cursor.take(commentLength) != nil,
      let name = String(validating: nameBytes, as: UTF8.self)
    else { return nil }
    var fields = ByteCursor(Array(extra), 0..<extra.count)
    while fields.left >= 4, let id = fields.word(2), let length = fields.integer(2) {
      guard let field = fields.take(length) else { return nil }
      guard id == 1 else { continue }
      var large = ByteCursor(Array(field), 0..<length)
      for slot in [\Sizes.size, \.packed, \.header] {
        var sizes = Sizes(size: size, packed: packed, header: header)
        guard sizes[keyPath: slot] == 0xFFFF_FFFF else { continue }
        guard let value = large.integer(8) else { return nil }
        sizes[keyPath: slot] = value
        (size, packed, header) = (sizes.size, sizes.packed, sizes.header)
      }
    }
    // Unix keeps the kind of file in the upper half of the attributes.
    let isLink = maker >> 8 == 3 && attributes >> 16 & 0xF000 == 0xA000
    return Entry(
      name: name, isEncrypted: flags & 0x41 != 0, isLink: isLink, method: method,
      checksum: UInt32(truncatingIfNeeded: checksum), packedSize: packed, size: size,
      header: header)
  }

  private struct Sizes {
    var size: Int
    var packed: Int
    var header: Int
  }
}
