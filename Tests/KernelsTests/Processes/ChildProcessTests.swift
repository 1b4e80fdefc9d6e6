import Glibc
import Kernels
import Testing

@Suite struct ChildProcessTests {
  private let siblings = ChildProcesses()

  private func start(
    _ arguments: String..., environment: [String] = ["PATH=/usr/bin:/bin"], directory: String = "/"
  ) throws -> ChildProcess {
    try ChildProcess(
      ChildProcess.Command(
        arguments: arguments, directory: directory, environment: environment), among: siblings)
  }

  private func limits(milliseconds: Int = 20_000, bytes: Int = 1 << 26) -> ChildProcess.Limits {
    ChildProcess.Limits(milliseconds: milliseconds, bytes: bytes)
  }

  @Test func `megabytes go in and come out without either side waiting for the other`() throws {
    let piece = Array(repeating: UInt8(ascii: "x"), count: 1 << 20) + [0x0A]
    var left = 8
    let (answer, ending) = try start("cat").converse(limits: limits()) {
      left -= 1
      return left >= 0 ? piece : nil
    }
    #expect(answer.count == 8 * piece.count)
    #expect(answer.last == 0x0A)
    #expect(ending == .exit(0))
  }

  @Test func `a program that never reads its input gets none, and its answer counts`() throws {
    let child = try start("sh", "-c", "exec <&-; echo done")
    var pieces = 64
    let (answer, ending) = try child.converse(limits: limits()) {
      pieces -= 1
      return pieces >= 0 ? Array(repeating: 1, count: 1 << 16) : nil
    }
    #expect(String(decoding: answer, as: UTF8.self) == "done\n")
    #expect(ending == .exit(0))
    #expect(child.closedInputEarly)
  }

  @Test func `exit codes, signals and the last words are told apart`() throws {
    let failing = try start("sh", "-c", "echo first >&2; echo last words >&2; exit 7")
    #expect(try failing.converse(limits: limits()) { nil }.ending == .exit(7))
    #expect(failing.standardError == "first\nlast words\n")
    let killed = try start("sh", "-c", "kill -SEGV $$")
    #expect(try killed.converse(limits: limits()) { nil }.ending == .signal(SIGSEGV))
  }

  @Test func `a program that is too slow is ended with all that it started`() throws {
    let child = try start("sh", "-c", "sleep 600 & echo $!; exec 1>&-; wait")
    let line = try child.ask([], limits: limits())
    let grandchild = try #require(Int32(String(decoding: line, as: UTF8.self)))
    #expect(kill(grandchild, 0) == 0)
    #expect(throws: ChildProcess.Failure.timedOut) {
      _ = try child.converse(limits: limits(milliseconds: 50)) { nil }
    }
    #expect(isGone(grandchild))
  }

  @Test func `output without end stops at the limit`() throws {
    let child = try start("sh", "-c", "while :; do echo yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy; done")
    #expect(throws: ChildProcess.Failure.tooMuchOutput) {
      _ = try child.converse(limits: limits(bytes: 100_000)) { nil }
    }
    #expect(child.end() == .signal(SIGKILL))
  }

  @Test func `complaints without end are kept up to a limit and block nobody`() throws {
    let child = try start(
      "sh", "-c",
      "i=0; while [ $i -lt 5000 ]; do echo line $i of many >&2; i=$((i+1)); done; echo ok")
    let (answer, _) = try child.converse(limits: limits()) { nil }
    #expect(String(decoding: answer, as: UTF8.self) == "ok\n")
    #expect(child.standardError.utf8.count <= 8192)
    #expect(child.standardError.hasSuffix("line 4999 of many\n"))
  }

  @Test func `lines are answered one by one by the same process`() throws {
    let child = try start(
      "sh", "-c", "while read line; do echo \"$$ $line\"; done")
    let answers = try ["one", "two", "three"].map { word in
      String(
        decoding: try child.ask(Array("\(word)\n".utf8), limits: limits()), as: UTF8.self)
    }
    let words = answers.map { $0.split(separator: " ") }
    #expect(words.map { $0.last } == ["one", "two", "three"])
    #expect(Set(words.map { $0.first }).count == 1)
    #expect(child.finish(milliseconds: 5000) == .exit(0))
  }

  @Test func `a program that ends instead of answering is no answer`() throws {
    let child = try start("sh", "-c", "read line; exit 3")
    #expect(throws: ChildProcess.Failure.endedEarly) {
      _ = try child.ask(Array("x\n".utf8), limits: limits())
    }
    #expect(child.finish(milliseconds: 5000) == .exit(3))
  }

  @Test func `the program sees the folder and the variables it is given, and no descriptor else`()
    throws
  {
    let extra = open("/", O_RDONLY)
    defer { close(extra) }
    let child = try start(
      "sh", "-c", "pwd; env | grep -v ^PWD= | sort; ls /proc/self/fd 2>/dev/null | wc -l",
      environment: ["PATH=/usr/bin:/bin", "WANTED=1"], directory: "/usr")
    let (answer, _) = try child.converse(limits: limits()) { nil }
    let lines = String(decoding: answer, as: UTF8.self).split(separator: "\n").map(String.init)
    #expect(lines.first == "/usr")
    #expect(lines.contains("WANTED=1"))
    #expect(!lines.contains { $0.hasPrefix("HOME=") })
    // The three streams, and the folder that `ls` itself reads; 0 where there is no /proc.
    #expect(["0", "4"].contains(lines.last?.filter { $0 != " " }))
  }

  @Test(arguments: [
    (
      ["no-such-program-anywhere"], "/",
      "there is no program 'no-such-program-anywhere' on the PATH"
    ),
    (["./nothing"], "/usr", "there is no file './nothing' (seen from '/usr')"),
    (["cat"], "/no/such/folder", "its folder '/no/such/folder' is not there"),
    (["/usr"], "/", "Permission denied"), ([], "/", "the command is empty"),
    (["cat", "a\u{0}b"], "/", "an argument holds a NUL byte"),
  ])
  func `what cannot be started says why`(arguments: [String], directory: String, reason: String) {
    #expect(throws: ChildProcess.Failure.unstartable(reason: reason)) {
      _ = try ChildProcess(
        ChildProcess.Command(arguments: arguments, directory: directory, environment: []),
        among: siblings)
    }
  }

  @Test func `whoever ends the run ends its programs, and no other starts`() throws {
    let child = try start("sleep", "600")
    siblings.endAll()
    #expect(child.finish(milliseconds: 5000) == .signal(SIGKILL))
    #expect(throws: ChildProcess.Failure.ending) { _ = try start("true") }
  }

  /// Whether the process ends soon: a killed one may be a zombie for a moment, until somebody reaps
  /// it.
  private func isGone(_ process: pid_t) -> Bool {
    for _ in 0..<500 {
      if kill(process, 0) != 0 { return true }
      let state = TextBuffer()
      if let file = try? ReadableFile(path: "/proc/\(process)/stat") {
        _ = try? state.append(file, at: 0, atMost: 1024, parallel: Parallel(threads: 1))
      }
      let text = String(decoding: state.view.bytes(0..<state.count), as: UTF8.self)
      if text.contains(") Z") { return true }
      usleep(10_000)
    }
    return false
  }
}
