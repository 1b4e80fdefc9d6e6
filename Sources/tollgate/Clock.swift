import Findings

/// The only place that asks for time, host and CI environment.
struct Clock {
  private let started = ContinuousClock.now
  private let startText: String

  init() {
    let now = System.now()
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let date = (now.year, two(now.month), two(now.day))
    let clock = (two(now.hour), two(now.minute), two(now.second))
    startText = "\(date.0)-\(date.1)-\(date.2)T\(clock.0):\(clock.1):\(clock.2)Z"
  }

  /// The run so far.
  func run() -> Report.Run {
    let elapsed = ContinuousClock.now - started
    let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    return Report.Run(
      start: startText, seconds: (seconds * 1000).rounded() / 1000, host: host, ci: ci)
  }

  private var host: String {
    System.hostName ?? "localhost"
  }

  /// What the common CI systems say of the job.
  private var ci: [String: String] {
    let variables = [
      ("commit", ["GITHUB_SHA", "CI_COMMIT_SHA", "GIT_COMMIT", "BUILD_SOURCEVERSION"]),
      ("job", ["GITHUB_JOB", "CI_JOB_NAME", "JOB_NAME", "AGENT_JOBNAME"]),
      ("url", ["CI_JOB_URL", "BUILD_URL"]),
    ]
    var ci: [String: String] = [:]
    for (name, candidates) in variables {
      if let value = candidates.lazy.compactMap({ Terminal.environment($0) }).first {
        ci[name] = value
      }
    }
    return ci.merging(RepositoryFolder.facts) { $1 }
  }
}
