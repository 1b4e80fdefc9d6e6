package import Kernels
import Synchronization
package import Tabular

/// A server that is asked batch by batch, in order, over one connection.
package final class HTTPChannel: ScoringChannel {
  /// The ``ModelDescription/format`` of models behind a server.
  package static let formatID = "http"

  /// What is kept between questions.
  private struct Connection {
    var session: CurlSession?
    /// What the server says of its model's inputs; nil until it was asked.
    var inputs: [InferenceV2.Input]?
  }

  private let server: ExternalServer
  private let connection = Mutex(Connection())

  init(_ server: ExternalServer) { self.server = server }

  package var format: String { Self.formatID }

  package var facts: [(name: String, value: String)] {
    let dialect: [(name: String, value: String)] =
      switch server.dialect {
      case .mlflow: [("protocol", "mlflow")]
      case .inferenceV2(let model): [("protocol", "oip_v2"), ("model", model)]
      }
    return dialect + [
      ("rows a batch", "\(server.batchRows)"),
      ("timeout", Duration.milliseconds(server.timeoutMilliseconds).words),
    ]
  }

  package func answer(for table: Table, parallel: Parallel) throws(ModelError) -> Table {
    let json = try TableJSON(table)
    let result = connection.withLock { connection -> Result<Table, ModelError> in
      do throws(ModelError) {
        return .success(try answer(json, &connection))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private func answer(
    _ json: TableJSON, _ connection: inout Connection
  ) throws(ModelError) -> Table {
    let session: CurlSession
    if let open = connection.session {
      session = open
    } else {
      session = try CurlSession(library: server.library)
      connection.session = session
    }
    let exchange = HTTPExchange(server: server, session: session)
    var answers = AnswerColumns()
    var plan: InferenceV2?
    if case .inferenceV2(let model) = server.dialect {
      if connection.inputs == nil {
        connection.inputs = try InferenceV2.inputs(of: model, exchange)
      }
      plan = try InferenceV2(model: model, inputs: connection.inputs ?? [], json: json)
    }
    while answers.rowCount < json.table.rowCount {
      let start = answers.rowCount
      let rows = start..<min(json.table.rowCount, start + max(1, server.batchRows))
      if let plan {
        try plan.ask(rows, exchange, &answers)
      } else {
        try MLflowInvocations.ask(json, rows, exchange, &answers)
      }
    }
    return try answers.table()
  }
}
