import Glibc

/// A program that runs beside this one, with pipes to its standard streams.
///
/// Started by argument vector, never through a shell, in a process group of its own; it sees the
/// variables that it is given and no descriptor but the three. One thread uses it at a time.
package final class ChildProcess {
  /// What to start.
  package struct Command: Sendable {
    /// The program, looked for on the PATH if its name has no slash, and its arguments.
    package let arguments: [String]
    /// The working directory.
    package let directory: String
    /// All variables that the program sees, each as `NAME=value`.
    package let environment: [String]

    package init(arguments: [String], directory: String, environment: [String]) {
      self.arguments = arguments
      self.directory = directory
      self.environment = environment
    }
  }

  /// Why an exchange with the program did not come to its end.
  package enum Failure: Error, Equatable {
    /// It could not be started; the reason in the system's words.
    case unstartable(reason: String)
    /// Something that the system refused afterwards.
    case system(action: String, code: Int32)
    /// It took longer than allowed.
    case timedOut
    /// It wrote more than allowed.
    case tooMuchOutput
    /// It ended, or closed its output, before it had answered.
    case endedEarly
    /// This process is about to end and starts nothing any more.
    case ending
  }

  /// How a program ended.
  package enum Ending: Equatable, Sendable {
    case exit(Int32)
    case signal(Int32)
  }

  let input: Pipe.End
  let output: Pipe.End
  let error: Pipe.End
  /// What was read of the output and not taken by an exchange yet.
  var unread: [UInt8] = []
  /// The last bytes that the program wrote to its standard error.
  var complaint: [UInt8] = []
  /// Whether the program closed its input before everything was written.
  package internal(set) var closedInputEarly = false
  private let id: pid_t
  private let siblings: ChildProcesses
  private var ending: Ending?

  package init(_ command: Command, among siblings: ChildProcesses) throws(Failure) {
    let (input, output, error) = (try Pipe(), try Pipe(), try Pipe())
    self.siblings = siblings
    id = try siblings.start { () throws(Failure) in
      try ChildProcess.spawn(
        command, input: input.reading.descriptor, output: output.writing.descriptor,
        error: error.writing.descriptor)
    }
    self.input = input.writing
    self.output = output.reading
    self.error = error.reading
    for end in [self.input, self.output, self.error] { end.becomeNonBlocking() }
  }

  deinit { _ = end() }

  /// Ends the program and all that it started, at once, if it still runs.
  @discardableResult
  package func end() -> Ending {
    if let ending { return ending }
    kill(-id, SIGKILL)
    return reap()
  }

  /// Waits for the program's own end until the deadline; afterwards it is ended.
  func finish(before deadline: Deadline) throws(Failure) -> Ending {
    if let ending { return ending }
    while true {
      var state = unsafe siginfo_t()
      let code = unsafe waitid(P_PID, id_t(id), &state, WEXITED | WNOHANG | WNOWAIT)
      // A program that complains at length waits for somebody to read it.
      hearComplaint()
      if code == 0, unsafe state.si_signo == SIGCHLD { return reap() }
      // The output is closed, so the end is near; a timer is the only thing to wait for.
      guard !deadline.hasPassed(waiting: 2) else {
        end()
        throw .timedOut
      }
    }
  }

  private func reap() -> Ending {
    let status = siblings.reap(id)
    let signal = status & 0x7F
    let ending = signal == 0 ? Ending.exit(status >> 8 & 0xFF) : .signal(signal)
    self.ending = ending
    return ending
  }
}
