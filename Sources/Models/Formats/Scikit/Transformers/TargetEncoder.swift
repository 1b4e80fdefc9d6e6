import Tabular

/// `TargetEncoder`: a category becomes the mean of the target that it had in training, of several
/// classes one for each; an unknown one becomes the mean of all rows.
struct TargetEncoder: Transformer {
  static let classNames: Set<String> = ["TargetEncoder"]

  private let categories: [FittedCategories]
  /// `encodings[input][class][place]`
  private let encodings: [[[Double]]]
  /// By class, what unknown and missing cells become.
  private let means: [Double]

  var inputCount: Int? { categories.count }
  var keepsColumns: Bool { means.count == 1 }

  init(_ object: PythonObject) throws(ModelError) {
    let categories = try FittedCategories.all(of: object)
    means = try object.attribute("target_mean_").finiteNumbers()
    let lists = try object.attribute("encodings_").items()
    guard !means.isEmpty, lists.count == categories.count * means.count else {
      throw object.malformed(
        "has \(lists.count) encodings for \(categories.count) inputs and \(means.count) targets")
    }
    var encodings: [[[Double]]] = []
    for (input, known) in categories.enumerated() {
      var own: [[Double]] = []
      for list in lists[input * means.count..<(input + 1) * means.count] {
        own.append(try list.finiteNumbers(count: known.names.count))
      }
      encodings.append(own)
    }
    self.categories = categories
    self.encodings = encodings
  }

  func inputUses(count: Int) -> [InputUse] { categories.map(\.use) }

  func transformed(_ columns: [Column], rowCount: Int) throws(ModelError) -> [Column] {
    var outputs: [Column] = []
    for (index, column) in columns.enumerated() {
      let cells = try categories[index].cells(of: column)
      for (encoding, mean) in zip(encodings[index], means) {
        let numbers = cells.map { cell in
          if case .known(let place) = cell { encoding[place] } else { mean }
        }
        outputs.append(Column(name: column.name, values: .numeric(numbers)))
      }
    }
    return outputs
  }
}
