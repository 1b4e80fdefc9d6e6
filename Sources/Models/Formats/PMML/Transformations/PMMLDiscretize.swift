/// The bin that a number falls into (`Discretize`).
struct PMMLDiscretize: PMMLExpression {
  let type: PMMLFieldType
  private let base: any PMMLExpression
  private let bins: [(interval: PMMLInterval, cell: Double)]
  private let otherwise: Double
  private let missing: Double

  init(_ element: PMMLElement, _ scope: PMMLScope) throws(ModelError) {
    let field = try scope.field(try element.required("field"), at: element)
    base = PMMLCast.to(.number, PMMLFieldValue(place: field.place, type: field.type))
    let type = try PMMLFieldType.declared(by: element, fallback: .text)
    func cell(_ text: String?, _ place: PMMLElement) throws(ModelError) -> Double {
      guard let text else { return .nan }
      return try scope.compiler.cell(text, as: type, at: place)
    }
    var bins: [(PMMLInterval, Double)] = []
    for bin in element.children("DiscretizeBin") {
      bins.append(
        (
          try PMMLInterval(try bin.requiredChild("Interval")),
          try cell(try bin.required("binValue"), bin)
        ))
    }
    self.bins = bins
    self.type = type
    otherwise = try cell(element["defaultValue"], element)
    missing = try cell(element["mapMissingTo"], element)
  }

  func cells(in frame: PMMLFrame) -> [Double] {
    base.cells(in: frame).map { cell in
      if cell.isNaN { return missing }
      return bins.first { $0.interval.contains(cell) }?.cell ?? otherwise
    }
  }
}
