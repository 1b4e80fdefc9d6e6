import Kernels

/// A zip archive in memory, read by its central directory and checked against its local headers.
///
/// Stored and deflated members, zip64 too. Refused: encryption, links, names that lead out of the
/// archive, two members of one name, members that overlap, and members that expand too much.
struct ZipArchive: Sendable {
  /// One file of the archive.
  struct Member: Sendable {
    let name: String
    fileprivate let isDeflated: Bool
    fileprivate let packedSize: Int
    let size: Int
    fileprivate let checksum: UInt32
    fileprivate let header: Int
    fileprivate var dataStart = 0
  }

  /// What protects the process.
  enum Limits {
    static let members = Kernels.Limits.Models.archiveMembers
    /// Deflated members may sum up to this many bytes whatever the archive's size …
    static let expanded = Kernels.Limits.Models.archiveBytes
    /// … or to this many times its size.
    static let ratio = Kernels.Limits.Models.archiveRatio
  }

  /// In order of the central directory, folders left out.
  let members: [Member]
  private let bytes: [UInt8]
  private let byName: [String: Int]

  /// Whether a file begins as a zip archive does.
  static func recognizes(_ prefix: ArraySlice<UInt8>) -> Bool {
    prefix.starts(with: "PK\u{3}\u{4}".utf8)
  }

  /// - Throws: ``ModelError/malformed(place:problem:)`` where the archive contradicts itself.
  init(_ bytes: [UInt8]) throws(ModelError) {
    let directory = try ZipDirectory(bytes)
    var members: [Member] = []
    var byName: [String: Int] = [:]
    var expanded = 0
    for entry in directory.entries {
      guard let member = try ZipArchive.member(entry) else { continue }
      guard byName.updateValue(members.count, forKey: member.name) == nil else {
        throw ZipArchive.malformed(member.name, "is there twice")
      }
      if member.isDeflated {
        let (sum, overflow) = expanded.addingReportingOverflow(member.size)
        expanded = overflow ? .max : sum
      }
      members.append(member)
    }
    let limit = max(Limits.expanded, Limits.ratio * bytes.count)
    guard expanded <= limit else {
      throw .tooLarge(what: "the unpacked size of the archive", limit: "\(limit) bytes")
    }
    self.bytes = bytes
    self.byName = byName
    for index in members.indices {
      members[index].dataStart = try ZipArchive.dataStart(
        of: members[index], bytes, end: directory.start)
    }
    let inOrder = members.sorted { $0.header < $1.header }
    for (member, next) in zip(inOrder, inOrder.dropFirst())
    where member.dataStart + member.packedSize > next.header {
      throw ZipArchive.malformed(next.name, "overlaps '\(member.name)'")
    }
    self.members = members
  }

  /// Whether the archive has a member of that name.
  func holds(_ name: String) -> Bool { byName[name] != nil }

  /// Size and checksum of a member, unpacked; nil if there is none.
  func summary(of name: String) -> (size: Int, checksum: UInt32)? {
    byName[name].map { (members[$0].size, members[$0].checksum) }
  }

  /// The unpacked bytes of a member, its checksum compared.
  func contents(of name: String) throws(ModelError) -> [UInt8] {
    guard let index = byName[name] else {
      throw .malformed(place: "archive", problem: "has no member '\(name)'")
    }
    let member = members[index]
    let packed = bytes[member.dataStart..<member.dataStart + member.packedSize]
    var contents = Array(packed)
    if member.isDeflated {
      let output = Inflater.unpack(packed, .none, limit: member.size)
      guard output.isComplete else {
        throw ZipArchive.malformed(
          name, output.isOverLimit ? "is larger than it says" : "is damaged or cut off")
      }
      contents = output.bytes
    }
    guard contents.count == member.size else {
      throw ZipArchive.malformed(
        name, "has \(contents.count) bytes; the directory says \(member.size)")
    }
    guard Inflater.checksum(contents) == member.checksum else {
      throw ZipArchive.malformed(name, "is damaged: its checksum differs")
    }
    return contents
  }

  private static func malformed(_ name: String, _ problem: String) -> ModelError {
    .malformed(place: "archive member '\(name)'", problem: problem)
  }

  /// Nil for a folder.
  private static func member(_ entry: ZipDirectory.Entry) throws(ModelError) -> Member? {
    let name = entry.name
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard !name.isEmpty, parts.first != "", !parts.contains(".."), !name.contains("\\"),
      !name.utf8.contains(0)
    else { throw malformed(name, "has a name that leads out of the archive") }
    guard !entry.isLink else { throw malformed(name, "is a link") }
    guard !entry.isEncrypted else {
      throw .unsupported(
        feature: "encryption (archive member '\(name)')", advice: "save it without a password")
    }
    if name.hasSuffix("/") { return nil }
    guard entry.method == 0 || entry.method == 8 else {
      throw .unsupported(
        feature: "zip compression method \(entry.method) (archive member '\(name)')",
        advice: "save it stored or deflated")
    }
    guard entry.method == 8 || entry.size == entry.packedSize else {
      throw malformed(name, "is stored, and its two sizes differ")
    }
    return Member(
      name: name, isDeflated: entry.method == 8, packedSize: entry.packedSize, size: entry.size,
      checksum: entry.checksum, header: entry.header)
  }

  /// Where a member's bytes begin, by its local header, which must agree with the directory.
  private static func dataStart(
    of member: Member, _ bytes: [UInt8], end: Int
  ) throws(ModelError) -> Int {
    var cursor = ByteCursor(bytes, min(member.header, end)..<end)
    guard cursor.word(4) == 0x0403_4B50, cursor.take(2) != nil, let flags = cursor.word(2),
      let method = cursor.word(2), cursor.take(8) != nil, let packed = cursor.word(4),
      let size = cursor.word(4), let nameLength = cursor.integer(2),
      let extraLength = cursor.integer(2), let name = cursor.take(nameLength),
      cursor.take(extraLength) != nil
    else { throw malformed(member.name, "has no local header where the directory says") }
    // Sizes may stand behind the data (bit 3) or in the zip64 field.
    let areSizesHere = flags & 8 == 0 && packed != 0xFFFF_FFFF && size != 0xFFFF_FFFF
    guard name.elementsEqual(member.name.utf8), flags & 1 == 0,
      method == (member.isDeflated ? 8 : 0),
      !areSizesHere || Int(packed) == member.packedSize && Int(size) == member.size
    else { throw malformed(member.name, "has a local header that contradicts the directory") }
    guard member.packedSize <= cursor.left else {
      throw malformed(member.name, "reaches over the end of the archive")
    }
    return cursor.position
  }
}
