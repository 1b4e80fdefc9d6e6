package import Findings
import FoundationEssentials
import Glibc

/// Puts report files in a folder, each one whole or not at all.
package enum ReportWriter {
  /// Renders and writes; creates the folder. Returns the paths of the files written.
  ///
  /// Everything is rendered before the first file is written, so a bad template leaves the files of
  /// an earlier run as they were.
  ///
  /// - Parameter beside: further files of the run that are no format of the report.
  package static func write(
    _ report: Report, to directory: String, formats: [String],
    renderer: ReportRenderer, beside: [(name: String, text: String)] = []
  ) throws(ReportError) -> [String] {
    let others = beside.map { ReportFile(name: $0.name, text: $0.text) }
    let files = try renderer.files(report, formats: formats, to: directory)
    return try write(files + others, to: directory)
  }

  static func path(_ name: String, in directory: String) -> String {
    directory.hasSuffix("/") ? directory + name : "\(directory)/\(name)"
  }

  static func write(_ files: [ReportFile], to directory: String) throws(ReportError) -> [String] {
    do {
      try FileManager.default.createDirectory(
        atPath: directory, withIntermediateDirectories: true)
    } catch {
      throw .file(path: directory, problem: "the folder cannot be made: \(reason(error))")
    }
    var paths: [String] = []
    for file in files {
      let path = path(file.name, in: directory)
      do {
        // Atomic: a temporary file in the same folder, then a rename.
        try Data(file.text.utf8).write(to: URL(filePath: path), options: .atomic)
      } catch {
        throw .file(path: path, problem: "the file cannot be written: \(reason(error))")
      }
      paths.append(path)
    }
    return paths
  }

  private static func reason(_ error: any Error) -> String { WriteProblem.words(error) }
}
