extension Key {
  /// The columns that computing it looks at, by table, besides those that the configuration names.
  package var columns: [TableRequest] {
    switch self {
    case .outcomes(let role), .categories(let role): [TableRequest(.evaluation, .inputs(role))]
    // Clusters are named by the configuration; rows without an id are told apart by the cells that are read.
    case .rowIdentity, .rowKeys: []
    // Slices are made of all columns, and rows told apart by all their cells.
    case .literals, .scorable, .importance: [TableRequest(.evaluation, .all)]
    case .groups(let request): [TableRequest(.evaluation, .named(request.columns))]
    case .groupSums(let request):
      [request.groups, request.strata].compactMap { $0 }.map {
        TableRequest(.evaluation, .named($0.columns))
      }
    case .rows(let request): [request]
    }
  }

  /// The model whose answers it is made of; nil where it is made of none.
  package var role: Role? {
    switch self {
    case .outcomes(let role), .scorable(let role), .categories(let role): role
    case .importance(let request): request.role
    case .rowIdentity, .rowKeys, .literals, .groups, .groupSums, .rows: nil
    }
  }

  /// Whether it is made of what is true of the rows.
  package var needsLabels: Bool {
    switch self {
    case .outcomes, .scorable, .importance, .groupSums: true
    case .rowIdentity, .rowKeys, .literals, .groups, .categories, .rows: false
    }
  }

  /// Whether bins of its columns are cut by the reference rows, where there are any.
  package var cutsByReference: Bool {
    switch self {
    case .literals, .groups: true
    case .outcomes, .rowIdentity, .rowKeys, .scorable, .importance, .groupSums, .categories, .rows:
      false
    }
  }
}
