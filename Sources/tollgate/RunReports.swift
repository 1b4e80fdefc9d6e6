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
  private struct State {
    var folder: OutputFolder?
    /// Why nothing may be written: the folder holds what the run reads.
    var isRefused = false
  }

  /// What stands there until the run has ended.
  private static let early = ["json", "junit"]

  /// `--out`.
  private let out: String?
  /// The configuration, where one is named.
  private let file: String?
  private let templates: String?
  /// `--only`, as far as it is known.
  private let only: [String]
  private let clock: Clock
  private let state = Mutex(State())

  init(out: String?, file: String?, templates: String?, only: [String] = [], clock: Clock) {
    (self.out, self.file, self.templates, self.clock) = (out, file, templates, clock)
    self.only = only
  }

  /// Takes the folder for this run alone and puts the unfinished report there. The first call counts: a signal
  /// may have taken it already.
  ///
  /// - Parameter inputs: what the run reads, as far as it is known.
  func take(_ directory: String, inputs: [String]) throws(GateError) {
    try state.withLock { state throws(GateError) in
      guard state.folder == nil else { return }
      let folder = try ReportFiles.folder(directory)
      state.folder = folder
      folder.removeTwin(ReportFiles.names)
      try refuse(inputs, in: folder, &state)
      let report = unfinished(
        .internalError,
        "the run has not come to its end: it goes on, or it was killed or ran out of memory")
      try replaceEarlier(in: folder, with: report)
    }
  }

  /// Takes the folder that the configuration or `--out` names, and removes what an earlier run left there.
  ///
  /// A working directory holds more than reports: there only what this run writes anew is removed.
  func take(for gate: GateConfiguration, formats: [String]) throws(GateError) {
    try take(gate.reportDirectory, inputs: gate.inputPaths)
    try state.withLock { state throws(GateError) in
      guard let folder = state.folder else { return }
      try refuse(gate.inputPaths, in: folder, &state)
      let written = folder.holdsWorkingDirectory ? ReportFile.names(of: formats) : ReportFile.names
      try remove(
        (written + GateResult.fileNames).filter { !Self.earlyNames.contains($0) }, from: folder)
    }
  }

  /// Writes the reports of a run that came to its end; gives the paths.
  func finish(
    _ report: Report, formats: [String], beside: [(name: String, text: String)]
  ) throws(GateError) -> [String] {
    try state.withLock { state throws(GateError) in
      guard let folder = state.folder else {
        throw .unwritable("the folder of the reports was never opened")
      }
      let written = try ReportFiles.write(
        report, into: folder, formats: formats, templates: templates, beside: beside, isWhole: true)
      let kept = ReportFile.names(of: formats)
      try remove(Self.earlyNames.filter { !kept.contains($0) }, from: folder)
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
    let paths = try? state.withLock { state throws(GateError) -> [String] in
      let taken = state.folder
      let folder =
        if let taken { taken } else {
          try ReportFiles.folder(out ?? ConfigurationSource.reportDirectory(of: file))
        }
      state.folder = folder
      guard !state.isRefused else { return [] }
      if !folder.holdsWorkingDirectory {
        // Where the configuration cannot be read, a name that it spells may be one of its inputs.
        let text = ConfigurationSource.text(of: file) ?? ""
        try? remove(
          ReportFiles.names.filter { !Self.earlyNames.contains($0) && !text.contains($0) },
          from: folder)
      }
      do {
        return try ReportFiles.write(report, into: folder, formats: formats, templates: templates)
      } catch {
        // Templates of the user's may be what stops it, or a disk with room for no more than this.
        guard taken == nil else {
          return try ReportFiles.write(report, into: folder, formats: Self.early, templates: nil)
        }
        return try replaceEarlier(in: folder, with: report)
      }
    }
    return (report, paths ?? [])
  }

  /// Puts `report` where one of an earlier run may stand. Where it cannot be written, on a full disk or because
  /// a folder has a name of ours, the earlier one goes all the same.
  @discardableResult
  private func replaceEarlier(
    in folder: OutputFolder, with report: Report
  ) throws(GateError) -> [String] {
    do throws(GateError) {
      return try ReportFiles.write(report, into: folder, formats: Self.early, templates: nil)
    } catch {
      try? remove(Self.earlyNames, from: folder)
      throw error
    }
  }

  private static var earlyNames: [String] { ReportFile.names(of: early) }

  /// A file that is read must not be taken for a report of an earlier run.
  private func refuse(
    _ inputs: [String], in folder: OutputFolder, _ state: inout State
  ) throws(GateError) {
    guard let input = inputs.first(where: { folder.holds($0, as: ReportFiles.names) }) else {
      return
    }
    state.isRefused = true
    throw .configuration(
      ConfigurationError(
        file: file,
        problems: [
          ConfigurationProblem(
            place: nil,
            message:
              "'\(input)' is read by this run, and has the name of a report in the folder of the reports; "
              + "name another folder with reports.directory or --out")
        ]))
  }

  private func remove(_ names: [String], from folder: OutputFolder) throws(GateError) {
    do throws(OutputFolder.Failure) { try folder.remove(names) } catch { throw GateError(error) }
  }

  private func unfinished(_ code: Findings.ExitCode, _ reason: String) -> Report {
    var report = Report.unfinished(
      gate: file ?? "gate", toolVersion: Version.text, exitCode: code, reason: reason,
      run: clock.run())
    report.only = only
    return report
  }
}
