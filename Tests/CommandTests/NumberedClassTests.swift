import Foundation
import Testing

/// Classes that are written as numbers, in a table of predictions: which class a number is follows from the
/// label's values or is said, never guessed.
@Suite struct NumberedClassTests {
  /// 100 rows, 80 of them predicted right, and the accuracy that a gate finds; or why it finds none.
  private func accuracy(
    of predictions: (Int) -> String, label: (Int) -> String, data: String = "", model: String = "",
    head: String = "", column: String = "prediction",
    check: String = "accuracy: {min: 0.01}"
  ) throws -> (value: Double?, message: String, code: Int32) {
    let tool = try Tool()
    defer { tool.remove() }
    var rows = "id,y\n"
    var table = "\(column)\n"
    for row in 0..<100 {
      rows += "\(row),\(label(row))\n"
      table += "\(predictions(row))\n"
    }
    try tool.write("rows.csv", rows)
    try tool.write("p.csv", table)
    try tool.write(
      "tollgate.yml",
      """
      \(head)
      models: {candidate: {path: p.csv\(model)}}
      data: {evaluation: rows.csv, label: y\(data)}
      suites: {p: [\(check)]}
      """)
    let result = try tool.run(["check", "--ci", "none"])
    guard result.code < 2 else { return (nil, result.error, result.code) }
    let json = try JSONSerialization.jsonObject(
      with: Data(tool.read("tollgate-report/report.json").utf8))
    let findings = (json as? [String: Any])?["findings"] as? [[String: Any]]
    let candidate = findings?.first?["candidate"] as? [String: Any]
    return (candidate?["value"] as? Double, "", result.code)
  }

  /// A truth of `count` classes, uneven, so that no exchange of them is right by chance.
  private func truth(_ row: Int, of count: Int) -> Int {
    count == 2 ? row % 3 / 2 : row % 4 % count
  }
  private func guess(_ row: Int, of count: Int) -> Int {
    row % 5 == 2 ? (truth(row, of: count) + 1) % count : truth(row, of: count)
  }

  @Test(arguments: ["1,2", "2,1", "-1,1", "0,1", "5,10", "0.5,1.5", "true,false"])
  func `values of the label are classes`(pair: String) throws {
    let words = pair.split(separator: ",").map(String.init)
    let found = try accuracy(
      of: { words[guess($0, of: 2)] }, label: { words[truth($0, of: 2)] },
      data: ", positive: \(words[1])")
    #expect(found.value == 0.8, "\(found.message)")
  }

  @Test func `one predicted class is enough`() throws {
    for (value, right) in [("1", 0.67), ("2", 0.33)] {
      let found = try accuracy(
        of: { _ in value }, label: { "\(truth($0, of: 2) + 1)" }, data: ", positive: 2")
      #expect(found.value == right, "\(found.message)")
    }
  }

  @Test(arguments: [
    ("", ""), ("", "task: multiclass"), (", classes: [0, 1, 2]", "task: multiclass"),
  ])
  func `three integer classes work`(data: String, head: String) throws {
    let found = try accuracy(
      of: { "\(guess($0, of: 3))" }, label: { "\(truth($0, of: 3))" }, data: data, head: head)
    #expect(found.value == 0.8, "\(found.message)")
  }

  @Test func `three integers from 1 on, one of them never predicted`() throws {
    let found = try accuracy(
      of: { "\(min(guess($0, of: 3), 1) + 1)" }, label: { "\(truth($0, of: 3) + 1)" },
      head: "task: multiclass")
    let right = (0..<100).count { min(guess($0, of: 3), 1) == truth($0, of: 3) }
    #expect(found.value == Double(right) / 100, "\(found.message)")
  }

  @Test func `three words, one of them never predicted`() throws {
    let words = ["often", "some", "never"]
    let found = try accuracy(
      of: { words[min(guess($0, of: 3), 1)] }, label: { words[truth($0, of: 3)] })
    let right = (0..<100).count { min(guess($0, of: 3), 1) == truth($0, of: 3) }
    #expect(found.value == Double(right) / 100, "\(found.message)")
  }

  /// Spark's StringIndexer calls the most frequent class 0.
  @Test(arguments: [
    (", positive: 'yes', classes: ['yes', 'no']", ""),
    (", positive: 'yes'", ", classes: ['yes', 'no']"),
    (", positive: 'no', classes: ['yes', 'no']", ""),
  ])
  func `places in the list of classes are honoured`(data: String, model: String) throws {
    let words = ["yes", "no"]
    let found = try accuracy(
      of: { "\(guess($0, of: 2)).0" }, label: { words[truth($0, of: 2)] }, data: data, model: model)
    #expect(found.value == 0.8, "\(found.message)")
  }

  @Test func `of three classes, too`() throws {
    let words = ["often", "some", "never"]
    for (data, model) in [
      (", classes: [often, some, never]", ""), ("", ", classes: [often, some, never]"),
    ] {
      let found = try accuracy(
        of: { "\(guess($0, of: 3))" }, label: { words[truth($0, of: 3)] }, data: data, model: model)
      #expect(found.value == 0.8, "\(found.message)")
    }
  }

  @Test func `0 and 1 beside words need a list`() throws {
    let words = ["yes", "no"]
    let found = try accuracy(
      of: { "\(guess($0, of: 2))" }, label: { words[truth($0, of: 2)] }, data: ", positive: 'yes'")
    #expect(found.code == 4)
    #expect(
      found.message.contains(
        "p.csv: column 'prediction': holds 0, 1, and label 'y' has the values 'no' and 'yes'; 'classes' "
          + "beside 'path' must say which is which, in the order 0, 1, …"), "\(found.message)")
  }

  @Test(arguments: [
    (
      ", positive: 'yes', classes: ['ja', 'no']", "",
      "a binary gate needs the two values of label 'y'"
    ),
    (
      ", positive: 'yes'", ", classes: ['ja', 'no']",
      "'classes' lists 'ja', which is no value of label"
    ),
    (", positive: 'yes'", ", classes: ['yes']", "'classes' names 1 class, the model has 2"),
    (", positive: 'yes'", ", classes: ['yes', 'yes']", "'classes' must be distinct"),
  ])
  func `a list that is not the label's is refused`(
    data: String, model: String, message: String
  ) throws {
    let found = try accuracy(
      of: { "\(guess($0, of: 2))" }, label: { ["yes", "no"][truth($0, of: 2)] }, data: data,
      model: model)
    #expect(found.value == nil && found.message.contains(message), "\(found.message)")
  }

  @Test func `data.classes is refused by a gate without classes`() throws {
    let found = try accuracy(
      of: { "\(Double($0) / 7)" }, label: { "\(Double($0) / 8)" }, data: ", classes: [a, b]",
      head: "task: regression", check: "rmse")
    #expect(found.code == 2)
    #expect(
      found.message.contains("'data.classes' is for binary and multiclass gates"),
      "\(found.message)")
  }

  @Test func `a number that is no class of three is refused`() throws {
    let found = try accuracy(
      of: { $0 == 40 ? "7" : "\(guess($0, of: 3))" }, label: { "\(truth($0, of: 3))" },
      head: "task: multiclass")
    #expect(
      found.message.contains("row 41, column 'prediction': is 7, which is no value of label 'y'"),
      "\(found.message)")
  }

  @Test func `numbers that may be values or places are refused`() throws {
    let found = try accuracy(
      of: { "\(guess($0, of: 2) + 1)" }, label: { "\(truth($0, of: 3) + 1)" },
      model: ", classes: [1, 2, 3]", head: "task: multiclass")
    #expect(
      found.message.contains("has both as values and as places from 0 on"), "\(found.message)")
  }

  @Test(arguments: ["score", "y_pred", "only"])
  func `numbers on a scale of their own need a word or a threshold`(column: String) throws {
    func check(_ model: String, _ head: String = "") throws -> (Double?, String) {
      let found = try accuracy(
        of: { "\(guess($0, of: 2) * 600 + $0)" }, label: { "\(truth($0, of: 2))" }, model: model,
        head: head, column: column)
      return (found.value, found.message)
    }
    for head in ["", "decision: {threshold: 0.5}"] {
      #expect(
        try check("", head).1.contains(
          "p.csv: its scores go from 0 to 698, so they are no probabilities, and no margins either")
      )
    }
    #expect(
      try check(", answers: value").1.contains("'answers: value' has no threshold of its own"))
    #expect(try check("", "decision: {threshold: 500}").0 == 0.8)
    #expect(try check(", answers: value", "decision: {threshold: 500}").0 == 0.8)
    #expect(try check(", answers: percent").1.contains("a probability in percent is in 0…100"))
    #expect(try check(", answers: label").1.contains("is no value of label 'y'"))
  }

  @Test func `percent are probabilities`() throws {
    let found = try accuracy(
      of: { "\(guess($0, of: 2) * 60 + $0 % 20)" }, label: { "\(truth($0, of: 2))" },
      model: ", answers: percent", column: "score")
    #expect(found.value == 0.8, "\(found.message)")
  }

  @Test func `numbers with a sign are margins, decided at 0`() throws {
    let found = try accuracy(
      of: { guess($0, of: 2) == 1 ? "0.25" : "-1.5" }, label: { "\(truth($0, of: 2))" },
      column: "score")
    #expect(found.value == 0.8, "\(found.message)")
  }

  @Test func `answers is refused where a model file says it`() throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write("rows.csv", "x,y\n1,0\n2,1\n")
    try tool.write("m.pmml", ModelClassesTests.pmml)
    try tool.write(
      "tollgate.yml",
      """
      models: {candidate: {path: m.pmml, answers: margin}}
      data: {evaluation: rows.csv, label: y}
      suites: {p: [accuracy: {min: 0.01}]}
      """)
    let result = try tool.run(["check", "--ci", "none"])
    #expect(result.code == 2 && result.error.contains("'answers' is for tables of predictions"))
  }
}
