import Checks
import Testing

@testable import Gate

/// What `tollgate checks` shows can be copied into a configuration.
struct CheckExampleTests {
  @Test func `an example is an entry that a plan takes`() throws {
    for kind in CheckCatalog.all {
      let configuration = try ConfigurationReader.read(
        """
        task: \((kind.task ?? .binary).rawValue)
        models: {candidate: new.json, baseline: old.json}
        data: {evaluation: t.csv, reference: r.csv, label: y, query: q, protected: [sex]}
        suites: {s: [\(kind.exampleEntry)]}
        """, file: "tollgate.yml")
      let plan = Result { () throws(GateError) in
        try Plan(configuration, task: kind.task, slices: [], only: [])
      }
      #expect((try? plan.get())?.entries.count == 1, "\(kind.exampleEntry): \(plan)")
    }
  }
}
