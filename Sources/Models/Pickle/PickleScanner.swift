import Kernels

/// Looks into pickles of every container without loading them.
package enum PickleScanner {
  private static let mostSecondWalks = 16

  /// What the pickle in the file at `path` would import; nil if the file holds none.
  ///
  /// - Throws: ``ModelError`` if the file cannot be read.
  package static func report(path: String) throws(ModelError) -> PickleReport? {
    do throws(WholeFile.Failure) {
      guard mayHold(try WholeFile.beginning(of: path, count: 1 << 16)) else { return nil }
      return report(of: try WholeFile.read(path: path, limit: Limits.Models.fileBytes))
    } catch .directory {
      return nil
    } catch {
      throw ModelError(error)
    }
  }

  /// What the pickle that `bytes` hold would import; nil if they hold none.
  ///
  /// - Parameters:
  ///   - limit: How much of a compressed file is unpacked.
  ///   - steps: How many instructions were followed before.
  package static func report(
    of bytes: [UInt8], unpackedTo limit: Int = Limits.Models.pickleExpandedBytes,
    after steps: Int = 0
  ) -> PickleReport? {
    if ZipArchive.recognizes(bytes[...]) { return inArchive(bytes) }
    if NumPyArray.recognizes(bytes) { return inArray(bytes, container: "a NumPy array of objects") }
    if let compression = compression(bytes) { return compressed(bytes, compression, limit) }
    return pickles(bytes, after: steps)
  }

  /// Whether a file that begins so may hold a pickle: tables, packed or not, are told apart here.
  private static func mayHold(_ prefix: [UInt8]) -> Bool {
    if compression(prefix) == .gzip {
      let inside = Inflater.unpack(prefix[...], .zlibOrGzip, limit: 64).bytes
      return mayBegin(inside)
    }
    return compression(prefix) != nil || ZipArchive.recognizes(prefix[...])
      || NumPyArray.recognizes(prefix) || mayBegin(prefix)
  }

  private static func mayBegin(_ bytes: [UInt8]) -> Bool {
    isBinary(bytes) || "c(i".utf8.contains(bytes.first ?? 0)
  }

  /// Whether the bytes begin with the number of a protocol.
  private static func isBinary(_ bytes: [UInt8]) -> Bool {
    bytes.first == 0x80 && bytes.count > 1 && (1...5).contains(bytes[1])
  }

  // MARK: Bare pickles

  /// - Parameter steps: How many instructions were followed before.
  private static func pickles(_ bytes: [UInt8], after steps: Int = 0) -> PickleReport? {
    guard mayBegin(bytes) else { return nil }
    let scan = walk(bytes, container: "a pickle", after: steps)
    // Texts may begin with the letter of an instruction; only a walk to the end tells.
    return isBinary(bytes) || scan.isComplete || scan.risk == .dangerous ? scan : nil
  }

  /// All pickles of a stream, one after another.
  private static func walk(
    _ bytes: [UInt8], from start: Int = 0, container: String, after steps: Int = 0
  ) -> PickleReport {
    var report = PickleReport(container: container)
    report.steps = steps
    var position = start
    var count = 0
    var hasArrays = false
    while position < bytes.count {
      if count > 0, bytes[position] != 0x80 {
        report.note("\(bytes.count - position) bytes follow the end of the pickle")
        break
      }
      var machine = PickleMachine(
        PickleCursor(bytes, at: position), .joblib, report: report)
      let isWhole = machine.run()
      report = machine.report
      if count == 0, machine.protocolVersion > 0 {
        report.container += " (protocol \(machine.protocolVersion))"
      }
      if machine.hasArrays {
        hasArrays = true
        // Each of these walks may go to the end of the file.
        if count < mostSecondWalks {
          report = asPlain(bytes, from: position, report)
        } else {
          report.note("so many joblib pickles that not all were read twice", isComplete: false)
        }
      }
      position = max(machine.position, position + 1)
      count += 1
      if !isWhole { break }
    }
    if hasArrays {
      report.container = report.container.replacing(
        "a pickle", with: "a joblib file", maxReplacements: 1)
    }
    if count > 1 { report.note("\(count) pickles follow one another") }
    return report
  }

  /// A loader that knows nothing of joblib reads arrays as instructions: what those would import
  /// counts too.
  private static func asPlain(
    _ bytes: [UInt8], from position: Int, _ report: PickleReport
  ) -> PickleReport {
    var machine = PickleMachine(
      PickleCursor(bytes, at: position), .plain, report: PickleReport(container: ""))
    _ = machine.run()
    var report = report
    report.steps += machine.report.steps
    for item in machine.report.imports where item.risk == .dangerous {
      report.add(item, isCalled: machine.report.called.contains(item))
    }
    return report
  }

  // MARK: Containers

  private enum Compression: String {
    case zlib, gzip, bzip2, lzma, lz4
  }

  private static func compression(_ bytes: [UInt8]) -> Compression? {
    func starts(_ magic: [UInt8]) -> Bool { bytes.starts(with: magic) }
    if starts([0x1F, 0x8B]) { return .gzip }
    if starts([0x78]), bytes.count > 1, (0x7800 + Int(bytes[1])) % 31 == 0 { return .zlib }
    if bytes.starts(with: "BZh".utf8) { return .bzip2 }
    if starts([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]) || starts([0x5D, 0x00, 0x00]) { return .lzma }
    return starts([0x04, 0x22, 0x4D, 0x18]) ? .lz4 : nil
  }

  private static func compressed(
    _ bytes: [UInt8], _ compression: Compression, _ limit: Int
  ) -> PickleReport? {
    let name = "a \(compression.rawValue)-compressed pickle"
    guard compression == .zlib || compression == .gzip else {
      var report = PickleReport(container: name)
      report.note(
        "what is inside cannot be told: \(compression.rawValue) is not unpacked here; unpack it first",
        isComplete: false)
      return report
    }
    let output = Inflater.unpack(bytes[...], .zlibOrGzip, limit: limit)
    guard var report = pickles(output.bytes) else {
      guard compression == .zlib else { return nil }
      var report = PickleReport(container: "zlib-compressed bytes")
      report.note("no pickle is inside, or it is damaged", isComplete: false)
      return report
    }
    report.container =
      "\(name.replacing("pickle", with: "file")) with "
      + report.container
    if output.isOverLimit {
      report.note("only the first \(Limits.text(bytes: limit)) were looked at", isComplete: false)
    } else if !output.isComplete {
      report.note("the compressed bytes are damaged or cut off", isComplete: false)
    }
    return report
  }

  private static func inArchive(_ bytes: [UInt8]) -> PickleReport? {
    guard let archive = try? ZipArchive(bytes), !archive.holds(SKOPSFile.schemaName) else {
      return nil
    }
    var report = PickleReport(container: "a zip archive")
    var holdsPickles = false
    for member in archive.members where member.size > 1 && !report.isExhausted {
      guard let contents = try? archive.contents(of: member.name) else {
        report.note("the member '\(member.name)' cannot be read", isComplete: false)
        continue
      }
      let isNumPy = NumPyArray.recognizes(contents)
      guard
        let inner = isNumPy
          ? inArray(contents, container: "an array of objects", after: report.steps)
          : pickles(contents, after: report.steps)
      else { continue }
      holdsPickles = true
      report.steps = inner.steps
      report.note("the member '\(member.name)' is \(inner.container)")
      for item in inner.imports { report.add(item, isCalled: inner.called.contains(item)) }
      for note in inner.notes {
        report.note("\(member.name): \(note)", isComplete: inner.isComplete)
      }
    }
    return holdsPickles ? report : nil
  }

  /// A NumPy file whose elements are objects: a pickle follows the header.
  private static func inArray(
    _ bytes: [UInt8], container: String, after steps: Int = 0
  ) -> PickleReport? {
    var cursor = ByteCursor(bytes, 0..<bytes.count)
    guard cursor.take(6) != nil, let major = cursor.word(1), cursor.word(1) != nil,
      let length = cursor.integer(major == 1 ? 2 : 4), let header = cursor.take(length),
      header.contains(UInt8(ascii: "O")),
      String(decoding: header, as: UTF8.self).contains("O'")
    else { return nil }
    return walk(bytes, from: cursor.position, container: container, after: steps)
  }
}
