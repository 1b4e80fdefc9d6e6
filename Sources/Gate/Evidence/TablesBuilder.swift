internal import Checks
internal import Findings
internal import Kernels
internal import Models
internal import Statistics
internal import Tabular

/// The tables that checks look at, with the columns behind each pattern.
struct TablesBuilder {
  let configuration: GateConfiguration
  let loaded: LoadedInputs
  /// Of the evaluation rows.
  let weights: [Double]?
  let identity: RowIdentity

  func tables(for plan: Plan) throws(GateError) -> [Population: TableRows] {
    var columns: [Population: [ColumnPattern: [String]]] = [:]
    for entry in plan.entries {
      for key in entry.check.keys.sorted(by: TablesBuilder.isBefore) {
        guard case .rows(let request) = key, columns[request.population]?[request.columns] == nil,
          let table = table(request.population)
        else { continue }
        columns[request.population, default: [:]][request.columns] =
          try names(request, table, entry.configuration.check.place)
      }
    }
    var tables: [Population: TableRows] = [:]
    for population in Population.allCases {
      guard let names = columns[population], let table = table(population) else { continue }
      tables[population] = try rows(population, table, names)
    }
    return tables
  }

  private func table(_ population: Population) -> Table? {
    switch population {
    case .evaluation: loaded.table
    case .reference: loaded.reference
    }
  }

  private func rows(
    _ population: Population, _ table: Table, _ columns: [ColumnPattern: [String]]
  ) throws(GateError) -> TableRows {
    guard population != .evaluation else {
      return TableRows(
        table: table, weights: weights, weightMeaning: configuration.data.weightMeaning,
        clusters: identity.clusters, columns: columns)
    }
    let path = configuration.data.reference?.value
    return TableRows(
      table: table, weights: try ColumnRoles(configuration).weights(of: table, in: path),
      weightMeaning: configuration.data.weightMeaning, clusters: clusters(of: table),
      columns: columns)
  }

  /// The clusters of a table that may lack the column, or a value: its rows are independent then.
  private func clusters(of table: Table) -> [Int32]? {
    guard let name = configuration.data.cluster?.value, let column = table[name],
      case .success(let groups) = ColumnGroups.of(column), groups.count > 1
    else { return nil }
    return groups.codes
  }

  /// - Throws: for a column that an entry names and the evaluation rows lack.
  private func names(
    _ request: TableRequest, _ table: Table, _ place: ConfigurationNode.Place?
  ) throws(GateError) -> [String] {
    switch request.columns {
    case .named(let names):
      // A column that only the reference lacks is undefined there, and its finding says so.
      guard request.population == .evaluation else { return names }
      for name in names {
        do throws(TableError) { _ = try table.column(name) } catch {
          throw .configuration(configuration, place, "'columns': \(error.description)")
        }
      }
      return names
    case .features(let withLabel): return features(of: table, withLabel: withLabel)
    case .inputs, .all: return table.names
    }
  }

  /// The models' inputs, those that the table lacks among them: that is no reason to say nothing of them.
  private func features(of table: Table, withLabel: Bool) -> [String] {
    let inputs = ModelInputs(configuration, loaded.models.mapValues(\.description)).names
    let known = Set(table.names)
    // Some libraries know a column by its name with `_` for blanks.
    let spelled = Dictionary(
      table.names.map { ($0.replacing(" ", with: "_"), $0) }, uniquingKeysWith: { one, _ in one })
    let named = inputs.map { names in
      names.map { known.contains($0) ? $0 : spelled[$0] ?? $0 }
    }
    let label = configuration.data.label?.value
    let hidden = ColumnRoles(configuration).hidden
      .union([configuration.data.cluster?.value].compactMap { $0 })
    let features = named ?? table.names.filter { !hidden.contains($0) }
    guard withLabel, let label, known.contains(label), !features.contains(label) else {
      return features
    }
    return features + [label]
  }

  /// The first problem must be the same in every run.
  private static func isBefore(_ a: Key, _ b: Key) -> Bool {
    func text(_ key: Key) -> [String] {
      guard case .rows(let request) = key else { return [] }
      guard case .named(let names) = request.columns else { return [request.population.rawValue] }
      return [request.population.rawValue] + names
    }
    return text(a).lexicographicallyPrecedes(text(b))
  }
}
