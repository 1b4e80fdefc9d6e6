import CKernels
import Glibc

extension ChildProcess {
  /// Starts `command` with `streams` as its standard input, output and error.
  ///
  /// It has a group of its own and no signal blocked: this process leaves SIGINT and SIGTERM to one of
  /// its threads, which is none of the program's business.
  static func spawn(
    _ command: Command, input: Int32, output: Int32, error: Int32
  ) throws(Failure) -> pid_t {
    guard let program = command.arguments.first, !program.isEmpty else {
      throw .unstartable(reason: "the command is empty")
    }
    guard (command.arguments + command.environment).allSatisfy({ !$0.utf8.contains(0) }) else {
      throw .unstartable(reason: "an argument holds a NUL byte")
    }
    let arguments = unsafe cStrings(command.arguments)
    let environment = unsafe cStrings(command.environment)
    defer { unsafe (arguments + environment).forEach { unsafe free($0) } }
    var child: pid_t = 0
    let code = unsafe tg_spawn(
      arguments, environment, command.directory, input, output, error, &child)
    guard code == 0 else { throw .unstartable(reason: reason(code, program, command.directory)) }
    return child
  }

  private static func reason(_ code: Int32, _ program: String, _ directory: String) -> String {
    if code == ENOENT {
      if unsafe access(directory, X_OK) != 0 { return "its folder '\(directory)' is not there" }
      return program.utf8.contains(UInt8(ascii: "/"))
        ? "there is no file '\(program)' (seen from '\(directory)')"
        : "there is no program '\(program)' on the PATH"
    }
    return ReadableFile.Failure(code: code).reason
  }

  /// `texts` as C has them: NUL-terminated, with a null pointer at the end. The caller frees each.
  @unsafe private static func cStrings(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
    unsafe texts.map { unsafe strdup($0) } + [nil]
  }
}
