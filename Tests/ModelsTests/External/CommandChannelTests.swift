import Kernels
import Tabular
import Testing

@testable import Models

/// Programs that score tables of CSV, and every way in which one may fail.
@Suite struct CommandChannelTests {
  private let folder: ScriptFolder
  private let parallel = Parallel(threads: 2)
  private let table = Table(columns: [
    Column(name: "x, y", values: .numeric([0.25, .nan, 1])),
    Column(name: "t", values: .categorical(codes: [0, 1, -1], levels: Levels(["a\"b", "c\nd"]))),
    Column(name: "flag", values: .boolean([1, 0, -1])),
  ])

  init() throws { folder = try ScriptFolder() }

  private func model(
    _ channel: any ScoringChannel, _ options: PredictionOptions = PredictionOptions(),
    classes: [String]? = nil
  ) throws(ModelError) -> ExternalModel {
    try ExternalModel(
      channel, options: options, classes: classes, asking: table, parallel: parallel)
  }

  @Test func `cells arrive as they are, quoted texts, missing ones and all`() throws {
    let channel = folder.channel([
      "sh", "-c", "cat > seen.csv; printf 'prediction\\n1.5\\n2\\n-3\\n'",
    ])
    let model = try model(channel)
    #expect(
      try folder.read("seen.csv") == "\"x, y\",t,flag\n0.25,\"a\"\"b\",true\n,\"c\nd\",false\n1,,\n"
    )
    let scores = try model.scores(for: table, output: .prediction, parallel: parallel)
    #expect(scores.outputs == [[1.5, 2, -3]])
    #expect(scores.kind == .value)
    #expect(model.description.format == "command")
    #expect(model.description.isKnownByAnswersOnly)
  }

  @Test(.enabled(if: ScriptFolder.hasPython, "there is no python3 on the PATH"))
  func `a table far larger than a pipe goes through, for any number of rows the same`() throws {
    let rows = 60_000
    let large = Table(columns: [
      Column(name: "a", values: .numeric((0..<rows).map { Double($0) / 7 })),
      Column(name: "b", values: .numeric((0..<rows).map { -Double($0) })),
    ])
    // Answers while it reads, so that both pipes fill up at once.
    let channel = try folder.channel(
      python: """
        import csv, sys
        print("prediction")
        for row in csv.DictReader(sys.stdin):
            print(repr(float(row["a"]) + float(row["b"])))
        """)
    let model = try ExternalModel(
      channel, options: PredictionOptions(), classes: nil, asking: large, parallel: parallel)
    let scores = try model.scores(for: large, output: .prediction, parallel: parallel)
    let expected = (0..<rows).map { (row: Int) -> Double in Double(row) / 7 - Double(row) }
    #expect(scores.outputs == [expected])
  }

  @Test func `the first rows are not asked for twice, others are`() throws {
    let channel = folder.channel(
      [
        "sh", "-c",
        "echo x >> calls; echo prediction; tail -n +2 | while read line; do echo 1.5; done",
      ])
    let simple = Table(columns: [Column(name: "a", values: .numeric([1, .nan, 3]))])
    let model = try ExternalModel(
      channel, options: PredictionOptions(), classes: nil, asking: simple, parallel: parallel)
    for _ in 0..<3 { _ = try model.scores(for: simple, output: .prediction, parallel: parallel) }
    #expect(try folder.read("calls") == "x\n")
    let other = Table(columns: [Column(name: "a", values: .numeric([1, .nan, 4]))])
    _ = try model.scores(for: other, output: .prediction, parallel: parallel)
    #expect(try folder.read("calls") == "x\nx\n")
  }

  @Test(arguments: [
    ("printf 'prediction\\n1\\n2\\n'", "answers with 2 rows for 3"),
    ("printf 'prediction\\n1\\n2\\n3\\n4\\n'", "answers with 4 rows for 3"),
    ("printf 'prediction\\n0.5\\nNaN\\n0.5\\n'", "row 2, column 'prediction': has no score"),
    ("printf 'prediction\\n0.5\\ninf\\n0.5\\n'", "row 2, column 'prediction': is inf, not finite"),
    ("printf 'probability\\n0.5\\n1.5\\n0.5\\n'", "row 2, column 'probability': is 1.5"),
    ("exit 0", "wrote nothing; a table of scores as CSV is expected"),
    ("printf 'a,b\\n1,2,3\\n'", "wrote no table of scores: line 2: the record has 3 fields"),
    ("printf 'a,b\\n1,2\\n1,2\\n1,2\\n'", "no column of scores; say which it is"),
    (
      "echo Trace >&2; echo 'ValueError: no such column' >&2; exit 1",
      "ended with exit code 1; its standard error ends: Trace | ValueError: no such column"
    ),
    ("kill -9 $$", "was killed by signal 9"),
    ("while :; do echo 123456789012345678901234567890; done", "writes more than an answer can be"),
    ("sleep 60", "has not answered within 250 ms and was ended; 'timeout' sets the limit"),
  ])
  func `a program that fails says how`(script: String, expected: String) throws {
    let timeout = script == "sleep 60" ? 250 : 60_000
    let channel = folder.channel(["sh", "-c", script], timeout: timeout)
    let error = #expect(throws: ModelError.self) { try model(channel) }
    #expect(error?.description.contains(expected) == true, "\(error?.description ?? "")")
  }

  @Test func `a secret that the program prints is not printed again`() throws {
    let channel = folder.channel(
      ["sh", "-c", "echo \"cannot log in with $TOKEN\" >&2; exit 2"], secrets: ["s3cr3t-value"],
      variables: ["TOKEN=s3cr3t-value"])
    let error = #expect(throws: ModelError.self) { try model(channel) }
    #expect(
      error?.description
        == "ended with exit code 2; its standard error ends: cannot log in with ***")
  }

  @Test func `classes are found by name, in every later answer too`() throws {
    let channel = folder.channel([
      "sh", "-c",
      """
      head -n 2 | tail -n 1 | grep -q 0.25 &&
        printf 'proba_b,proba_a\\n0.9,0.1\\n0.8,0.2\\n0.3,0.7\\n' ||
        printf 'proba_a,proba_b\\n0.1,0.9\\n'
      """,
    ])
    let model = try model(channel)
    #expect(model.description.classNames == ["b", "a"])
    let one = Table(columns: [Column(name: "x", values: .numeric([7]))])
    let scores = try model.scores(for: one, output: .prediction, parallel: parallel)
    #expect(scores.outputs == [[0.9], [0.1]])
  }

  @Test func `predicted classes keep their numbers when an answer lacks some of them`() throws {
    let channel = folder.channel([
      "sh", "-c",
      "head -n 2 | tail -n 1 | grep -q 0.25 && printf 'prediction\\nc\\na\\nb\\n' || printf 'prediction\\nc\\n'",
    ])
    let model = try model(channel)
    let first = try model.scores(for: table, output: .prediction, parallel: parallel)
    #expect(first.outputs == [[2, 0, 1]])
    let one = Table(columns: [Column(name: "x", values: .numeric([7]))])
    #expect(
      try model.scores(for: one, output: .prediction, parallel: parallel).outputs == [[2]])
  }
}
