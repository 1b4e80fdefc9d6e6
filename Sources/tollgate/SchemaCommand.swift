import ArgumentParser
import Findings
import Gate
import Reports

/// `tollgate schema`: JSON Schema of the configuration and of the report.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the JSON Schema of tollgate.yml or of report.json.",
    discussion: """
      Editors with a YAML language server complete and check tollgate.yml with it.

      EXAMPLES
        tollgate schema config > tollgate.schema.json
        # first line of tollgate.yml: # yaml-language-server: $schema=tollgate.schema.json
        tollgate schema report
      """)

  enum Subject: String, ExpressibleByArgument, CaseIterable { case config, report }

  @Argument(help: "config or report.")
  var subject: Subject

  func run() throws {
    switch subject {
    case .config: Terminal.write(ConfigurationSchema.value)
    case .report: Terminal.write(ReportSchema.text)
    }
  }
}
