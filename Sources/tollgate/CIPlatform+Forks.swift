import Findings
import Kernels

extension CIPlatform {
  /// Words on the fork that this job's change comes from; nil where it comes from the repository itself,
  /// or the platform does not tell.
  ///
  /// By the platforms' own variables alone: what a run writes for (`--ci`) does not say where it runs.
  static var fork: String? {
    gitHubFork ?? gitLabFork ?? circleFork
      ?? (Terminal.environment("SYSTEM_PULLREQUEST_ISFORK")?.lowercased() == "true"
        ? "Azure Pipelines says that this pull request comes from a fork" : nil)
      ?? Terminal.environment("CHANGE_FORK").map { _ in
        "Jenkins says that this change comes from a fork (CHANGE_FORK)"
      }
  }

  /// By the numbers of the projects, or by their names for a pull request of another platform.
  private static var gitLabFork: String? {
    let pairs = [
      ("CI_MERGE_REQUEST_SOURCE_PROJECT_ID", "CI_MERGE_REQUEST_PROJECT_ID"),
      (
        "CI_EXTERNAL_PULL_REQUEST_SOURCE_REPOSITORY", "CI_EXTERNAL_PULL_REQUEST_TARGET_REPOSITORY"
      ),
    ]
    let differs = pairs.contains { source, target in
      guard let source = Terminal.environment(source), let target = Terminal.environment(target)
      else { return false }
      return source.lowercased() != target.lowercased()
    }
    return differs ? "GitLab says that this merge request comes from a fork" : nil
  }

  /// CircleCI names the fork only where there is one.
  private static var circleFork: String? {
    ["CIRCLE_PR_USERNAME", "CIRCLE_PR_REPONAME"].contains { Terminal.environment($0) != nil }
      ? "CircleCI says that this pull request comes from a fork" : nil
  }

  /// By the event that started the workflow; a comment on a pull request does not tell. One of a pull request that cannot be read counts as one of
  /// a fork.
  private static var gitHubFork: String? {
    let name = Terminal.environment("GITHUB_EVENT_NAME") ?? ""
    let isPull = name.hasPrefix("pull_request")
    guard isPull || name == "workflow_run" || name == "issue_comment" else { return nil }
    let event = gitHubEvent
    if name == "issue_comment", let event, event["issue"]?["pull_request"] == nil { return nil }
    let pull = event?["pull_request"]
    let head: JSONValue? =
      isPull ? pull?["head"]?["repo"] : event?["workflow_run"]?["head_repository"]
    let base: JSONValue? = isPull ? pull?["base"]?["repo"] : event?["repository"]
    guard case .string(let head)? = head?["full_name"],
      case .string(let base)? = base?["full_name"]
    else {
      return "GitHub does not tell which repository this change comes from"
    }
    // Names of repositories do not tell cases apart.
    return head.lowercased() == base.lowercased()
      ? nil : "GitHub says that this change comes from a fork"
  }

  /// What the runner wrote of the event; nil where that cannot be read.
  private static var gitHubEvent: JSONValue? {
    guard let path = Terminal.environment("GITHUB_EVENT_PATH"),
      let text = try? TextFile.read(path, limit: Limits.Configuration.reportBytes)
    else { return nil }
    return try? JSONParser.parse(
      Array(text.utf8), values: Limits.Configuration.reportValues)
  }
}

extension JSONValue {
  /// The member of that name; nil for any other value.
  fileprivate subscript(name: String) -> JSONValue? {
    if case .object(let members) = self { members[name] } else { nil }
  }
}
