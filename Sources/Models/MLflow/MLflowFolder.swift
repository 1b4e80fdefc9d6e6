import Kernels

/// An MLflow model folder, of MLflow 1, 2 or 3: `MLmodel` says in which flavors the model is there, and
/// the best of them that can be read natively is read.
struct MLflowFolder {
  private let folder: ModelFolder
  private let document: DocumentNode

  /// The folder that a path to it, or to its `MLmodel`, names; nil if the path is of another file.
  static func path(_ path: String) -> String? {
    if path == MLmodelFile.name { return "." }
    guard path.hasSuffix("/\(MLmodelFile.name)") else { return nil }
    let folder = path.dropLast(MLmodelFile.name.utf8.count + 1)
    return folder.isEmpty ? "/" : String(folder)
  }

  /// - Throws: ``ModelError/unreadable(problem:)`` if the folder has no `MLmodel`.
  init(path: String, witness: (any ReadingWitness)? = nil) throws(ModelError) {
    folder = ModelFolder(path: path, witness: witness)
    guard ResolvedPath.of("\(path)/\(MLmodelFile.name)") != nil else {
      throw .unreadable(problem: "is a folder; name the model file in it")
    }
    document = try MLmodelFile.read(
      try folder.read(MLmodelFile.name, limit: MLmodelFile.sizeLimit))
  }

  /// The model in the best flavor that can be read.
  func model(options: ModelOptions) throws(ModelError) -> any Model {
    let flavors = try document.member("flavors")
    var refused: [String] = []
    for flavor in try MLflowFlavor.candidates(in: flavors) {
      let bytes = try folder.read(flavor.file, limit: ModelLoader.sizeLimit)
      let prefix = bytes.prefix(4096)
      guard let format = ModelFormatCatalog.all.first(where: { $0.recognizes(prefix: prefix) })
      else {
        let what = RefusedFormat.of(prefix)?.name ?? "no model format that can be read"
        refused.append("\(flavor.name) (its file '\(flavor.file)' is \(what))")
        continue
      }
      guard flavor.fits(format: format.id) else {
        throw .malformed(
          place: MLmodelFile.name,
          problem: "flavor \(flavor.name) names '\(flavor.file)', which is \(format.title)")
      }
      return try signed(
        try read(flavor, bytes, format, options), flavor,
        of: try flavors.keys().filter { $0 != flavor.name })
    }
    let names = try flavors.keys().filter { name in !refused.contains { $0.hasPrefix("\(name) (") }
    }
    throw .unsupported(
      feature: "only the MLflow flavors " + (refused + names).sorted().joined(separator: ", "),
      advice: "log it with serialization_format='skops' or as xgboost, lightgbm, catboost or onnx, "
        + "or score it through an external command or 'mlflow models serve'")
  }

  private func read(
    _ flavor: MLflowFlavor, _ bytes: [UInt8], _ format: any ModelFormat.Type,
    _ options: ModelOptions
  ) throws(ModelError) -> any Model {
    let inner = ModelFolder(
      of: try folder.location(of: flavor.file), witness: folder.witness)
    do throws(ModelError) {
      return try format.read(ModelSource(bytes: bytes, folder: inner), options: options)
    } catch {
      throw error.inFile(flavor.file)
    }
  }

  /// The model with the signature's checks in front of it, and MLflow's facts in its description.
  private func signed(
    _ model: any Model, _ flavor: MLflowFlavor, of others: [String]
  ) throws(ModelError) -> any Model {
    let signature = try document.optional("signature").flatMap {
      node throws(ModelError) in try MLflowSignature(node)
    }
    try signature?.check(model.description)
    var description = model.description.adding(
      try facts(flavor, others, signature),
      named: model.description.namesFeatures ? nil : signature?.columnNames)
    description.furtherColumns = signature?.columnNames ?? []
    if let boosted = model as? BoostedModel {
      return BoostedModel(
        description: description, booster: boosted.booster, link: boosted.link,
        preparation: SignedPreparation(
          signature: signature, isPositional: !model.description.namesFeatures,
          inner: boosted.preparation))
    }
    return SignedModel(description: description, signature: signature, inner: model)
  }

  private func facts(
    _ flavor: MLflowFlavor, _ others: [String], _ signature: MLflowSignature?
  ) throws(ModelError) -> [(name: String, value: String)] {
    func text(_ key: String) throws(ModelError) -> String {
      try document.optional(key)?.string() ?? ""
    }
    let reason =
      others.isEmpty
      ? "" : ", the first that can be read; also there: \(others.joined(separator: ", "))"
    var named = flavor.name
    if !flavor.modelClass.isEmpty { named += " (\(flavor.modelClass))" }
    return [
      ("MLflow flavor", named + reason), ("MLflow file", flavor.file),
      ("MLflow version", try text("mlflow_version")), ("model id", try text("model_id")),
      ("model uuid", try text("model_uuid")), ("run id", try text("run_id")),
      ("signature", signature?.summary ?? "none: inputs are checked against the model alone"),
    ].filter { !$0.1.isEmpty }
  }
}

extension ModelDescription {
  /// The same with more facts and, where given, the names of its features.
  fileprivate func adding(
    _ more: [(name: String, value: String)], named names: [String]?
  ) -> ModelDescription {
    var features = features
    if let names, names.count == features.count {
      features = zip(names, features).map {
        Feature(name: $0, kind: $1.kind, isOfTexts: $1.isOfTexts)
      }
    }
    return ModelDescription(
      format: format, producer: producer, task: task, objective: objective, features: features,
      namesFeatures: namesFeatures || names != nil, classNames: classNames, facts: facts + more)
  }
}
