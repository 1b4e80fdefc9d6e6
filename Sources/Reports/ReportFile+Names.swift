extension ReportFile {
  /// The names that each format writes, whatever the report; what an earlier run left under one of them is
  /// not this run's.
  private static let namesByFormat: [(format: String, names: [String])] = [
    ("json", ["report.json"]),
    ("junit", ["junit.xml"]),
    ("junit-strict", ["junit-strict.xml"]),
    ("markdown", ["summary.md"]),
    ("html", ["index.html", "tollgate.css"]),
    ("codequality", ["gl-code-quality.json"]),
    ("openmetrics", ["metrics.txt"]),
    ("dotenv", ["gate.env"]),
    ("gitlab-annotations", ["gl-annotations.json"]),
    ("warnings-ng", ["jenkins-issues.json"]),
    ("sarif", ["tollgate.sarif"]),
    ("ctrf", ["ctrf-report.json"]),
    ("metrics", ["metrics.json", "metrics.csv"]),
    ("in-toto", ["statement.json", "predicate.json"]),
    ("cyclonedx", ["model-card.cdx.json"]),
    ("model-index", ["model-index.yaml"]),
  ]

  /// Every name that a format writes.
  package static let names = namesByFormat.flatMap(\.names)

  /// The names that these formats write.
  package static func names(of formats: [String]) -> [String] {
    namesByFormat.filter { formats.contains($0.format) }.flatMap(\.names)
  }

  /// The path of the file `name` in a folder.
  package static func path(_ name: String, in directory: String) -> String {
    directory.hasSuffix("/") ? directory + name : "\(directory)/\(name)"
  }
}
