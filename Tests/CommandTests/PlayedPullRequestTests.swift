import Foundation
import Testing

/// The scripts that install tollgate, run in the checkout of a pull request that brings files to be taken for ours:
/// a binary where one used to be unpacked, an archive under the address's own name, and checksums of both.
@Suite struct PlayedPullRequestTests {
  /// A runner with a checkout, an archive that only the download gives, and a `curl` that hands it out.
  struct Runner {
    static let address = "https://releases.example.com/tollgate-1.2.3-linux-x86_64.tar.gz"
    let tool: Tool
    var workspace: URL { tool.directory.appendingPathComponent("workspace") }

    init() throws {
      tool = try Tool()
      try shell(
        """
        mkdir -p workspace bin temp ours/tollgate-1.2.3 theirs/tollgate-1.2.3
        printf '#!/bin/sh\\necho ours\\n' > ours/tollgate-1.2.3/tollgate
        printf '#!/bin/sh\\necho theirs\\n' > theirs/tollgate-1.2.3/tollgate
        chmod +x ours/*/tollgate theirs/*/tollgate
        tar -C ours -czf ours.tar.gz tollgate-1.2.3
        tar -C theirs -czf theirs.tar.gz tollgate-1.2.3
        sha256sum ours.tar.gz | cut -d ' ' -f 1 > ours.sha256
        sha256sum theirs.tar.gz | cut -d ' ' -f 1 > theirs.sha256
        cd workspace
        mkdir -p 'https:/releases.example.com' .tollgate
        cp ../theirs.tar.gz '\(Self.address.replacingOccurrences(of: "//", with: "/"))'
        cp ../theirs.sha256 '\(Self.address.replacingOccurrences(of: "//", with: "/")).sha256'
        cp ../theirs.tar.gz archive.tar.gz
        cp ../theirs.sha256 archive.tar.gz.sha256
        cp ../theirs/tollgate-1.2.3/tollgate .tollgate/tollgate
        cp ../theirs/tollgate-1.2.3/tollgate tollgate
        """, in: tool.directory)
      try tool.write(
        "bin/curl",
        """
        #!/usr/bin/env bash
        root=$(dirname "$(dirname "$0")")
        while [ "$#" -gt 1 ]; do
          case "$1" in --output) to=$2 ;; esac
          shift
        done
        printf '%s\\n' "$1" >>"$root/asked"
        case "$1" in
          \(Self.address)) cp "$root/ours.tar.gz" "$to" ;;
          \(Self.address).sha256) cp "$root/ours.sha256" "$to" ;;
          *) exit 22 ;;
        esac
        """)
      try shell("chmod +x bin/curl", in: tool.directory)
    }

    func checksum(_ whose: String) throws -> String {
      try tool.read("\(whose).sha256").trimmingCharacters(in: .newlines)
    }

    @discardableResult
    func shell(_ script: String, in folder: URL, _ variables: [String: String] = [:]) throws -> (
      code: Int32, output: String
    ) {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = ["bash", "-euo", "pipefail", "-c", script]
      process.currentDirectoryURL = folder
      var environment = ProcessInfo.processInfo.environment
      let bin = tool.directory.appendingPathComponent("bin").path
      environment["PATH"] = bin + ":" + (environment["PATH"] ?? "/usr/bin:/bin")
      environment["RUNNER_TEMP"] = tool.directory.appendingPathComponent("temp").path
      environment["TMPDIR"] = environment["RUNNER_TEMP"]
      environment["GITHUB_WORKSPACE"] = workspace.path
      environment["GITHUB_PATH"] = tool.directory.appendingPathComponent("path").path
      environment["GITHUB_SERVER_URL"] = "https://releases.example.com"
      environment["GITHUB_ACTION_REF"] = ""
      environment["GITHUB_ACTION_REPOSITORY"] = ""
      process.environment = environment.merging(variables) { $1 }
      let log = tool.directory.appendingPathComponent("log")
      try Data().write(to: log)
      process.standardOutput = try FileHandle(forWritingTo: log)
      process.standardError = process.standardOutput
      try process.run()
      process.waitUntilExit()
      return (process.terminationStatus, try String(contentsOf: log, encoding: .utf8))
    }

    func install(_ variables: [String: String]) throws -> (code: Int32, output: String) {
      let script = Tool.repository.appendingPathComponent("scripts/action-install").path
      return try shell("exec bash '\(script)'", in: workspace, variables)
    }

    /// What the tollgate says that the script put on the PATH.
    func installed() throws -> String {
      let folder = try tool.read("path").trimmingCharacters(in: .newlines)
      return try shell("'\(folder)/tollgate'", in: workspace).output
    }
  }

  @Test func `an address is downloaded, whatever file of that name the checkout holds`() throws {
    let runner = try Runner()
    defer { runner.tool.remove() }
    let result = try runner.install(["TOLLGATE_ARCHIVE": Runner.address])
    #expect(result.code == 0, "\(result.output)")
    #expect(try runner.installed() == "ours\n")
    #expect(
      try runner.tool.read("asked") == "\(Runner.address)\n\(Runner.address).sha256\n")
  }

  @Test(arguments: ["archive.tar.gz", "./archive.tar.gz", "WORKSPACE/archive.tar.gz"])
  func `a file of the checkout needs a checksum from elsewhere`(archive: String) throws {
    let runner = try Runner()
    defer { runner.tool.remove() }
    let path = archive.replacingOccurrences(of: "WORKSPACE", with: runner.workspace.path)
    let refused = try runner.install(["TOLLGATE_ARCHIVE": path])
    #expect(refused.code == 4)
    #expect(refused.output.contains("which a pull request can change; set the input 'checksum'"))
    #expect(!runner.tool.exists("path"))

    let wrong = try runner.install([
      "TOLLGATE_ARCHIVE": path, "TOLLGATE_CHECKSUM": try runner.checksum("ours"),
    ])
    #expect(wrong.code == 4)
    #expect(wrong.output.contains("nothing was run"))

    try runner.shell("cp ../ours.tar.gz archive.tar.gz", in: runner.workspace)
    let right = try runner.install([
      "TOLLGATE_ARCHIVE": path, "TOLLGATE_CHECKSUM": try runner.checksum("ours"),
    ])
    #expect(right.code == 0, "\(right.output)")
    #expect(try runner.installed() == "ours\n")
  }

  @Test func `a link of the checkout to a file elsewhere is still the checkout's`() throws {
    let runner = try Runner()
    defer { runner.tool.remove() }
    try runner.shell("ln -s ../theirs.tar.gz linked.tar.gz", in: runner.workspace)
    let result = try runner.install(["TOLLGATE_ARCHIVE": "linked.tar.gz"])
    #expect(result.code == 4)
    #expect(result.output.contains("which a pull request can change"))
  }

  @Test(arguments: ["http://releases.example.com/a.tar.gz", "file:///etc/hostname", "ftp://a/b"])
  func `no other kind of address is followed`(archive: String) throws {
    let runner = try Runner()
    defer { runner.tool.remove() }
    let result = try runner.install(["TOLLGATE_ARCHIVE": archive])
    #expect(result.code == 4)
    #expect(result.output.contains("must begin with https://"))
    #expect(!runner.tool.exists("asked"))
  }

  /// The runner leaves both variables empty in composite steps; the expressions or the action's folder say the same.
  @Test(arguments: [
    ["TOLLGATE_ACTION_REPOSITORY": "owner/tollgate", "TOLLGATE_ACTION_REF": "v1.2.3"],
    ["GITHUB_ACTION_REPOSITORY": "owner/tollgate", "GITHUB_ACTION_REF": "v1.2.3"],
    ["GITHUB_ACTION_PATH": "/runner/_actions/owner/tollgate/v1.2.3"],
    ["GITHUB_ACTION_PATH": "/runner/_actions/owner/tollgate/v9", "TOLLGATE_VERSION": "1.2.3"],
  ])
  func `a composite step knows its repository and release`(variables: [String: String]) throws {
    let runner = try Runner()
    defer { runner.tool.remove() }
    _ = try runner.install(variables)
    let asked = try runner.tool.read("asked").split(separator: "\n").first ?? ""
    #expect(
      asked.hasPrefix(
        "https://releases.example.com/owner/tollgate/releases/download/v1.2.3/tollgate-1.2.3-linux-"
      ))
  }

  @Test func `an action pinned by its commit fetches the release that its files name`() throws {
    let runner = try Runner()
    defer { runner.tool.remove() }
    let commit = String(repeating: "0a", count: 20)
    let action = "_actions/owner/tollgate/\(commit)"
    let source = Tool.repository.appendingPathComponent("Sources/tollgate/Tollgate.swift").path
    try runner.shell(
      "mkdir -p \(action)/Sources/tollgate && cp '\(source)' \(action)/Sources/tollgate/",
      in: runner.tool.directory)
    _ = try runner.install([
      "GITHUB_ACTION_PATH": runner.tool.directory.appendingPathComponent(action).path
    ])
    let version = try runner.tool.run(["--version"]).output.trimmingCharacters(in: .newlines)
    #expect(version.first?.isNumber == true)
    #expect(try runner.tool.read("asked").contains("/download/v\(version)/tollgate-\(version)-"))
  }

  /// The lines of an example between the download and the unpacking, without what YAML or Groovy puts around them.
  static func installation(in text: String) -> [String] {
    let lines = text.split(separator: "\n").map { line -> String in
      let trimmed = line.trimmingCharacters(in: .whitespaces)
      return trimmed.hasPrefix("- ") ? String(trimmed.dropFirst(2)) : trimmed
    }
    guard let first = lines.firstIndex(where: { $0.hasPrefix("curl ") }),
      let last = lines.lastIndex(where: { $0.hasPrefix("tar ") }), first < last
    else { return [] }
    return Array(lines[first...last])
  }

  static let installing = [
    "github-actions.yml", "gitlab-ci.yml", "gitlab-component.yml", "azure-pipelines.yml",
    "bitbucket-pipelines.yml", "circleci-config.yml", "jenkins-library/vars/tollgate.groovy",
  ]

  @Test(arguments: installing)
  func `an example installs the download, or nothing`(example: String) throws {
    let runner = try Runner()
    defer { runner.tool.remove() }
    let file = Tool.repository.appendingPathComponent("ci-examples/\(example)")
    let text = try String(contentsOf: file, encoding: .utf8)
    let script =
      (["tools=$(mktemp -d)"] + Self.installation(in: text) + ["\"$tools/tollgate\""])
      .joined(separator: "\n")
    let right = try runner.shell(
      script, in: runner.workspace,
      ["TOLLGATE_ARCHIVE": Runner.address, "TOLLGATE_CHECKSUM": try runner.checksum("ours")])
    #expect(right.code == 0, "\(right.output)")
    #expect(right.output.hasSuffix("ours\n"))

    let wrong = try runner.shell(
      script, in: runner.workspace,
      ["TOLLGATE_ARCHIVE": Runner.address, "TOLLGATE_CHECKSUM": try runner.checksum("theirs")])
    #expect(wrong.code != 0)
    #expect(!wrong.output.contains("ours\n"))
    #expect(!wrong.output.contains("theirs\n"))
  }

  @Test func `examples start no file of the checkout and pin what they use`() throws {
    let folder = Tool.repository.appendingPathComponent("ci-examples").path
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder).sorted()
      .filter { !$0.hasSuffix(".md") && $0.contains(".") || $0 == "Jenkinsfile" }
    var pinned = 0
    for name in files {
      let text = try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
      #expect(!text.contains(".tollgate/tollgate"), "\(name)")
      for line in text.split(separator: "\n").map(String.init) {
        let what = "\(name): \(line)"
        if let used = line.firstMatch(of: /^\s*(- )?uses: \S+?@(?<pin>\S+)/) {
          #expect(used.pin.wholeMatch(of: /[0-9a-f]{40}/) != nil, "\(what)")
          pinned += 1
        }
        if let image = line.firstMatch(of: /^\s*(- )?image: (?<name>\S+)/) {
          let tag = image.name.split(separator: ":").dropFirst().last ?? ""
          #expect(tag.contains(/[0-9]+\.[0-9]+|[0-9]{8}/), "\(what)")
          pinned += 1
        }
        if let library = line.firstMatch(of: /@Library\('(?<name>[^']*)'\)/) {
          #expect(library.name.contains(/@[0-9]+\.[0-9]+\.[0-9]+/), "\(what)")
          pinned += 1
        }
      }
      if Self.installing.contains(name) && !name.hasSuffix(".groovy") {
        #expect(text.contains("A fork may: "), "\(name)")
      }
    }
    #expect(pinned >= 9)
  }
}
