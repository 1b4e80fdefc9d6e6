internal import Checks
internal import Models
internal import Tabular

extension OutcomesBuilder {
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
