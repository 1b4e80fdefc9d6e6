internal import Checks
internal import Models
internal import Tabular

/// The evaluation rows as a model gets to see them.
struct ModelRows {
  let configuration: GateConfiguration
  let table: Table
  /// One a row; nil for equal ones.
  let weights: [Double]?
  /// By column, texts that are values because one of the models knows them; to a model that does not
  /// they are missing.
  let keptTexts: [String: Set<String>]

  /// The columns that a model may read. A table of predictions may be joined by the id, which is no
  /// feature.
  func rows(for model: any Model) -> Table {
    guard model.description.format != PredictionsModel.formatID else { return table }
    let features = ColumnRoles(configuration).features(of: table)
    guard !keptTexts.isEmpty, model.description.namesFeatures else { return features }
    var unknown = keptTexts
    for feature in model.description.features {
      unknown[feature.name]?.subtract(feature.knownTexts)
    }
    return features.taking(asMissing: unknown)
  }

  /// The categories that the model in `role` does not know, of the features that it reads.
  ///
  /// Counted once, over the evaluation rows; questions about changed columns are not.
  func categories(of model: any Model, role: Role) throws(GateError) -> CategoryCounts {
    let unknown: [UnknownCategories]
    do throws(ModelError) {
      unknown = try model.unknownCategories(in: rows(for: model), weights: weights)
    } catch {
      let path = configuration.reference(role)?.path.value ?? role.rawValue
      throw .unloadable("\(path): \(error.description)")
    }
    let features = model.description.features
    let uses = model.featureUses
    func isRead(_ position: Int) -> Bool {
      !uses.indices.contains(position) || uses[position] != .unread
    }
    let told = Set(unknown.map(\.position))
    return CategoryCounts(
      rows: weights.map { $0.count { $0 > 0 } } ?? table.rowCount,
      weight: weights.map { $0.reduce(0, +) } ?? Double(table.rowCount),
      features: unknown.filter { isRead($0.position) },
      untold: features.indices.filter {
        features[$0].kind != .numeric && !told.contains($0) && isRead($0)
      }.map { features[$0].name })
  }
}
