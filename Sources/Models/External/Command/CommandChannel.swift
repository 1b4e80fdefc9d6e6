package import Kernels
package import Tabular

/// A program that reads a table as CSV and writes scores as CSV, started anew for each table.
package struct CommandChannel: ScoringChannel {
  /// The ``ModelDescription/format`` of models that a program runs.
  package static let formatID = "command"

  private let command: ExternalCommand
  private let siblings: ChildProcesses

  init(_ command: ExternalCommand, _ siblings: ChildProcesses) {
    self.command = command
    self.siblings = siblings
  }

  package var format: String { Self.formatID }

  package var facts: [(name: String, value: String)] {
    [("protocol", "csv"), ("timeout", Duration.milliseconds(command.timeoutMilliseconds).words)]
  }

  package func answer(for table: Table, parallel: Parallel) throws(ModelError) -> Table {
    let fields = table.columns.map { CSVWriter.Field(name: $0.name, values: .column($0.values)) }
    var row = -1
    var child: ChildProcess?
    let answer: [UInt8]
    let ending: ChildProcess.Ending
    do throws(ChildProcess.Failure) {
      let started = try ChildProcess(command.command, among: siblings)
      child = started
      // The text is made while the program reads it, and never is in memory as a whole.
      (answer, ending) = try started.converse(limits: command.limits(rows: table.rowCount)) {
        if row < 0 {
          row = 0
          return CSVWriter.header(fields)
        }
        guard row < table.rowCount else { return nil }
        let rows = row..<min(table.rowCount, row + 4096)
        row = rows.upperBound
        return CSVWriter.records(fields, rows)
      }
    } catch {
      throw command.problem(error, child)
    }
    if let child, ending != .exit(0) { throw command.problem(ending, child) }
    do throws(TableError) {
      return try TableReader.load(MemorySource(answer), parallel: parallel).table
    } catch .empty {
      throw .unanswered(problem: "wrote nothing; a table of scores as CSV is expected")
    } catch {
      throw .unanswered(problem: "wrote no table of scores: \(error.description)")
    }
  }
}
