/// MLflow's scoring protocol: `POST /invocations`.
enum MLflowInvocations {
  /// Asks for some rows and adds the answer.
  static func ask(
    _ json: TableJSON, _ rows: Range<Int>, _ exchange: HTTPExchange, _ answers: inout AnswerColumns
  ) throws(ModelError) {
    var body = Array("{\"dataframe_split\":{".utf8)
    json.appendSplit(rows, to: &body)
    body += "}}".utf8
    let answer = try exchange.post(body, to: "/invocations", rows: rows.count)
    do throws(ModelError) {
      try answers.add(try answer.member("predictions"), rows: rows.count, name: "prediction")
    } catch {
      throw exchange.unanswered("rows \(rows.lowerBound + 1) to \(rows.upperBound): \(error)")
    }
  }
}
