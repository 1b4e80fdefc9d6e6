internal import Checks
internal import Models

/// The inputs of candidate and baseline, as their files name them.
struct ModelInputs {
  /// In the order of the candidate's file; nil without a model that is a file, or where one does not name its
  /// inputs.
  let names: [String]?

  /// - Parameter models: the models that were read from files.
  init(_ configuration: GateConfiguration, _ models: [Role: ModelDescription]) {
    var names: [String] = []
    for role in [Role.candidate, .baseline] where configuration.models[role] != nil {
      guard let model = models[role], model.namesFeatures else {
        self.names = nil
        return
      }
      for feature in model.features where !names.contains(feature.name) {
        names.append(feature.name)
      }
    }
    self.names = names.isEmpty ? nil : names
  }
}
