import Findings
import Glibc

/// The only place that asks for time, host and CI environment.
struct Clock {
  private let started = ContinuousClock.now
  private let startText: String

  init() {
    var seconds = time(nil)
    var parts = unsafe tm()
    unsafe gmtime_r(&seconds, &parts)
    func two(_ value: Int32) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let date = unsafe (parts.tm_year + 1900, two(parts.tm_mon + 1), two(parts.tm_mday))
    let clock = unsafe (two(parts.tm_hour), two(parts.tm_min), two(parts.tm_sec))
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
    var name = [CChar](repeating: 0, count: 256)
    guard unsafe gethostname(&name, 255) == 0 else { return "localhost" }
    return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
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
      if let value = candidates.lazy.compactMap({ Terminal.environment($0) }).first { ci[name] = value }
    }
    return ci
  }
}
