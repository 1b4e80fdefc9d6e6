import Gate
import Models
import Checks
import Testing

/// What `models:` may say of models that run elsewhere.
@Suite struct ExternalConfigurationTests {
  private func read(_ candidate: String) throws -> GateConfiguration {
    try ConfigurationReader.read(
      """
      models:
        candidate: \(candidate)
      data: {evaluation: t.csv, label: y}
      suites: {p: [accuracy]}
      """, file: "gates/tollgate.yml")
  }

  @Test func `a command is read with everything it may have`() throws {
    let gate = try read(
      "{command: [python3, score.py, --fast], protocol: lines, timeout: 90s, env: [HF_HOME, TOKEN], "
        + "batch_rows: 500, score: p, answers: margin, classes: [no, yes]}")
    #expect(gate.models[.candidate]?.path.value == "python3 score.py --fast")
    #expect(gate.directory == "gates")
    let external = try #require(gate.models[.candidate]?.external)
    #expect(external.timeoutMilliseconds == 90_000)
    #expect(external.batchRows == 500)
    #expect(external.scoreColumn == "p")
    #expect(external.answers == .margin)
    #expect(external.classes == ["no", "yes"])
    guard case .command(let command) = external.source else {
      Issue.record("is no command")
      return
    }
    #expect(command.arguments == ["python3", "score.py", "--fast"])
    #expect(command.isPersistent)
    #expect(command.environment.map(\.value) == ["HF_HOME", "TOKEN"])
  }

  @Test func `a server is read with everything it may have`() throws {
    let gate = try read(
      "{http: \"https://models.example.com\", protocol: oip_v2, model: fraud/versions/2, retries: 0, "
        + "timeout: 500ms, headers: {Authorization: \"Bearer env:TOKEN\", X-Team: risk}}")
    let external = try #require(gate.models[.candidate]?.external)
    #expect(gate.models[.candidate]?.path.value == "https://models.example.com")
    #expect(external.timeoutMilliseconds == 500)
    guard case .http(let server) = external.source else {
      Issue.record("is no server")
      return
    }
    #expect(server.model == "fraud/versions/2")
    #expect(server.retries == 0)
    #expect(server.headers.map(\.name) == ["Authorization", "X-Team"])
    #expect(server.headers.map(\.text) == ["Bearer ", "risk"])
    #expect(server.headers.map { $0.variable?.value } == ["TOKEN", nil])
  }

  @Test func `a file stays a file`() throws {
    #expect(try read("c.json").models[.candidate]?.external == nil)
    #expect(try read("{path: c.csv, score: p}").models[.candidate]?.external == nil)
  }

  @Test(arguments: [
    ("{comand: [a]}", "2:15: unknown key 'comand' in candidate; did you mean 'command'?"),
    ("{rounds: 5}", "'candidate' lacks 'path'"),
    ("{command: [a], http: \"http://b\"}", "must have one of command, http, not several"),
    ("{command: [a], path: b}", "must have one of path, command, not several"),
    (
      "{command: python3 score.py}",
      "2:24: 'command' must be a list, [PROGRAM, ARGUMENT, …]; no shell"
    ),
    ("{command: []}", "'command' must name a program"),
    ("{command: [\"\"]}", "'command' must name a program"),
    ("{command: [a], retries: 2}", "unknown key 'retries' in candidate"),
    ("{command: [a], protocol: mlflow}", "'protocol' is 'mlflow'; it may be csv, lines"),
    ("{command: [a], batch_rows: 5}", "'batch_rows' is for 'protocol: lines'"),
    ("{command: [a], protocol: lines, batch_rows: 0}", "must be a whole number from 1 on"),
    ("{command: [a], timeout: soon}", "'timeout' is 'soon'; write a time such as 500ms, 60s or 5m"),
    ("{command: [a], timeout: 48h}", "at most 24h"),
    ("{command: [a], timeout: 0}", "write a time such as"),
    ("{command: [a], timeout: nan}", "write a time such as"),
    ("{command: [a], env: [\"TOKEN=abcdefghijkl\"]}", "'env' lists names of variables"),
    ("{command: [a], answers: odds}", "it may be probability, percent, margin, value, label"),
    ("{command: [a], classes: [x, x]}", "'classes' must be distinct"),
    ("[python3, score.py]", "must be a path or a mapping, not a list"),
    ("{http: \"localhost:5000\"}", "'http' must begin with http:// or https://"),
    ("{http: \"http://me:pw@host\"}", "must hold no user name or password"),
    ("{http: \"http://h\", protocol: oip_v2}", "'protocol: oip_v2' needs 'model'"),
    ("{http: \"http://h\", model: m}", "'model' is for 'protocol: oip_v2'"),
    ("{http: \"http://h\", protocol: oip_v2, model: \"a?b\"}", "'model' must be plain ASCII"),
    ("{http: \"http://h\", env: [A]}", "unknown key 'env' in candidate"),
    ("{http: \"http://h\", retries: 21}", "'retries' must be at most 20"),
    ("{http: \"http://h\", headers: {Host: a}}", "the header 'Host' is set by the protocol"),
    ("{http: \"http://h\", headers: {\"a b\": c}}", "'a b' cannot be the name of a header"),
    ("{http: \"http://h\", headers: {X: \"a\\nB: c\"}}", "plain ASCII on one line"),
    ("{http: \"http://h\", headers: {X: \"env:A B\"}}", "must end with env:NAME"),
  ])
  func `what is wrong is said with its place`(candidate: String, expected: String) {
    let error = #expect(throws: ConfigurationError.self) { try read(candidate) }
    #expect(error?.description.contains(expected) == true, "\(error?.description ?? "")")
    #expect(error?.description.hasPrefix("gates/tollgate.yml:2") == true)
  }

  @Test(arguments: [
    "Authorization", "authorization", "Proxy-Authorization", "X-Api-Key", "Api-Key", "X-Auth-Token",
    "Cookie", "X-Secret",
  ])
  func `a secret in the file is refused and not repeated`(name: String) {
    let error = #expect(throws: ConfigurationError.self) {
      try read("{http: \"http://h\", headers: {\(name): Bearer abc123secret}}")
    }
    #expect(error?.description.contains("holds a secret") == true)
    #expect(error?.description.contains("abc123secret") == false)
  }
}
