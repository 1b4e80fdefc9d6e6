package import Kernels

/// A program that scores tables, as the configuration names it.
package struct ExternalCommand: Sendable {
  /// How tables and answers travel.
  package enum Exchange: Sendable, Equatable {
    /// One process a table: CSV in, CSV out.
    case csv
    /// One process for all: a line of JSON in, a line of JSON out, at most `batchRows` rows each.
    case lines(batchRows: Int)
  }

  package let command: ChildProcess.Command
  package let exchange: Exchange
  /// For one answer, from the first byte of the question on.
  package let timeoutMilliseconds: Int
  /// What the program knows and no message may show.
  package let secrets: Secrets

  package init(
    command: ChildProcess.Command, exchange: Exchange, timeoutMilliseconds: Int, secrets: Secrets
  ) {
    self.command = command
    self.exchange = exchange
    self.timeoutMilliseconds = timeoutMilliseconds
    self.secrets = secrets
  }

  /// The channel to the program; nothing starts before the first question.
  ///
  /// - Parameter siblings: where its processes are kept for whoever ends this one.
  package func channel(among siblings: ChildProcesses) -> any ScoringChannel {
    switch exchange {
    case .csv: CommandChannel(self, siblings)
    case .lines(let batchRows): LinesChannel(self, siblings, batchRows: batchRows)
    }
  }

  /// The bounds of an answer for `rows` rows: far above any honest one.
  func limits(rows: Int) -> ChildProcess.Limits {
    ChildProcess.Limits(
      milliseconds: timeoutMilliseconds, bytes: AnswerLimit.bytes(rows: rows))
  }

  /// The words for a failure, with what the program said last.
  func problem(_ failure: ChildProcess.Failure, _ child: ChildProcess?) -> ModelError {
    let words =
      switch failure {
      case .unstartable(let reason): "cannot be started: \(reason)"
      case .system(let action, let code): "fails: cannot \(action) (error \(code))"
      case .timedOut:
        "has not answered within \(Duration.milliseconds(timeoutMilliseconds).words) and was ended; "
          + "'timeout' sets the limit"
      case .tooMuchOutput: "writes more than an answer can be and was ended"
      case .endedEarly: "closed its output before it had answered"
      case .ending: "was not started, because this run is ending"
      }
    return problem(words, child)
  }

  /// The words for a program that ended otherwise than with exit code 0.
  func problem(_ ending: ChildProcess.Ending, _ child: ChildProcess) -> ModelError {
    switch ending {
    case .exit(let code): problem("ended with exit code \(code)", child)
    case .signal(let number): problem("was killed by signal \(number)", child)
    }
  }

  /// `words` about the program, with what it said last.
  func problem(_ words: String, _ child: ChildProcess?) -> ModelError {
    let said = child.map { secrets.excerpt($0.standardError) } ?? ""
    return .unanswered(problem: words + (said.isEmpty ? "" : "; its standard error ends: \(said)"))
  }
}

/// How long an answer may be.
enum AnswerLimit {
  /// 16 MB and 4 KB a row.
  static func bytes(rows: Int) -> Int { (16 << 20) + min(rows, 1 << 40) * 4096 }
}

extension Duration {
  /// `90 s` or `250 ms`, for messages.
  var words: String {
    let (seconds, rest) = components
    let milliseconds = rest / 1_000_000_000_000_000
    return milliseconds == 0
      ? "\(seconds) s" : "\(seconds * 1000 + milliseconds) ms"
  }
}
