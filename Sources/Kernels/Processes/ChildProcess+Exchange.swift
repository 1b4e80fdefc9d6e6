import Glibc

extension ChildProcess {
  /// Bounds of one exchange.
  package struct Limits: Sendable {
    /// For the whole exchange.
    package let milliseconds: Int
    /// Of the answer.
    package let bytes: Int

    package init(milliseconds: Int, bytes: Int) {
      self.milliseconds = milliseconds
      self.bytes = bytes
    }
  }

  /// Everything the program writes while it reads what `next` gives, piece by piece until nil, and
  /// then the end of its input. Waits for the program's end; on failure it is ended.
  ///
  /// Writing and reading take turns as the program allows, so neither side can wait for the other
  /// for ever.
  package func converse(
    limits: Limits, next: () -> [UInt8]?
  ) throws(Failure) -> (answer: [UInt8], ending: Ending) {
    let deadline = try Deadline(milliseconds: limits.milliseconds)
    var exchange = Exchange(limit: limits.bytes, closesInput: true)
    do throws(Failure) {
      try pump(&exchange, until: deadline, next: next) { _ in false }
      return (exchange.answer, try finish(before: deadline))
    } catch {
      end()
      throw error
    }
  }

  /// The line that the program answers to `request`, a line with its line feed; the program goes on,
  /// also after a failure.
  package func ask(_ request: [UInt8], limits: Limits) throws(Failure) -> [UInt8] {
    let deadline = try Deadline(milliseconds: limits.milliseconds)
    var exchange = Exchange(limit: limits.bytes, closesInput: false)
    exchange.answer = unread
    unread = []
    var pending: [UInt8]? = request
    try pump(&exchange, until: deadline) {
      defer { pending = nil }
      return pending
    } isComplete: {
      $0.lineEnd != nil
    }
    guard let end = exchange.lineEnd else { throw .endedEarly }
    unread = Array(exchange.answer[(end + 1)...])
    return Array(exchange.answer[..<end])
  }

  /// How the program ended, if it does so within `milliseconds`; afterwards it is ended.
  package func finish(milliseconds: Int) -> Ending {
    input.close()
    guard let deadline = try? Deadline(milliseconds: milliseconds),
      let ending = try? finish(before: deadline)
    else { return end() }
    return ending
  }

  /// How the program ended by itself within `milliseconds` of the end of its input; nil if it did not,
  /// and was ended.
  package func ownEnding(milliseconds: Int) -> Ending? {
    input.close()
    do throws(Failure) {
      return try finish(before: try Deadline(milliseconds: milliseconds))
    } catch {
      end()
      return nil
    }
  }

  /// The last text of the program's standard error.
  package var standardError: String { String(decoding: complaint, as: UTF8.self) }

  /// The state of one exchange.
  private struct Exchange {
    var answer: [UInt8] = []
    let limit: Int
    let closesInput: Bool
    var piece: ArraySlice<UInt8> = []
    var searched = 0
    var lineEnd: Int?

    init(limit: Int, closesInput: Bool) {
      self.limit = limit
      self.closesInput = closesInput
    }

    /// Looks for the line's end in what came since the last time.
    mutating func search() {
      guard lineEnd == nil else { return }
      lineEnd = answer[searched...].firstIndex(of: 0x0A)
      searched = answer.count
    }
  }

  private func pump(
    _ exchange: inout Exchange, until deadline: Deadline, next: () -> [UInt8]?,
    isComplete: (Exchange) -> Bool
  ) throws(Failure) {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    exchange.piece = next()?[...] ?? []
    exchange.search()
    var hasMore = true
    while !isComplete(exchange) || !exchange.piece.isEmpty {
      if exchange.piece.isEmpty, hasMore {
        if input.isOpen, let piece = next() {
          exchange.piece = piece[...]
        } else {
          hasMore = false
          if exchange.closesInput { input.close() }
        }
        continue
      }
      // A closed stream has a negative descriptor, which poll passes over.
      guard output.isOpen else { return }
      var entries = [
        pollfd(fd: deadline.descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(
          fd: exchange.piece.isEmpty ? -1 : input.descriptor, events: Int16(POLLOUT), revents: 0),
        pollfd(fd: output.descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: error.descriptor, events: Int16(POLLIN), revents: 0),
      ]
      guard unsafe poll(&entries, nfds_t(entries.count), -1) >= 0 || errno == EINTR else {
        throw .system(action: "wait for the command", code: errno)
      }
      if entries[0].revents != 0 { throw .timedOut }
      if entries[1].revents != 0 { write(&exchange.piece) }
      if entries[2].revents != 0, let count = read(output, into: &buffer) {
        exchange.answer += buffer[..<count]
        exchange.search()
        guard exchange.answer.count <= exchange.limit else { throw .tooMuchOutput }
      }
      if entries[3].revents != 0, let count = read(error, into: &buffer) {
        keep(buffer[..<count])
      }
    }
  }

  /// Writes what the pipe takes; a program that closed its input gets nothing more.
  private func write(_ piece: inout ArraySlice<UInt8>) {
    let (written, code) = BrokenPipe.ignored {
      unsafe piece.withUnsafeBytes { bytes in
        let count = unsafe Glibc.write(input.descriptor, bytes.baseAddress, bytes.count)
        return (count, errno)
      }
    }
    if written >= 0 {
      piece = piece.dropFirst(written)
    } else if code != EAGAIN, code != EINTR {
      closedInputEarly = true
      piece = []
      input.close()
    }
  }

  /// What the stream holds now; closes it at its end.
  private func read(_ end: Pipe.End, into buffer: inout [UInt8]) -> Int? {
    let count = unsafe buffer.withUnsafeMutableBytes { bytes in
      unsafe Glibc.read(end.descriptor, bytes.baseAddress, bytes.count)
    }
    if count > 0 { return count }
    if count < 0, errno == EAGAIN || errno == EINTR { return nil }
    end.close()
    return nil
  }

  /// Reads what the program has written to its standard error by now.
  func hearComplaint() {
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    while error.isOpen, let count = read(error, into: &buffer) { keep(buffer[..<count]) }
  }

  /// Keeps the last 8 KB: what a program says last is why it failed.
  private func keep(_ bytes: ArraySlice<UInt8>) {
    complaint += bytes
    let limit = 8192
    if complaint.count > limit { complaint.removeFirst(complaint.count - limit) }
  }
}
