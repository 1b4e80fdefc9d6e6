import ArgumentParser
import Gate

/// Whether the configuration may start programs, for the commands that would start them.
struct ProgramOptions: ParsableArguments {
  @Flag(
    inversion: .prefixedNo,
    help: ArgumentHelp(
      "Whether the configuration may name programs and addresses, and variables for them (default: yes, but not for a pull request of a fork where the platform tells)."
    ))
  var programs: Bool?

  /// - Throws: A configuration that names what it may not.
  func check(_ gate: GateConfiguration) throws(GateError) {
    switch programs {
    case true: return
    case false: try gate.refusePrograms(because: "--no-programs forbids that")
    case nil:
      guard let fork = CIPlatform.fork else { return }
      try gate.refusePrograms(because: "\(fork), where only --programs allows that")
    }
  }
}
