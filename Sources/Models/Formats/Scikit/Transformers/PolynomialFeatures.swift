import Kernels
import Tabular

/// `PolynomialFeatures`: products of up to `degree` inputs, in scikit-learn's order.
struct PolynomialFeatures: Transformer {
  static let classNames: Set<String> = ["PolynomialFeatures"]

  private static let mostOutputs = Limits.Models.polynomialFeatures

  let inputCount: Int?
  /// The inputs of each product, in order; the bias is the empty product.
  private let products: [[Int]]

  init(_ object: PythonObject) throws(ModelError) {
    let count = try object.attribute("n_features_in_").integer()
    let lowest = try object.attribute("_min_degree").integer()
    let highest = try object.attribute("_max_degree").integer()
    let onlyDistinct = try object.truth("interaction_only", default: false)
    guard count >= 1, count <= PolynomialFeatures.mostOutputs, lowest >= 0, highest >= lowest,
      highest <= 16
    else {
      throw object.malformed("has degrees \(lowest) to \(highest) of \(count) inputs")
    }
    var products: [[Int]] = try object.truth("include_bias", default: true) ? [[]] : []
    var level: [[Int]] = [[]]
    for degree in stride(from: 1, through: highest, by: 1) {
      var next: [[Int]] = []
      for product in level {
        let first = product.last.map { onlyDistinct ? $0 + 1 : $0 } ?? 0
        for input in stride(from: first, to: count, by: 1) { next.append(product + [input]) }
        guard next.count <= PolynomialFeatures.mostOutputs else {
          throw .tooLarge(
            what: "the number of polynomial features", limit: "\(PolynomialFeatures.mostOutputs)")
        }
      }
      level = next
      if degree >= max(1, lowest) { products += level }
    }
    guard try object.attribute("n_output_features_").integer() == products.count else {
      throw object.malformed("does not make \(products.count) features")
    }
    inputCount = count
    self.products = products
  }

  func givesSparse(from isSparse: Bool) -> Bool { isSparse }

  func transformed(_ columns: [Column], rowCount: Int) throws(ModelError) -> [Column] {
    let inputs = try InputNumbers(allowsMissing: false).numbers(of: columns)
    return products.map { product in
      var cells = product.first.map { inputs[$0] } ?? [Double](repeating: 1, count: rowCount)
      for input in product.dropFirst() {
        for row in cells.indices { cells[row] *= inputs[input][row] }
      }
      let name = product.isEmpty ? "1" : product.map { columns[$0].name }.joined(separator: " · ")
      return Column(name: name, values: .numeric(cells))
    }
  }
}
