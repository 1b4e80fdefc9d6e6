/// The answer of a gate.
package enum Verdict: String, Sendable, Codable, CaseIterable {
  case passed, failed, inconclusive, error
}

/// The process's exit status. One table for the whole program; the contract is in the README.
package enum ExitCode: Int, Sendable, Codable, CaseIterable {
  case passed = 0
  case failed = 1
  case usage = 2
  case inconclusive = 3
  case unloadable = 4
  case warned = 5
  case internalError = 70
  case interrupted = 130
  case terminated = 143
}
