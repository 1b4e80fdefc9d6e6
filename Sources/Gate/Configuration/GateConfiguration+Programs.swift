internal import Checks

extension GateConfiguration {
  /// Refuses what a configuration can make this machine do: start a program, ask an address, hand on a
  /// variable of the environment.
  ///
  /// - Parameter reason: why, for the message: `--no-programs is given`.
  /// - Throws: Every model that a program or a server answers for.
  package func refusePrograms(because reason: String) throws(GateError) {
    let problems = Role.allCases.compactMap { role -> ConfigurationProblem? in
      guard let reference = reference(role), let external = reference.external else { return nil }
      let source =
        switch external.source {
        case .command(let command):
          "a program" + (command.environment.isEmpty ? "" : " that is given variables of this job")
        case .http(let server):
          "an address"
            + (server.headers.contains { $0.variable != nil }
              ? " that is sent variables of this job" : "")
        }
      return ConfigurationProblem(
        place: reference.path.place,
        message: "the \(role.rawValue) is \(source), and \(reason): who may change this file could "
          + "run anything here; name a model file or a table of predictions")
    }
    guard problems.isEmpty else {
      throw .configuration(ConfigurationError(file: file, problems: problems))
    }
  }
}
