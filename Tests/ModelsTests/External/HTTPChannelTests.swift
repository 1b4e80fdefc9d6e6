import Kernels
import Tabular
import Testing

@testable import Models

/// Against a real server over a real connection.
@Suite(
  .enabled(if: ModelServer.canBeAsked, "there is no python3 on the PATH or no libcurl"), .serialized
)
struct HTTPChannelTests {
  private let server: ModelServer
  private let parallel = Parallel(threads: 2)
  private let table = Table(columns: [
    Column(name: "a", values: .numeric([1, 2, 3, 4, 5])),
    Column(name: "b", values: .numeric([0.5, .nan, 2.5, 3.5, 4.5])),
    Column(name: "t", values: .categorical(codes: [0, 1, -1, 0, 1], levels: Levels(["é", "z"]))),
    Column(name: "f", values: .boolean([1, 0, 1, 0, 1])),
  ])

  init() throws { server = try ModelServer() }

  private func scores(_ channel: any ScoringChannel, classes: [String]? = nil) throws -> Scores {
    let model = try model(channel, classes: classes)
    return try model.scores(for: table, output: .prediction, parallel: parallel)
  }

  private func model(
    _ channel: any ScoringChannel, classes: [String]? = nil
  ) throws(ModelError) -> ExternalModel {
    try ExternalModel(
      channel, options: PredictionOptions(), classes: classes, asking: table, parallel: parallel)
  }

  @Test func `MLflow's server is asked in batches`() throws {
    #expect(try scores(server.channel("right")).outputs == [[0.5, -1, 2.5, 3.5, 4.5]])
    #expect(
      try server.requests() == Array(repeating: "POST /right/invocations", count: 3))
  }

  @Test(arguments: ["nested", "records", "columns", "labels"])
  func `every shape of MLflow's predictions is read`(shape: String) throws {
    let channel = try server.channel(shape)
    switch shape {
    case "nested":
      let scores = try scores(channel, classes: ["no", "yes"])
      #expect(scores.outputs[0] == [0.05, 0.1, 0.25, 0.35, 0.45])
      #expect(try model(channel, classes: ["no", "yes"]).description.classNames == ["no", "yes"])
    case "records":
      #expect(try model(channel).description.classNames == ["no", "yes"])
      #expect(try scores(channel).outputs[1] == Array(repeating: 0.75, count: 5))
    case "columns": #expect(try scores(channel).outputs == [[0.5, -1, 2.5, 3.5, 4.5]])
    default:
      #expect(try scores(channel).kind == .label)
      #expect(try scores(channel).outputs == [[0, 0, 1, 1, 1]])
    }
  }

  @Test func `cells arrive with their types`() throws {
    let names = try #require(try model(server.channel("echo")).description.classNames)
    #expect(names.contains("{\"a\": 1, \"b\": 0.5, \"t\": \"é\", \"f\": true}"))
    #expect(names.contains("{\"a\": 2, \"b\": null, \"t\": \"z\", \"f\": false}"))
    #expect(names.contains("{\"a\": 3, \"b\": 2.5, \"t\": null, \"f\": true}"))
  }

  @Test func `the Open Inference Protocol sends what each column holds`() throws {
    let channel = try server.channel("types", .inferenceV2(model: "m"), batchRows: 10)
    #expect(
      try model(channel).description.classNames == ["a:INT64 b:FP64 t:BYTES f:BOOL"])
    #expect(
      try server.requests() == ["GET /types/v2/models/m", "POST /types/v2/models/m/infer"])
  }

  @Test func `it sends what the server says that its model reads, and asks for it once`() throws {
    let channel = try server.channel("typed", .inferenceV2(model: "m"), batchRows: 3)
    #expect(try scores(channel).outputs == [[0.5, -1, 2.5, 3.5, 4.5]])
    #expect(try server.requests().filter { $0.hasPrefix("GET") }.count == 1)
  }

  @Test(arguments: ["right", "column", "two"])
  func `its outputs may be flat, nested, or labels beside probabilities`(shape: String) throws {
    let scores = try scores(server.channel(shape, .inferenceV2(model: "m")))
    if shape == "two" {
      #expect(scores.outputs.map(\.first) == [0.25, 0.75])
    } else {
      #expect(scores.outputs == [[0.5, -1, 2.5, 3.5, 4.5]])
    }
  }

  @Test(arguments: [
    ("short", "rows 1 to 2: predictions: holds 1 answers for 2 rows"),
    ("nan", "row 1, column 'prediction': has no score"),
    ("garbage", "answers with no JSON: byte 0"),
    ("down", "answers with status 500: {\"error_code\": \"BAD\", \"message\": \"model failed\"}"),
    ("moved", "answers with status 302; redirects are not followed"),
    ("slow", "has not answered within 300 ms; 'timeout' sets the limit"),
    ("huge", "answers with more than an answer can be"),
    ("hangs-up", "cannot be asked: Empty reply from server"),
  ])
  func `a server that fails says how`(behaviour: String, expected: String) throws {
    let timeout = behaviour == "slow" ? 300 : 30_000
    let channel = try server.channel(behaviour, timeout: timeout)
    let error = #expect(throws: ModelError.self) { try model(channel) }
    #expect(error?.description.contains(expected) == true, "\(error?.description ?? "")")
  }

  @Test(arguments: [
    ("strict", "column 'b' must be INT32 for this model and is numeric with fractions"),
    ("other", "the table lacks feature 'bb'; did you mean 'b'?"),
    ("ragged", "'o' holds 3 values for 2 rows"),
  ])
  func `inference that does not fit says how`(behaviour: String, expected: String) throws {
    let channel = try server.channel(behaviour, .inferenceV2(model: "m"))
    let error = #expect(throws: ModelError.self) { try model(channel) }
    #expect(error?.description.contains(expected) == true, "\(error?.description ?? "")")
  }

  @Test(arguments: ["busy", "broken"])
  func `a server that is busy is asked again, as often as allowed`(behaviour: String) throws {
    let once = #expect(throws: ModelError.self) {
      try model(server.channel(behaviour, batchRows: 10, retries: 1))
    }
    #expect(once?.description.contains("(asked 2 times)") == true)
    #expect(try server.requests().count == 2)
    // The third request is answered.
    #expect(
      try scores(server.channel(behaviour, batchRows: 10, retries: 2)).outputs.count == 1)
  }

  @Test func `a server that is not there is asked again and named`() throws {
    let nobody = ExternalServer(
      address: try ServerAddress("http://127.0.0.1:9"), dialect: .mlflow, headers: [],
      batchRows: 10,
      timeoutMilliseconds: 5000, retries: 1, secrets: Secrets([]),
      library: ScriptFolder.environment["TOLLGATE_CURL"])
    let error = #expect(throws: ModelError.self) { try model(nobody.channel) }
    #expect(error?.description.contains("cannot be reached") == true)
    #expect(error?.description.contains("(asked 2 times)") == true)
  }

  @Test func `secrets go into headers and into no message`() throws {
    let right = try server.channel(
      "closed", headers: [("Authorization", "Bearer right-secret")], secrets: ["right-secret"])
    #expect(try scores(right).rowCount == 5)
    let wrong = try server.channel(
      "closed", headers: [("Authorization", "Bearer wrong-secret")], secrets: ["wrong-secret"])
    let error = #expect(throws: ModelError.self) { try model(wrong) }
    #expect(error?.description.contains("answers with status 401") == true)
    #expect(error?.description.contains("bad token Bearer ***") == true)
    #expect(error?.description.contains("wrong-secret") == false)
  }

  @Test func `a libcurl that is not there is a sentence with the way to install it`() {
    let error = #expect(throws: ModelError.self) { try CurlSession(library: "/no/such/libcurl.so") }
    #expect(error?.description.contains("cannot be loaded from '/no/such/libcurl.so'") == true)
    #expect(error?.description.contains("apt-get install libcurl4") == true)
  }
}
