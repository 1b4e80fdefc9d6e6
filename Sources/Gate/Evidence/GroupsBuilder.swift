internal import Checks
internal import Kernels
internal import Metrics
internal import Tabular

/// Puts each row into its group, for every set of attributes that checks ask for, once.
struct GroupsBuilder {
  let configuration: GateConfiguration
  let table: Table
  let reference: Table?

  func codes(for plan: Plan) throws(GateError) -> [GroupRequest: GroupCodes] {
    var codes: [GroupRequest: GroupCodes] = [:]
    for entry in plan.entries {
      for key in entry.check.keys.sorted(by: GroupsBuilder.isBefore) {
        guard case .groups(let request) = key, codes[request] == nil else { continue }
        codes[request] = try groups(request, entry.configuration.check.place)
      }
    }
    return codes
  }

  /// The first problem must be the same in every run.
  private static func isBefore(_ a: Key, _ b: Key) -> Bool {
    func columns(_ key: Key) -> [String] {
      if case .groups(let request) = key { request.columns } else { [] }
    }
    return columns(a).lexicographicallyPrecedes(columns(b))
  }

  private func groups(
    _ request: GroupRequest, _ place: ConfigurationNode.Place?
  ) throws(GateError) -> GroupCodes {
    if let label = configuration.data.label?.value, request.columns.contains(label) {
      throw .configuration(
        configuration, place,
        "'by' names the label '\(label)'; groups are known before it")
    }
    do throws(TableError) {
      var bins: [String: NumericBins] = [:]
      for name in request.columns {
        guard case .numeric(let numbers) = try table.column(name).values else { continue }
        bins[name] = cut(numbers, name, request.cut)
      }
      let found = try table.groups(by: request.columns, bins: bins)
      // A bare 1 or true says nothing.
      let bare = request.columns.filter { name in
        if case .categorical? = table[name]?.values { true } else { bins[name] != nil }
      }
      return GroupCodes(found, request, bare: bare, rowCount: table.rowCount)
    } catch {
      throw .configuration(configuration, place, "'by': \(error.description)")
    }
  }

  /// Nil takes the numbers by value.
  private func cut(
    _ numbers: [Double], _ name: String, _ rule: GroupRequest.Cut
  ) -> NumericBins? {
    switch rule {
    case .edges(let edges): return NumericBins(edges: edges)
    case .quantiles(let count):
      var found: Set<Double> = []
      for number in numbers where !number.isNaN {
        found.insert(number)
        if found.count > LiteralColumn.distinctLimit { break }
      }
      guard found.count > LiteralColumn.distinctLimit else { return nil }
      var source = numbers
      if case .numeric(let others)? = reference?[name]?.values { source = others }
      return NumericBins.quantiles(of: source, count: count)
    }
  }
}

extension GroupCodes {
  /// The groups of a table, with missing values called unknown and small intersections joined.
  ///
  /// - Parameter bare: The columns whose values say by themselves what they are.
  init(
    _ found: [TableGroup], _ request: GroupRequest, bare: [String], rowCount: Int
  ) {
    let all = found.map { group -> (group: Group, mask: TableGroup, isSmall: Bool) in
      let isUnknown = group.values.contains(TableGroup.missing)
      let label = zip(request.columns, group.values).map { column, value in
        value == TableGroup.missing
          ? GroupCodes.unknown : bare.contains(column) ? value : "\(column)=\(value)"
      }.joined(separator: ", ")
      let isKept = request.kept.contains(group.name) || request.kept.contains(label)
      return (
        Group(name: group.name, label: label, isUnknown: isUnknown), group,
        !isUnknown && !isKept && group.mask.count < request.leastRows
      )
    }
    let joins = request.columns.count > 1 && all.count { $0.isSmall } > 1
    var groups: [Group] = []
    var codes = [UInt16](repeating: 0, count: rowCount)
    let stays = all.filter { !joins || !$0.isSmall }
    for (place, entry) in stays.enumerated() {
      groups.append(entry.group)
      for row in entry.mask.mask.rows { codes[Int(row)] = UInt16(place) }
    }
    if joins {
      let place = UInt16(groups.count)
      groups.append(
        Group(
          name: request.columns.joined(separator: ",") + "=" + GroupCodes.other,
          label: GroupCodes.other))
      for entry in all where entry.isSmall {
        for row in entry.mask.mask.rows { codes[Int(row)] = place }
      }
    }
    self.init(attributes: request.columns, groups: groups, codes: codes)
  }
}
