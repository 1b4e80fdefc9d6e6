internal import Checks
internal import Kernels
internal import Statistics
internal import Tabular

/// Cuts the columns that searches for slices ask for into literals, each request once.
struct LiteralsBuilder {
  let configuration: GateConfiguration
  let table: Table
  let reference: Table?
  let parallel: Parallel

  func tables(for plan: Plan) throws(GateError) -> [LiteralRequest: LiteralTable] {
    var tables: [LiteralRequest: LiteralTable] = [:]
    var keys: [UInt64]?
    for entry in plan.entries {
      for case .literals(let request) in entry.check.keys where tables[request] == nil {
        let rowKeys =
          keys
          ?? table.rowKeys(
            id: configuration.data.id?.value, excluding: configuration.data.weight?.value,
            parallel: parallel)
        keys = rowKeys
        tables[request] = LiteralTable(
          columns: try columns(request, entry.configuration.check.place), keys: rowKeys)
      }
    }
    return tables
  }

  private func columns(
    _ request: LiteralRequest, _ place: ConfigurationNode.Place?
  ) throws(GateError) -> [LiteralColumn] {
    var columns: [(column: Column, reference: Column?)] = []
    for name in try names(request, place) {
      do throws(TableError) {
        let column = try table.column(name)
        // Only numbers are cut by the reference.
        var source: Column?
        if case .numeric = column.values { source = numericReference(name) }
        columns.append((column, source))
      } catch {
        throw .configuration(configuration, place, "'columns': \(error.description)")
      }
    }
    let pairs = columns
    let frequencies = try frequencies()
    return parallel.map(count: pairs.count) { index in
      LiteralColumn(
        pairs[index].column, bins: request.bins, levels: request.levels,
        reference: pairs[index].reference, frequencies: frequencies)
    }
  }

  /// How often each row was seen, where weights say so; too many rows are not searched anyway.
  private func frequencies() throws(GateError) -> [Double]? {
    guard configuration.data.weightMeaning == .frequency,
      let weights = try ColumnRoles(configuration).weights(of: table),
      Sums.unordered(weights) <= Double(PairedSampler.mostRows)
    else { return nil }
    return weights
  }

  /// A column that the reference data lack, or hold as text, is cut by its own rows.
  private func numericReference(_ name: String) -> Column? {
    guard let column = reference?[name], case .numeric = column.values else { return nil }
    return column
  }

  /// As asked for, or all features and protected attributes.
  private func names(
    _ request: LiteralRequest, _ place: ConfigurationNode.Place?
  ) throws(GateError) -> [String] {
    let data = configuration.data
    guard let names = request.columns else {
      let features = ColumnRoles(configuration).features(of: table).names
      let protected = data.protected.map(\.value).filter { !features.contains($0) }
      return features + protected.filter { $0 != data.label?.value }
    }
    if let label = data.label?.value, names.contains(label) {
      throw .configuration(
        configuration, place,
        "'columns' names the label '\(label)'; slices are made of what is known before it"
      )
    }
    return names
  }
}
