internal import Findings

/// Every lint of a plan, in the order in which remarks are shown. A lint is one file and one line here.
enum PlanLintCatalog {
  static let all: [PlanLint] = [
    .contradictingConditions,
    .boundAtTheEdge,
    .wholeRangeMargin,
    .zeroMargin,
    .marginBelowNoise,
    .smallSlices,
    .overlappingSlices,
  ]

  static func advice(_ facts: PlanFacts) -> [PlanReport.Advice] {
    all.flatMap { lint in
      lint.remarks(facts).map { remark in
        PlanReport.Advice(
          lint: lint.id, message: remark.message,
          place: facts.configuration.file.flatMap { file in
            remark.place.map { SourceLocation(file: file, line: $0.line) }
          })
      }
    }
  }
}
