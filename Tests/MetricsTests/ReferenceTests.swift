import Metrics
import Testing

@Suite struct ReferenceTests {
  @Test(arguments: Probe.ids)
  func `a metric gives what the reference library gives, or is undefined`(id: String) throws {
    // We should not forget any: a metric without a case fails here.
    let probes = try #require(Probe.all()[id], "no reference case names this metric")
    #expect(probes.contains { $0.expected != nil }, "\(id) is never defined")
    for probe in probes {
      switch (probe.result, probe.expected) {
      case (.defined(let value), let expected?):
        let distance = (value.value - expected).magnitude
        #expect(distance <= 1e-9 * expected.magnitude + 1e-14, "\(probe.place): \(value.value)")
      case (.undefined(let reason), nil):
        #expect(!reason.isEmpty && !reason.hasSuffix("."), probe.place)
        #expect(reason.first?.isUppercase == false, probe.place)
      case (.defined(let value), nil):
        Issue.record("\(probe.place): \(value.value) must be undefined")
      case (.undefined(let reason), _?):
        Issue.record("\(probe.place): must be defined, not: \(reason)")
      }
    }
  }

  @Test func `every metric that can be undefined is so in some case`() throws {
    let always: Set = [
      "accuracy", "error_rate", "prevalence", "selection_rate", "log_loss", "brier", "mae", "mse",
      "rmse", "mean_error", "max_error", "median_absolute_error", "smape", "macro_f1",
      "macro_precision", "macro_recall", "micro_f1", "micro_precision", "micro_recall",
      "weighted_f1", "weighted_precision", "weighted_recall",
    ]
    for (id, probes) in try Probe.all().sorted(by: { $0.key < $1.key }) {
      let name = id.split(separator: "/").last.map(String.init) ?? id
      #expect(probes.contains { $0.expected == nil } == !always.contains(name), "\(id)")
    }
  }

  @Test(arguments: ["binary", "multiclass", "regression"])
  func `differences from the reference are explained and name a metric`(task: String) throws {
    for (id, why) in try ReferenceFile(task: task).differs {
      #expect(Probe.ids.contains("\(task)/\(id)"))
      #expect(!why.isEmpty)
    }
  }

  @Test func `catalogue ids are unique, sorted and snake case`() {
    for ids in [
      MetricCatalog.binary.map(\.id), MetricCatalog.multiclass.map(\.id),
      MetricCatalog.regression.map(\.id), MetricCatalog.ranking.map(\.id),
    ] {
      #expect(ids == Set(ids).sorted())
      for id in ids {
        #expect(id.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "_" }, "\(id)")
      }
    }
  }
}
