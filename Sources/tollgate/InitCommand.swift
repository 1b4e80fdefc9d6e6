import ArgumentParser
import Findings
import Gate
import Glibc

/// `tollgate init`: a first tollgate.yml.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Look at models and data and write a starter tollgate.yml with comments.",
    discussion: """
      EXAMPLES
        tollgate init --candidate new.json --baseline old.json --data test.csv
        tollgate init --candidate new.json --data test.csv --label y --out gates/y.yml
        tollgate init --data today.parquet --reference training.parquet
      """)

  @Option(help: "The model that wants to pass; without one the gate is about tables.")
  var candidate: String?

  @Option(help: "The model to compare with.")
  var baseline: String?

  @Option(help: "The evaluation table.")
  var data: String

  @Option(help: "The rows that those are compared with, for a gate of tables.")
  var reference: String?

  @Option(help: "The column of the truth (guessed when one column is no feature).")
  var label: String?

  @Option(help: "The label's positive value (binary).")
  var positive: String?

  @Option(help: "The gate's name (default: gate).")
  var name: String?

  @Option(help: "The file to write; '-' prints it.")
  var out = "tollgate.yml"

  @Flag(help: "Overwrite an existing file.")
  var force = false

  @OptionGroup var limits: LimitFlags

  @OptionGroup var threading: ThreadOptions

  func run() throws {
    if out != "-", !force, System.access(out, F_OK) {
      throw Ending(.usage, line: "\(out): exists already; --force overwrites it")
    }
    do throws(GateError) {
      let text = try text()
      if out == "-" {
        Terminal.write(text)
      } else {
        guard TextFile.write(text, to: out) else {
          throw .unwritable("\(out): cannot be written")
        }
        Terminal.write(
          "wrote \(out); check the lines marked with '?', then run 'tollgate check \(out)'\n")
      }
    } catch {
      throw Ending(error.exitCode, error.message)
    }
  }

  private func text() throws(GateError) -> String {
    guard let candidate else {
      var starter = TableStarter(
        gate: name ?? "gate", evaluation: data, reference: reference, label: label)
      starter.limits = limits.raised
      return try starter.text(parallel: threading.parallel)
    }
    var starter = StarterConfiguration(
      gate: name ?? "gate", candidate: candidate, baseline: baseline, evaluation: data,
      label: label, positive: positive)
    starter.reference = reference
    starter.limits = limits.raised
    return try starter.text(
      parallel: threading.parallel, surroundings: Surroundings(variable: { System.variable($0) }))
  }

  func validate() throws {
    guard candidate == nil else { return }
    for (flag, isGiven) in [("--baseline", baseline != nil), ("--positive", positive != nil)]
    where isGiven {
      throw ValidationError("\(flag) is about models, and --candidate is not given")
    }
  }
}
