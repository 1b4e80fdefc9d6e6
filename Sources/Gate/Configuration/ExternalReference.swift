package import Models

/// A model that a program or a server runs, as the configuration describes it.
package struct ExternalReference: Sendable {
  /// Who answers.
  package enum Source: Sendable {
    case command(CommandReference)
    case http(HTTPReference)
  }

  /// A program of the user's.
  package struct CommandReference: Sendable {
    /// Never empty.
    package var arguments: [String]
    /// Whether one process answers all questions, line by line.
    package var isPersistent: Bool
    /// Names of variables that the program sees besides the usual ones.
    package var environment: [Located<String>]
  }

  /// A server of models.
  package struct HTTPReference: Sendable {
    package var address: ServerAddress
    /// The model's name at a server of the Open Inference Protocol; nil for MLflow's.
    package var model: String?
    package var headers: [Header]
    package var retries: Int
  }

  /// A header of every request.
  package struct Header: Sendable {
    package var name: String
    /// What stands before the secret (`Bearer `), or the whole value where there is none.
    package var text: String
    /// The variable that holds the secret.
    package var variable: Located<String>?
  }

  package var source: Source
  package var timeoutMilliseconds: Int
  package var batchRows: Int
  package var scoreColumn: String?
  /// What the answers are; nil to infer it.
  package var answers: AnswerMeaning?
  package var classes: [String]?
}
