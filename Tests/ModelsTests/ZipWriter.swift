@testable import Models

/// Makes zip archives for tests, right ones and wrong ones.
struct ZipWriter {
  /// A member, and what its headers claim.
  struct Member {
    var name: String
    var bytes: [UInt8]
    var method = 0
    var flags = 0
    var attributes = 0
    /// What the headers say instead of the truth.
    var size: Int?
    var packedSize: Int?
    var localName: String?
    /// Where the directory says that the member is, instead of the truth.
    var header: Int?
  }

  /// An archive of stored members.
  static func archive(_ members: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    archive(members.map { Member(name: $0.name, bytes: $0.bytes) })
  }

  static func archive(_ members: [Member]) -> [UInt8] {
    var file: [UInt8] = []
    var directory: [UInt8] = []
    for member in members {
      let start = member.header ?? file.count
      let checksum = Int(Inflater.checksum(member.bytes))
      let packed = member.packedSize ?? member.bytes.count
      let sizes = word(checksum, 4) + word(packed, 4) + word(member.size ?? member.bytes.count, 4)
      let local = Array((member.localName ?? member.name).utf8)
      let name = Array(member.name.utf8)
      file += word(0x0403_4B50, 4) + word(20, 2) + word(member.flags, 2) + word(member.method, 2)
      file += word(0, 4) + sizes + word(local.count, 2) + word(0, 2) + local + member.bytes
      directory += word(0x0201_4B50, 4) + word(0x0314, 2) + word(20, 2) + word(member.flags, 2)
      directory += word(member.method, 2) + word(0, 4) + sizes + word(name.count, 2)
      directory += word(0, 8) + word(member.attributes, 4) + word(start, 4) + name
    }
    let start = file.count
    file += directory + word(0x0605_4B50, 4) + word(0, 4) + word(members.count, 2)
    return file + word(members.count, 2) + word(directory.count, 4) + word(start, 4) + word(0, 2)
  }

  private static func word(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}
