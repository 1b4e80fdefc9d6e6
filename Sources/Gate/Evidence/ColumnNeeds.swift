internal import Checks
internal import Models
internal import Tabular

/// Which columns of its tables a gate reads: what it does not ask for is never unpacked.
struct ColumnNeeds {
  /// Columns that models and configuration name; nil for all that there are.
  let named: Set<String>?
  /// Texts among the options of checks. Those that are columns are read too.
  private let mentioned: Set<String>
  /// Columns that are texts where a table does not say what they are.
  private let texts: Set<String>

  /// - Parameter models: those that are read from files. A program or a server is asked about all
  ///   columns.
  init(_ configuration: GateConfiguration, models: [ModelDescription]) {
    texts = models.untypedTextColumns
    let entries = configuration.entries ?? []
    mentioned = Set(entries.flatMap { $0.options.flatMap { $0.value.texts } })
    let asksPrograms = Role.allCases.contains { configuration.reference($0)?.external != nil }
    guard !asksPrograms, let columns = models.columns,
      !entries.contains(where: ColumnNeeds.readsAll)
    else {
      named = nil
      return
    }
    var wheres = configuration.slices.compactMap { slice -> String? in
      if case .expression(let text) = slice.rule { text.value } else { nil }
    }
    if let text = configuration.pinned?.expression?.value { wheres.append(text) }
    // One that cannot be parsed is refused when its turn comes.
    let asked = wheres.flatMap { (try? SliceExpression.parse($0))?.columns ?? [] }
    named = columns.union(ColumnRoles(configuration).read).union(asked)
  }

  /// Whether the check of an entry looks at columns beyond those that models and configuration name.
  private static func readsAll(_ entry: EntryConfiguration) -> Bool {
    CheckCatalog.kinds(entry.check.value).contains { kind in
      var reader = OptionReader(entry.options.map { OptionReader.Entry($0) })
      // One with wrong options is refused when its turn comes.
      guard let check = try? kind.make(&reader) else { return false }
      return check.keys.contains { key in
        switch key {
        case .outcomes, .rowIdentity, .rowKeys, .categories: false
        // Their columns are among the options, or protected.
        case .groups, .groupSums: false
        // Slices are made of all columns, and rows told apart by all their cells.
        default: true
        }
      }
    }
  }

  /// The options for reading a table so.
  func applied(to options: TableOptions) -> TableOptions {
    var options = options
    options.columns = named?.union(mentioned)
    options.allowsAbsentColumns = true
    options.untypedTextColumns = texts
    return options
  }

  /// Whether all that is named is there. If not, all columns are read: a model may know a column by
  /// another spelling, and the message about one that is absent names the nearest.
  func areMet(by loaded: LoadedTable) -> Bool {
    named?.isSubset(of: loaded.storedColumns) ?? true
  }

  /// The same for all columns.
  var widened: ColumnNeeds { ColumnNeeds(named: nil, mentioned: mentioned, texts: texts) }

  private init(named: Set<String>?, mentioned: Set<String>, texts: Set<String>) {
    (self.named, self.mentioned, self.texts) = (named, mentioned, texts)
  }
}

extension ConfigurationNode {
  /// Every text in the node.
  fileprivate var texts: [String] {
    switch content {
    case .scalar(let text, _): [text]
    case .sequence(let nodes): nodes.flatMap(\.texts)
    case .mapping(let entries): entries.flatMap(\.value.texts)
    }
  }
}
