import Findings
import Kernels

extension CIPlatform {
  /// Words on the fork that this job's change comes from; nil where it comes from the repository itself,
  /// or the platform does not tell.
  var fork: String? {
    switch self {
    case .auto: resolved.fork
    case .github: gitHubFork
    case .gitlab: gitLabFork
    case .azure:
      Terminal.environment("SYSTEM_PULLREQUEST_ISFORK")?.lowercased() == "true"
        ? "Azure Pipelines says that this pull request comes from a fork" : nil
    case .jenkins:
      Terminal.environment("CHANGE_FORK").map { _ in
        "Jenkins says that this change comes from a fork (CHANGE_FORK)"
      }
    case .none: nil
    }
  }

  private var gitLabFork: String? {
    guard let source = Terminal.environment("CI_MERGE_REQUEST_SOURCE_PROJECT_ID"),
      let target = Terminal.environment("CI_MERGE_REQUEST_PROJECT_ID"), source != target
    else { return nil }
    return "GitLab says that this merge request comes from a fork"
  }

  /// By the event that started the workflow. One of a pull request that cannot be read counts as one of
  /// a fork.
  private var gitHubFork: String? {
    let name = Terminal.environment("GITHUB_EVENT_NAME") ?? ""
    let isPull = name.hasPrefix("pull_request")
    guard isPull || name == "workflow_run" else { return nil }
    let event = gitHubEvent
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
  private var gitHubEvent: JSONValue? {
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
