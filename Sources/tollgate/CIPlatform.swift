import ArgumentParser
import Findings
import Gate
import Reports

/// The CI system that a run is a step of, and what that system reads besides the report files.
///
/// Nothing here has a say in the verdict: what cannot be told to the platform is told on standard error.
enum CIPlatform: String, ExpressibleByArgument, CaseIterable {
  case auto, github, gitlab, jenkins, azure, none

  /// The platform that `auto` finds by its variables.
  var resolved: CIPlatform {
    guard self == .auto else { return self }
    if Terminal.environment("GITHUB_ACTIONS") == "true" { return .github }
    if Terminal.environment("GITLAB_CI") != nil { return .gitlab }
    if Terminal.environment("TF_BUILD") != nil { return .azure }
    if Terminal.environment("JENKINS_URL") != nil { return .jenkins }
    return .none
  }

  /// The formats that the platform shows.
  var formats: [String] {
    switch self {
    case .gitlab: ["codequality", "openmetrics", "dotenv", "gitlab-annotations"]
    case .jenkins: ["warnings-ng", "metrics"]
    case .auto, .github, .azure, .none: []
    }
  }

  /// Tells the platform, by lines in the log and by the files that it names.
  ///
  /// - Parameters:
  ///   - written: the report files.
  ///   - templates: the directory of the user's templates.
  func announce(_ report: Report, written: [String], templates: String?) {
    switch self {
    case .github:
      Terminal.act(GitHubAnnotations.text(report))
      append(GitHubOutputs.text(report, files: written), to: "GITHUB_OUTPUT", limit: 1_000_000)
      if let summary = try? ReportRenderer(templates: templates).stepSummary(report) {
        // One over 1 MiB is dropped whole, and steps share no more than that.
        append(summary + "\n", to: "GITHUB_STEP_SUMMARY", limit: 1_000_000)
      }
    case .azure:
      let summary = written.first { $0.hasSuffix("summary.md") }.flatMap(System.absolutePath)
      Terminal.act(AzureCommands.text(report, summary: summary))
    case .auto, .gitlab, .jenkins, .none: break
    }
  }

  private func append(_ text: String, to variable: String, limit: Int) {
    guard let path = Terminal.environment(variable) else { return }
    guard text.utf8.count <= limit else {
      return Terminal.writeError("tollgate: \(variable): \(text.utf8.count) bytes are too many")
    }
    if !TextFile.append(text, to: path) {
      Terminal.writeError("tollgate: \(variable): '\(path)' cannot be written; the verdict stands")
    }
  }
}
