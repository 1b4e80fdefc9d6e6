import Testing

/// What a compiler does not check. `Rule.allowed` is the place for an exception, with its reason.
@Suite struct ArchitectureTests {
  @Test(arguments: RuleCatalog.all)
  func `every file keeps the rule`(rule: Rule) throws {
    let broken = rule.broken(in: try Repository.swiftFiles())
    #expect(
      broken.isEmpty,
      "\(rule.name), because \(rule.because); broken here:\n\(broken.joined(separator: "\n"))")
  }

  @Test func `no folder and no file has a name that says nothing`() throws {
    let forbidden: Set<String> = [
      "Utilities", "Utility", "Utils", "Util", "Helpers", "Helper", "Common", "Extensions", "Misc",
      "Shared", "Managers", "Base",
    ]
    let broken = try (Repository.paths(below: "Sources") + Repository.paths(below: "Tests")).filter
    {
      let name = $0.split(separator: "/").last.map(String.init) ?? ""
      return forbidden.contains(name.split(separator: ".").first.map(String.init) ?? name)
    }
    #expect(broken.isEmpty, "say what is inside instead: \(broken)")
  }

  @Test func `the top level holds what a reader expects and nothing else`() throws {
    let expected: Set<String> = [
      "Package.swift", "Package.resolved", "Sources", "Tests", "templates", "ci-examples",
      "scripts", "Benchmarks", "docs", "findings", "README.md", "LICENSE", "CHANGELOG.md",
      "CONTRIBUTING.md", "SECURITY.md", "action.yml", "dist", "tollgate-report",
    ]
    let found = try Repository.topLevel().filter { !$0.hasPrefix(".") }
    #expect(found.filter { !expected.contains($0) } == [])
  }

  @Test func `an exception names a file that exists`() throws {
    let paths = try Repository.paths(below: "Sources") + Repository.paths(below: "Tests")
    let stale = RuleCatalog.all.flatMap(\.allowed.keys).sorted().filter { allowed in
      !paths.contains { $0.hasPrefix(allowed) || $0 + "/" == allowed }
    }
    #expect(stale == [], "remove exceptions for what is gone")
  }
}
