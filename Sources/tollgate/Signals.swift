import Dispatch
import Findings
import Glibc

/// Ends the process in good order on SIGINT and SIGTERM: the reports are written before it goes.
struct Signals {
  private let sources: [any DispatchSourceSignal]

  /// - Parameter ending: writes what there is; called once, on a thread of its own.
  init(_ ending: @escaping @Sendable (Findings.ExitCode, String) -> Void) {
    let codes: [(Int32, Findings.ExitCode, String)] = [
      (SIGINT, .interrupted, "interrupted (SIGINT)"),
      (SIGTERM, .terminated, "terminated (SIGTERM)"),
    ]
    let queue = DispatchQueue(label: "tollgate.signals")
    sources = codes.map { number, code, text in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { ending(code, text) }
      source.resume()
      return source
    }
  }
}
