import Kernels
import Tabular
import Testing

@testable import Models

@Suite(.enabled(if: ScriptFolder.hasPython, "there is no python3 on the PATH"))
struct LinesChannelTests {
  private let folder: ScriptFolder
  private let parallel = Parallel(threads: 2)
  private let table = Table(columns: [
    Column(name: "a", values: .numeric([1, 2, .nan, 4, 5])),
    Column(
      name: "t", values: .categorical(codes: [0, 1, -1, 0, 1], levels: Levels(["é\"", "\t"]))),
  ])

  init() throws { folder = try ScriptFolder() }

  /// A program that answers each question with what `answer`, a Python expression of `q`, says.
  private func channel(
    _ answer: String, batchRows: Int = 2, timeout: Int = 20_000
  ) throws -> any ScoringChannel {
    try folder.channel(
      python: """
        import json, sys, time
        asked = 0
        for line in sys.stdin:
            q = json.loads(line)
            asked += 1
            print(json.dumps(\(answer)), flush=True)
        """, .lines(batchRows: batchRows), timeout: timeout)
  }

  private func model(_ channel: any ScoringChannel) throws(ModelError) -> ExternalModel {
    try ExternalModel(
      channel, options: PredictionOptions(), classes: nil, asking: table, parallel: parallel)
  }

  @Test func `one process answers batch after batch, and later tables`() throws {
    let model = try model(
      channel("{'id': q['id'], 'predictions': [asked + len(q['data']) / 10 for _ in q['data']]}"))
    let scores = try model.scores(for: table, output: .prediction, parallel: parallel)
    #expect(scores.outputs == [[1.2, 1.2, 2.2, 2.2, 3.1]])
    let other = Table(columns: [Column(name: "a", values: .numeric([9]))])
    // The fourth question of the same process.
    #expect(
      try model.scores(for: other, output: .prediction, parallel: parallel).outputs == [[4.1]])
  }

  @Test func `cells arrive as JSON, whole numbers whole and missing ones null`() throws {
    let model = try model(
      channel("{'id': q['id'], 'predictions': [json.dumps(r) for r in q['data']]}", batchRows: 5))
    let names = try #require(model.description.classNames)
    #expect(
      names == [
        "[1, \"\\u00e9\\\"\"]", "[2, \"\\t\"]", "[4, \"\\u00e9\\\"\"]", "[5, \"\\t\"]",
        "[null, null]",
      ])
  }

  @Test func `probabilities come flat or by class, with names or without`() throws {
    let flat = try model(channel("{'id': q['id'], 'probabilities': [0.25 for _ in q['data']]}"))
    #expect(flat.description.task == .binary)
    let named = try model(
      channel(
        "{'id': q['id'], 'probabilities': [[0.25, 0.75] for _ in q['data']], 'classes': ['no', 'yes']}"
      ))
    #expect(named.description.classNames == ["no", "yes"])
    let scores = try named.scores(for: table, output: .prediction, parallel: parallel)
    #expect(scores.outputs == [Array(repeating: 0.25, count: 5), Array(repeating: 0.75, count: 5)])
    #expect(scores.kind == .probability)
  }

  @Test(arguments: [
    ("{'id': q['id'] + 1, 'predictions': [1] * 2}", "answers another question; 'id' must be 1"),
    ("{'id': q['id'], 'predictions': [1]}", "holds 1 answers for 2 rows"),
    (
      "{'id': q['id'], 'predictions': [1, 'a'][:len(q['data'])]}",
      "answer 2, column 'prediction': is a string"
    ),
    ("{'id': q['id'], 'predictions': [[1, 2], [3]]}", "row 2 differs"),
    (
      "{'id': q['id'], 'probabilities': [[1, 0], [1, 0]], 'classes': ['a', 'a']}",
      "names a class twice"
    ),
    ("{'id': q['id'], 'answer': 1}", "neither 'predictions' nor 'probabilities'"),
    ("{'id': q['id'], 'error': 'no model loaded'}", "the command says: no model loaded"),
    (
      "'x' * 3 and sys.exit('went away')",
      "ended with exit code 1; its standard error ends: went away"
    ),
    ("time.sleep(60)", "has not answered within 400 ms"),
    ("print('loading the model') or {'id': 1, 'predictions': [1, 2]}", "answer 1: byte 0"),
  ])
  func `an answer that is none says how`(answer: String, expected: String) throws {
    let timeout = answer.hasPrefix("time.sleep") ? 400 : 30_000
    let channel = try channel(answer, timeout: timeout)
    let error = #expect(throws: ModelError.self) { try model(channel) }
    #expect(error?.description.contains(expected) == true, "\(error?.description ?? "")")
    // It is not started again behind the user's back.
    let again = #expect(throws: ModelError.self) {
      try channel.answer(for: table, parallel: parallel)
    }
    #expect(again == error || again?.description.contains(expected) == true)
  }

  @Test func `a score that is no number is refused`() throws {
    let channel = try channel("{'id': q['id'], 'predictions': [1, float('nan')][:len(q['data'])]}")
    let error = #expect(throws: ModelError.self) { try model(channel) }
    #expect(error?.description.hasPrefix("row 2, column 'prediction': has no score") == true)
  }

  @Test func `a program that crashes in mid-run ends the run`() throws {
    let channel = try channel(
      "{'id': q['id'], 'predictions': [1.5] * len(q['data'])} if asked < 3 else sys.exit(9)")
    let error = #expect(throws: ModelError.self) { try model(channel) }
    #expect(error?.description.hasPrefix("ended with exit code 9") == true)
  }

  @Test func `the program ends when nobody asks any more`() throws {
    try folder.write(
      "score.py",
      """
      import json, sys
      for line in sys.stdin:
          q = json.loads(line)
          print(json.dumps({"id": q["id"], "predictions": [1.5] * len(q["data"])}), flush=True)
      open("ended", "w").write("yes")
      """)
    do {
      _ = try model(folder.channel(["python3", "score.py"], .lines(batchRows: 10)))
    }
    #expect(try folder.read("ended") == "yes")
  }

  @Test func `what JSON cannot say is refused before the program starts`() throws {
    let endless = Table(columns: [Column(name: "a", values: .numeric([1, .infinity]))])
    let channel = folder.channel(["touch", "started"], .lines(batchRows: 10))
    let error = #expect(throws: ModelError.self) {
      try channel.answer(for: endless, parallel: parallel)
    }
    #expect(error?.description.hasPrefix("row 2, column 'a': is infinite") == true)
    #expect(throws: (any Error).self) { try folder.read("started") }
  }
}
