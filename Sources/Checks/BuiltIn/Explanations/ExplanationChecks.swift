/// The checks that are about explanations of a model, for the catalogue.
enum ExplanationChecks {
  static let all: [CheckKind] =
    ImportanceOptions.tasks.flatMap { task in
      [
        PermutationImportanceCheck.kind(task), ImportanceShare.kind(task),
        DominantFeature.kind(task), ProxyLoad.kind(task),
      ] + ImportanceShiftQuestion.allCases.map { $0.kind(task) }
    } + MonotoneCheck.tasks.flatMap { [MonotoneCheck.kind($0), EffectShift.kind($0)] }
    + AttributionShare.tasks.flatMap {
      [AttributionShare.kind($0)] + AttributionAgreement.kinds($0)
    }
}
