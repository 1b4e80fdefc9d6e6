import Tabular

/// `PCA` and `TruncatedSVD`: weighted sums of all inputs.
struct LinearProjection: Transformer {
  static let classNames: Set<String> = ["PCA", "TruncatedSVD"]

  let inputCount: Int?
  private let components: [[Double]]
  /// What each output starts from: minus the mean's own projection.
  private let starts: [Double]
  /// What outputs are divided by, for whitening.
  private let scales: [Double]

  init(_ object: PythonObject) throws(ModelError) {
    components = try object.attribute("components_").rows()
    let count = components.first?.count ?? 0
    inputCount = count
    let mean = try object.optional("mean_")?.finiteNumbers(count: count)
    starts = components.map { component in
      mean.map { -zip(component, $0).reduce(0) { $0 + $1.0 * $1.1 } } ?? 0
    }
    if try object.truth("whiten", default: false) {
      let variances = try object.attribute("explained_variance_").finiteNumbers(
        count: components.count)
      scales = variances.map { max($0.squareRoot(), .ulpOfOne) }
    } else {
      scales = []
    }
  }

  func transformed(_ columns: [Column], rowCount: Int) throws(ModelError) -> [Column] {
    let inputs = try InputNumbers(allowsMissing: false).numbers(of: columns)
    return components.enumerated().map { index, component in
      var cells = [Double](repeating: starts[index], count: rowCount)
      for (input, weight) in zip(inputs, component) {
        for row in cells.indices { cells[row] += input[row] * weight }
      }
      if !scales.isEmpty { for row in cells.indices { cells[row] /= scales[index] } }
      return Column(name: "component \(index)", values: .numeric(cells))
    }
  }
}
