internal import Kernels
internal import Models
internal import Statistics
internal import Tabular

/// Which column plays which part, by the configuration.
struct ColumnRoles {
  let configuration: GateConfiguration

  init(_ configuration: GateConfiguration) { self.configuration = configuration }

  /// Every column that the configuration names, with the key that names it.
  private var named: [(key: String, name: Located<String>)] {
    let data = configuration.data
    var named: [(key: String, name: Located<String>)] = []
    if let label = data.label { named.append((key: "label", name: label)) }
    if let id = data.id { named.append((key: "id", name: id)) }
    if let query = data.query { named.append((key: "query", name: query)) }
    if let weight = data.weight { named.append((key: "weight", name: weight)) }
    if let cluster = data.cluster { named.append((key: "cluster", name: cluster)) }
    named += data.exclude.map { (key: "exclude", name: $0) }
    named += data.protected.map { (key: "protected", name: $0) }
    named += data.categories.map { (key: "categories", name: $0.column) }
    named += configuration.rows.values.map { (key: "row_values", name: $0) }
    for slice in configuration.slices {
      if case .by(let columns, _) = slice.rule { named += columns.map { (key: "by", name: $0) } }
    }
    return named
  }

  /// The named columns that are read.
  var read: Set<String> { Set(named.lazy.filter { $0.key != "exclude" }.map(\.name.value)) }

  /// Refuses columns that are not among those of the table, all at once.
  func check(_ stored: [String], nested: [String] = []) throws(GateError) {
    var problems: [ConfigurationProblem] = []
    let known = Set(stored)
    // The first line of a file that has none of the columns is shown to nobody: it may be any file.
    let isMeant = named.contains { known.contains($0.name.value) }
    for (key, name) in named where !known.contains(name.value) {
      var hint = Suggestion.column(name.value, of: stored, isMeant: isMeant)
      if nested.contains(name.value) {
        hint = "; its column of that name is nested (lists or structures), which is not read"
      }
      problems.append(
        ConfigurationProblem(
          place: name.place,
          message:
            "'\(key)': \(configuration.data.evaluation.value) has no column '\(name.value)'\(hint)"
        ))
    }
    guard problems.isEmpty else {
      throw .configuration(ConfigurationError(file: configuration.file, problems: problems))
    }
  }

  /// The columns a model may read: all but label, id, query, weight and excluded ones.
  func features(of table: Table) -> Table {
    let hidden = hidden
    return Table(
      columns: table.columns.filter { !hidden.contains($0.name) }, rowCount: table.rowCount)
  }

  /// The columns that no model may read.
  var hidden: Set<String> {
    let data = configuration.data
    var hidden: Set<String> = []
    if let label = data.label { hidden.insert(label.value) }
    if let id = data.id { hidden.insert(id.value) }
    if let query = data.query { hidden.insert(query.value) }
    if let weight = data.weight { hidden.insert(weight.value) }
    for column in data.exclude { hidden.insert(column.value) }
    return hidden
  }

  /// The columns that are numbers: for these models, and weights.
  func numbers(for models: [ModelDescription]) -> NumericColumns {
    let weight = Set([configuration.data.weight?.value].compactMap { $0 })
    return switch models.numericColumns(hiding: hidden) {
    case .named(let names): .named(names.union(weight))
    case .allBut(let names): .allBut(names.subtracting(weight))
    }
  }

  /// The rows' weights, or nil without a weight column.
  ///
  /// - Parameter path: The table's, for messages; nil for the evaluation rows.
  func weights(of table: Table, in path: String? = nil) throws(GateError) -> [Double]? {
    let path = path ?? configuration.data.evaluation.value
    guard let name = configuration.data.weight, let column = table[name.value] else { return nil }
    guard case .numeric(let numbers) = column.values else {
      throw .configuration(
        configuration, name.place,
        "'weight': column '\(name.value)' is \(column.typeInWords); weights must be numbers")
    }
    if let row = numbers.firstIndex(where: { !($0.isFinite && $0 >= 0) }) {
      let text = numbers[row].isNaN ? "missing" : numbers[row].plain
      throw .unloadable(
        "\(path): weight '\(name.value)' is \(text) in row \(row + 1); "
          + "weights must be finite and 0 or more")
    }
    if configuration.data.weightMeaning == .frequency {
      try refuseNonCounts(numbers, name.value, path)
    }
    guard numbers.contains(where: { $0 > 0 }) else {
      throw .unloadable(
        "\(path): weight '\(name.value)' is 0 in every row")
    }
    return numbers
  }

  private func refuseNonCounts(
    _ numbers: [Double], _ name: String, _ path: String
  ) throws(GateError) {
    let place = "\(path): weight '\(name)'"
    if let row = numbers.firstIndex(where: { $0 != $0.rounded() }) {
      throw .unloadable(
        "\(place) is \(numbers[row].plain) in row \(row + 1); with 'weight_means: frequency' weights "
          + "count rows and must be whole numbers")
    }
    guard Sums.unordered(numbers) < 0x1p53 else {
      throw .unloadable("\(place) counts more rows than a number can hold exactly")
    }
  }
}
