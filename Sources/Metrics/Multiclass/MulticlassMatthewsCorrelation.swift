import Findings
import Kernels

extension Metric<MulticlassOutcomes> {
  /// The correlation of labels and decisions for several classes, R_K (Gorodkin, Computational
  /// Biology and Chemistry, 2004); undefined when either is one class only.
  package static var matthewsCorrelation: Metric {
    .ofConfusion(
      id: "mcc", name: "Matthews correlation", direction: .higher, unit: "",
      summary: "The correlation of labels and decisions.",
      formula: "(D S - sum_k a_k p_k) / sqrt((S^2 - sum_k a_k^2) (S^2 - sum_k p_k^2))",
      reference: "sklearn.metrics.matthews_corrcoef", range: -1...1
    ) { outcomes throws(Undefined) in
      let confusion = try MulticlassConfusion(outcomes)
      guard !confusion.actualRows.contains(confusion.rows) else {
        throw Undefined("all labels are the same class")
      }
      guard !confusion.predictedRows.contains(confusion.rows) else {
        throw Undefined("all decisions are the same class")
      }
      let all = confusion.classes.indices
      // As shares of all weight.
      let a = confusion.actual.map { $0 / confusion.total }
      let p = confusion.predicted.map { $0 / confusion.total }
      func sum(_ term: (Int) -> Double) -> Double { Sums.unordered(count: all.count, term) }
      let excess = confusion.accuracy - sum { a[$0] * p[$0] }
      let (x, y) = (1 - sum { p[$0] * p[$0] }, 1 - sum { a[$0] * a[$0] })
      let scale = 1 / (x * y).squareRoot()
      let value = excess * scale
      var slopes = ConfusionSlopes(classes: all.count)
      for k in all {
        slopes.right[k] = scale / confusion.total
        slopes.actual[k] = (value * a[k] / y - scale * p[k]) / confusion.total
        slopes.predicted[k] = (value * p[k] / x - scale * a[k]) / confusion.total
      }
      let mean = sum {
        slopes.right[$0] * confusion.right[$0] + slopes.actual[$0] * confusion.actual[$0]
          + slopes.predicted[$0] * confusion.predicted[$0]
      }
      slopes.addTotal(-mean / confusion.total)
      return confusion.value(min(1, max(-1, value)), slopes: slopes, outcomes: outcomes)
    }
  }
}
