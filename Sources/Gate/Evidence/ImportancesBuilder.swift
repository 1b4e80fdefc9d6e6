internal import Checks
internal import Explanations
internal import Kernels

/// Computes each permutation importance that some check asks for, once.
struct ImportancesBuilder {
  let configuration: GateConfiguration
  let parallel: Parallel

  func importances(
    for plan: Plan, of models: [Role: Result<Scorable, Unavailable>]
  ) -> [ImportanceRequest: Result<PermutationImportance, Unavailable>] {
    var importances: [ImportanceRequest: Result<PermutationImportance, Unavailable>] = [:]
    for entry in plan.entries {
      for case .importance(let asked) in entry.check.keys {
        let isOther = asked.role == .baseline
        let request = isOther ? asked.of(entry.configuration.comparesWith) : asked
        guard importances[request] == nil, let model = models[request.role] else { continue }
        importances[request] = model.flatMap { importance(request, of: $0) }
      }
    }
    return importances
  }

  private func importance(
    _ request: ImportanceRequest, of model: Scorable
  ) -> Result<PermutationImportance, Unavailable> {
    do throws(ExplanationError) {
      return .success(
        try model.importance(
          request, seed: configuration.statistics.seed, alpha: configuration.statistics.alpha,
          parallel: parallel))
    } catch {
      return .failure(
        Unavailable(
          reason: "of the \(request.role.rawValue): \(error.description)", isAbsent: false))
    }
  }
}
