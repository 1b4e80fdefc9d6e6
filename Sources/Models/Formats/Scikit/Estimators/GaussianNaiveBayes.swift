import Glibc
import Kernels
import Tabular

/// `GaussianNB`: for each class the logarithm of its prior and of the normal density of every input.
struct GaussianNaiveBayes: FittedEstimator {
  static let classNames: Set<String> = ["GaussianNB"]

  let target: EstimatorTarget
  private let means: [[Double]]
  private let variances: [[Double]]
  /// `log prior − ½ Σ log(2π variance)`, by class.
  private let starts: [Double]

  init(_ object: PythonObject) throws(ModelError) {
    target = try EstimatorTarget(classesOf: object)
    let count = target.classNames?.count ?? 0
    means = try object.attribute("theta_").rows()
    guard let spread = try object.optional("var_", or: "sigma_") else {
      throw object.malformed("has no variances; is the model fitted?")
    }
    variances = try spread.rows()
    let prior = try object.attribute("class_prior_").finiteNumbers(count: count)
    guard means.count == count, variances.count == count,
      means.first?.count == variances.first?.count,
      variances.allSatisfy({ $0.allSatisfy { $0 > 0 } }), prior.allSatisfy({ $0 > 0 })
    else { throw object.malformed("has means, variances and priors that do not fit") }
    starts = zip(prior, variances).map { prior, variances in
      log(prior) - 0.5 * variances.reduce(0) { $0 + log(2 * Double.pi * $1) }
    }
  }

  /// Two classes: the difference of their logarithms.
  var link: any Link {
    ScikitLink(
      shape: target.outputCount == 1 ? .logistic(scale: 1) : .softmax(scale: 1), target: target)
  }

  func margins(
    of columns: [Column], rowCount: Int, parallel: Parallel
  ) throws(ModelError) -> [[Double]] {
    let inputCount = means.first?.count ?? 0
    guard columns.count == inputCount else {
      throw .wrongFeatureCount(model: inputCount, table: columns.count)
    }
    let inputs = try InputNumbers(allowsMissing: false).numbers(of: columns)
    let joint = starts.indices.map { output in
      parallel.fill(count: rowCount, initial: 0.0) { rows, cells in
        for (offset, row) in rows.enumerated() {
          var sum = 0.0
          for input in inputs.indices {
            let distance = inputs[input][row] - means[output][input]
            sum += distance * distance / variances[output][input]
          }
          cells[offset] = starts[output] - 0.5 * sum
        }
      }
    }
    return joint.count == 2 ? [zip(joint[1], joint[0]).map { $0 - $1 }] : joint
  }
}
