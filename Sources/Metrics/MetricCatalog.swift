/// Every metric, by task, in alphabetical order of id. A metric is one file and one line here.
package enum MetricCatalog {
  package static let binary: [Metric<BinaryOutcomes>] = []
  package static let multiclass: [Metric<MulticlassOutcomes>] = []
  package static let regression: [Metric<RegressionOutcomes>] = []
}
