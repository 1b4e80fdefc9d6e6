import Findings
import Gate
import Kernels
import Reports
import Synchronization

/// The report folder of one run of the gate.
///
/// From the moment its name is known an unfinished report stands there, and nothing of an earlier run or of
/// anybody else's under a name that is ours: a run that is killed leaves nothing that looks like a result.
final class RunReports: Sendable {
  /// What stands there until the run has ended, and what must not outlive it.
  private static let early = ["json", "junit"]

  /// `--out`.
  private let out: String?
  /// The configuration, where one is named.
  private let file: String?
  private let templates: String?
  private let clock: Clock
  private let folder = Mutex<OutputFolder?>(nil)

  init(out: String?, file: String?, templates: String?, clock: Clock) {
    (self.out, self.file, self.templates, self.clock) = (out, file, templates, clock)
  }

  /// Takes the folder for this run alone and puts the unfinished report there. The first call counts: a signal
  /// may have taken it already.
  func take(_ directory: String) throws(GateError) {
    try folder.withLock { folder throws(GateError) in
      guard folder == nil else { return }
      let taken = try ReportFiles.folder(directory)
      folder = taken
      let report = unfinished(
        .internalError,
        "the run has not come to its end: it goes on, or it was killed or ran out of memory")
      try ReportFiles.write(report, into: taken, formats: Self.early, templates: nil)
    }
  }

  /// Takes the folder that the configuration or `--out` names, and removes what an earlier run left there.
  ///
  /// A working directory holds more than reports: there only what this run writes anew is removed.
  func take(for gate: GateConfiguration, formats: [String]) throws(GateError) {
    try take(gate.reportDirectory)
    try folder.withLock { folder throws(GateError) in
      guard let folder else { return }
      let names =
        folder.holdsWorkingDirectory
        ? ReportFile.names(of: formats) + GateResult.fileNames : ReportFile.names + GateResult.fileNames
      if let input = gate.inputPaths.first(where: { folder.holds($0, as: names) }) {
        throw .configuration(
          ConfigurationError(
            file: gate.file,
            problems: [
              ConfigurationProblem(
                place: nil,
                message:
                  "'\(input)' is read by this run and has the name of a report in the folder of the reports; "
                  + "name another folder with reports.directory or --out")
            ]))
      }
      try remove(names, from: folder)
    }
  }

  /// Writes the reports of a run that came to its end; gives the paths.
  func finish(
    _ report: Report, formats: [String], beside: [(name: String, text: String)]
  ) throws(GateError) -> [String] {
    try folder.withLock { folder throws(GateError) in
      guard let folder else { throw .unwritable("the folder of the reports was never opened") }
      let written = try ReportFiles.write(
        report, into: folder, formats: formats, templates: templates, beside: beside)
      try remove(
        ReportFile.names(of: Self.early.filter { !formats.contains($0) }), keepsUnfinished: false,
        from: folder)
      return written
    }
  }

  /// Leaves the report of a run that could not finish, as well as it can be; gives it, and the paths.
  ///
  /// A folder that nobody has named yet is the one that the configuration means, as far as it can be read.
  @discardableResult
  func leave(
    _ code: Findings.ExitCode, _ reason: String, formats: [String]
  ) -> (report: Report, paths: [String]) {
    let report = unfinished(code, reason)
    let paths = try? folder.withLock { folder throws(GateError) in
      let taken =
        if let folder { folder } else {
          try ReportFiles.folder(out ?? ConfigurationSource.reportDirectory(of: file))
        }
      folder = taken
      if !taken.holdsWorkingDirectory { try? remove(ReportFile.names, from: taken) }
      do {
        return try ReportFiles.write(report, into: taken, formats: formats, templates: templates)
      } catch {
        // Templates of the user's may be what stops it, or a disk with room for no more than this.
        return try ReportFiles.write(report, into: taken, formats: Self.early, templates: nil)
      }
    }
    return (report, paths ?? [])
  }

  private func remove(
    _ names: [String], keepsUnfinished: Bool = true, from folder: OutputFolder
  ) throws(GateError) {
    let kept = keepsUnfinished ? ReportFile.names(of: Self.early) : []
    do throws(OutputFolder.Failure) {
      try folder.remove(names.filter { !kept.contains($0) })
    } catch {
      throw GateError(error)
    }
  }

  private func unfinished(_ code: Findings.ExitCode, _ reason: String) -> Report {
    Report.unfinished(
      gate: file ?? "gate", toolVersion: Version.text, exitCode: code, reason: reason,
      run: clock.run())
  }
}
