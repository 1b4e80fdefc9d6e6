internal import Tabular

extension ColumnRoles {
  /// Refuses a configuration that takes a column away from the model that reads it: `id: race` is a slip of the
  /// configuration's, not a fault of the model's or the table's.
  func refuse(
    featuresThatAreHidden names: [String], _ table: Table, model: String
  ) throws(GateError) {
    let problems = hiding.filter { names.contains($0.name.value) && table[$0.name.value] != nil }
      .map { key, name, meaning in
        ConfigurationProblem(
          place: name.place,
          message: "'\(key)': \(model) reads '\(name.value)' as a feature, and \(meaning) is none; "
            + "name another column, or none")
      }
    guard problems.isEmpty else {
      throw .configuration(ConfigurationError(file: configuration.file, problems: problems))
    }
  }

  /// The keys that hide a column from the models.
  private var hiding: [(key: String, name: Located<String>, meaning: String)] {
    let data = configuration.data
    let single: [(String, Located<String>?, String)] = [
      ("label", data.label, "the label"), ("id", data.id, "an id"),
      ("query", data.query, "the query"), ("weight", data.weight, "a weight"),
    ]
    return single.compactMap { key, name, meaning in name.map { (key, $0, meaning) } }
      + data.exclude.map { ("exclude", $0, "an excluded column") }
  }
}
