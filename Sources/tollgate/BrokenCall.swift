import Findings
import Gate
import Kernels
import Reports

/// A call of `tollgate check` whose arguments cannot be read: what is left of them says where reports of an
/// earlier run may stand, which must not be taken for this one's.
struct BrokenCall {
  /// What follows `check`.
  private let arguments: [String]

  /// Nil for a call of another command.
  init?(_ arguments: [String]) {
    guard arguments.first == "check" else { return nil }
    self.arguments = Array(arguments.dropFirst())
  }

  /// Leaves a report that says why nothing ran, in a folder that is there: a slip at the keyboard makes none.
  func leaveReport(_ code: Findings.ExitCode, _ reason: String) {
    let folder = out ?? ConfigurationSource.reportDirectory(of: file)
    guard FolderListing.isFolder(folder) else { return }
    RunReports(out: folder, file: file, templates: nil, clock: Clock())
      .leave(code, reason, formats: ReportFormats.standard)
  }

  private var out: String? {
    for (place, argument) in arguments.enumerated().reversed() {
      if argument.hasPrefix("--out=") { return String(argument.dropFirst(6)) }
      if argument == "--out", place + 1 < arguments.count { return arguments[place + 1] }
    }
    return nil
  }

  private var file: String? {
    arguments.first { argument in
      !argument.hasPrefix("-") && (argument.hasSuffix(".yml") || argument.hasSuffix(".yaml"))
    }
  }
}
