import Glibc

/// Requests to one server, with the answers' statuses judged and failures that pass tried again.
struct HTTPExchange {
  let server: ExternalServer
  let session: CurlSession

  /// The document that the server answers at `path`, which begins with a slash; an answer's status
  /// must be 200.
  func post(_ body: [UInt8], to path: String, rows: Int) throws(ModelError) -> DocumentNode {
    let (status, answer) = try send(body, path, limit: AnswerLimit.bytes(rows: rows))
    guard status == 200 else { throw refusal(status, answer, path) }
    return try document(answer)
  }

  /// The document at `path`; nil where the server has none.
  func get(_ path: String) throws(ModelError) -> DocumentNode? {
    let (status, answer) = try send(nil, path, limit: 16 << 20)
    if [404, 405, 501].contains(status) { return nil }
    guard status == 200 else { throw refusal(status, answer, path) }
    return try document(answer)
  }

  /// The same complaint as about the server's answer, with nothing secret in it.
  func unanswered(_ problem: String) -> ModelError {
    .unanswered(problem: server.secrets.hidden(in: problem))
  }

  private func document(_ bytes: [UInt8]) throws(ModelError) -> DocumentNode {
    do throws(ModelError) {
      return DocumentNode(try JSONReader.read(bytes, DocumentReading(unboxesNumbers: false)))
    } catch {
      throw unanswered("answers with no JSON: \(error.description)")
    }
  }

  private func send(
    _ body: [UInt8]?, _ path: String, limit: Int
  ) throws(ModelError) -> (status: Int, body: [UInt8]) {
    let url = server.address.text.hasSuffix(path) ? server.address.text : server.address.text + path
    var headers = server.headers.map { "\($0.name): \($0.value)" }
    // Without the last, libcurl asks large bodies for leave first, and waits a second for it.
    headers += ["Content-Type: application/json", "Accept: application/json", "Expect:"]
    let request = CurlSession.Request(
      url: url, headers: headers, body: body, timeoutMilliseconds: server.timeoutMilliseconds,
      isLocal: server.address.isLocal, limit: limit)
    var attempt = 0
    while true {
      let response = session.send(request)
      switch response {
      case .answer(let status, _) where status == 429 || (500...599).contains(status): break
      case .unreachable: break
      case .answer(let status, let body): return (status, body)
      case .timedOut:
        throw unanswered(
          "has not answered within \(Duration.milliseconds(server.timeoutMilliseconds).words); "
            + "'timeout' sets the limit")
      case .tooLong: throw unanswered("answers with more than an answer can be")
      case .failed(let reason): throw unanswered("cannot be asked: \(reason)")
      }
      guard attempt < server.retries else { throw exhausted(response, path, attempt + 1) }
      // 0.25 s, 0.5 s, 1 s, … 4 s.
      usleep(250_000 << UInt32(min(attempt, 4)))
      attempt += 1
    }
  }

  private func exhausted(
    _ response: CurlSession.Response, _ path: String, _ attempts: Int
  ) -> ModelError {
    let times = attempts == 1 ? "" : " (asked \(attempts) times)"
    switch response {
    case .answer(let status, let body): return refusal(status, body, path, times)
    case .unreachable(let reason): return unanswered("cannot be reached: \(reason)\(times)")
    case .timedOut, .tooLong, .failed: return unanswered("cannot be asked\(times)")
    }
  }

  private func refusal(
    _ status: Int, _ body: [UInt8], _ path: String, _ times: String = ""
  ) -> ModelError {
    let said = server.secrets.excerpt(
      String(decoding: body.prefix(4096), as: UTF8.self), characters: 300)
    let hint =
      switch status {
      case 300..<400: "; redirects are not followed, name the address itself"
      case 401, 403: "; 'headers' may hold what it asks for"
      case 404: "; is '\(path)' where it listens?"
      default: ""
      }
    return unanswered(
      "answers with status \(status)\(times)\(hint)" + (said.isEmpty ? "" : ": \(said)"))
  }
}
