/// A server that scores tables, as the configuration names it.
package struct ExternalServer: Sendable {
  /// What is spoken with the server.
  package enum Dialect: Sendable, Equatable {
    /// MLflow's scoring server: `POST /invocations` with `dataframe_split`.
    case mlflow
    /// The Open Inference Protocol v2 (KServe, Triton, MLServer): a tensor for each column.
    case inferenceV2(model: String)
  }

  package let address: ServerAddress
  package let dialect: Dialect
  /// Headers besides the content's type; values may be secrets.
  package let headers: [(name: String, value: String)]
  package let batchRows: Int
  /// For one request.
  package let timeoutMilliseconds: Int
  /// How often a request is sent again that found nobody, or a server that says it is busy or broken.
  package let retries: Int
  /// What no message may show.
  package let secrets: Secrets
  /// The libcurl to load instead of the system's.
  package let library: String?

  package init(
    address: ServerAddress, dialect: Dialect, headers: [(name: String, value: String)],
    batchRows: Int, timeoutMilliseconds: Int, retries: Int, secrets: Secrets, library: String?
  ) {
    self.address = address
    self.dialect = dialect
    self.headers = headers
    self.batchRows = batchRows
    self.timeoutMilliseconds = timeoutMilliseconds
    self.retries = retries
    self.secrets = secrets
    self.library = library
  }

  /// The channel to the server; no request is sent before the first question.
  package var channel: any ScoringChannel { HTTPChannel(self) }
}
