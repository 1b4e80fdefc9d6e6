import Findings
import Gate
import Kernels
import Reports

/// The reports of a finished run, in a folder.
enum ReportFiles {
  /// Every name that a run may write.
  static let names = ReportFile.names + GateResult.fileNames

  /// Writes the report in `formats` and gives the paths written, in the order of the catalogue.
  ///
  /// Everything is rendered before the first file is written. All files appear at once where the folder holds
  /// nothing but reports; elsewhere every file is whole before one has its name, and the JSON comes last: it
  /// says nothing before the others stand there.
  ///
  /// - Parameter isWhole: Whether the folder is to hold these files and no others of ours.
  @discardableResult
  static func write(
    _ report: Report, into folder: OutputFolder, formats: [String], templates: String?,
    beside: [(name: String, text: String)] = [], isWhole: Bool = false
  ) throws(GateError) -> [String] {
    let files: [(name: String, text: String)]
    do throws(ReportError) {
      files =
        try ReportRenderer(templates: templates)
        .files(report, formats: formats, to: folder.path).map { ($0.name, $0.text) } + beside
    } catch {
      throw .unwritable(error.description)
    }
    do throws(OutputFolder.Failure) {
      let reversed = Array(files.reversed())
      let isDone = isWhole && folder.exchange(for: reversed, in: Self.names)
      if !isDone { try folder.put(reversed) }
    } catch {
      throw GateError(error)
    }
    return files.map { ReportFile.path($0.name, in: folder.path) }
  }

  /// The folder, held until it is let go.
  static func folder(_ path: String) throws(GateError) -> OutputFolder {
    do throws(OutputFolder.Failure) {
      let folder = try OutputFolder(path: path)
      if !folder.isLocked {
        Terminal.writeError(
          "tollgate: '\(path)': its file system knows no locks, so nothing keeps another run out of it"
        )
      }
      return folder
    } catch {
      throw GateError(error)
    }
  }
}

extension GateError {
  init(_ failure: OutputFolder.Failure) {
    self = .unwritable("'\(failure.path)': \(failure.problem)")
  }
}
