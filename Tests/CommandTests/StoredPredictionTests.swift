import Testing

/// Tables of predictions as models: what a column means is decided by its name, never by its place.
@Suite struct StoredPredictionTests {
  /// 40 rows, 30 of them right, in three forms that say the same.
  private func gate(_ candidate: String, positive: String) throws -> Tool.Result {
    let tool = try Tool()
    defer { tool.remove() }
    var truth = "id,y\n"
    var labels = "id,prediction\n"
    var both = "id,probability_bad,probability_good\n"
    for row in 0..<40 {
      let isBad = row % 2 == 0
      let isRight = row % 4 != 3
      let saysBad = isBad == isRight
      truth += "\(row),\(isBad ? "bad" : "good")\n"
      labels += "\(row),\(saysBad ? "bad" : "good")\n"
      both += "\(row),\(saysBad ? "0.9,0.1" : "0.1,0.9")\n"
    }
    try tool.write("test.csv", truth)
    try tool.write("labels.csv", labels)
    try tool.write("both.csv", both)
    try tool.write(
      "tollgate.yml",
      """
      models: {candidate: \(candidate), baseline: both.csv}
      data: {evaluation: test.csv, label: y, id: id, positive: \(positive)}
      suites: {p: [accuracy: {min: 0.75, max: 0.75}, negative_flips: {max: 0}]}
      """)
    return try tool.run(["check"])
  }

  @Test(arguments: ["labels.csv", "both.csv"], ["bad", "good"])
  func `the positive class is found by its name`(candidate: String, positive: String) throws {
    let result = try gate(candidate, positive: positive)
    #expect(result.code == 0, "\(result.output)\(result.error)")
  }
}
