package import Kernels
package import Tabular

/// A way to a model that runs elsewhere: a command or a server.
package protocol ScoringChannel: Sendable {
  /// The ``ModelDescription/format`` of the models behind it: `command` or `http`.
  var format: String { get }
  /// What a reader of the report should know of it, in display order; no secrets.
  var facts: [(name: String, value: String)] { get }

  /// What the model answers for the rows of `table`, which has at least one: a table of scores with a
  /// row for each.
  ///
  /// - Throws: ``ModelError`` if there is no whole answer within the limits.
  func answer(for table: Table, parallel: Parallel) throws(ModelError) -> Table

  /// Asks nothing more.
  ///
  /// - Throws: ``ModelError/unanswered(problem:)`` if what answered does not end well: then nobody knows
  ///   what its answers were worth.
  func finish() throws(ModelError)
}

extension ScoringChannel {
  /// What is started anew for each question, or runs anyway, has ended well with its answer.
  package func finish() throws(ModelError) {}
}
