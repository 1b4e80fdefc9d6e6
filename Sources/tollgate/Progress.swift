/// One line on standard error that is written over: only on a terminal, never in a log.
struct Progress: Sendable {
  private let isShown = Terminal.showsProgress

  func show(_ text: String) {
    guard isShown else { return }
    Terminal.write("\r\u{1B}[2K\(text) …", to: 2)
  }

  func clear() {
    guard isShown else { return }
    Terminal.write("\r\u{1B}[2K", to: 2)
  }
}
