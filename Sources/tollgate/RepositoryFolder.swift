/// Where the run stands in the repository that the platform checked out: reports name files from its root.
enum RepositoryFolder {
  /// The variable that names the root, and the one that says that it is the platform's.
  private static let roots = [
    ("GITHUB_WORKSPACE", "GITHUB_ACTIONS"), ("CI_PROJECT_DIR", "GITLAB_CI"),
    ("BUILD_SOURCESDIRECTORY", "TF_BUILD"), ("WORKSPACE", "JENKINS_URL"),
  ]

  /// `folder`, the working directory from the root on, where it is another; `root`, where an argument is a
  /// path from the root of the file system. Empty outside of a repository of a platform.
  static var facts: [String: String] {
    guard let here = System.absolutePath(".") else { return [:] }
    for (variable, sign) in roots where Terminal.environment(sign) != nil {
      guard let named = Terminal.environment(variable), let root = System.absolutePath(named),
        here == root || here.utf8.starts(with: (root + "/").utf8)
      else { continue }
      var facts: [String: String] = [:]
      if here != root {
        facts["folder"] = String(decoding: here.utf8.dropFirst(root.utf8.count + 1), as: UTF8.self)
      }
      let absolute = Arguments.all.first { $0.hasPrefix("/") }
      if let absolute {
        let isNamed = absolute.utf8.starts(with: (named + "/").utf8)
        facts["root"] = isNamed && !named.hasSuffix("/") ? named : root
      }
      return facts
    }
    return [:]
  }
}
