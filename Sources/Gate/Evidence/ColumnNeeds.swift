internal import Checks
internal import Kernels
internal import Models
internal import Tabular

/// Which columns of a table a gate reads, and as what: what it does not ask for is never unpacked.
struct ColumnNeeds {
  /// Columns that models, checks and configuration name; nil for all that there are.
  let named: Set<String>?
  /// Columns that are texts where a table does not say what they are.
  private let texts: Set<String>
  /// Columns that are numbers for one of the models.
  private let numbers: NumericColumns
  /// Texts that look missing and that a model knows as values, unless the configuration says itself
  /// what is missing.
  let kept: [String: KeptTexts]

  /// - Parameters:
  ///   - models: those that are read from files; a table of predictions is none of them, since it reads
  ///     nothing but the id.
  init(
    _ population: Population, _ needs: Needs, _ configuration: GateConfiguration,
    models: [Role: ModelDescription]
  ) {
    let all = Role.allCases.compactMap { models[$0] }
    texts = all.untypedTextColumns
    numbers = ColumnRoles(configuration).numbers(for: all)
    kept = configuration.data.missing == nil ? all.keptTexts : [:]
    var named = ColumnRoles(configuration).read.union(ColumnNeeds.expressions(configuration))
    for pattern in needs.columns[population] ?? [] {
      guard let own = ColumnNeeds.columns(pattern, configuration, models) else {
        self.named = nil
        return
      }
      named.formUnion(own)
    }
    self.named = named
  }

  /// The columns behind a pattern, as far as the models say them; nil for all.
  private static func columns(
    _ pattern: ColumnPattern, _ configuration: GateConfiguration, _ models: [Role: ModelDescription]
  ) -> Set<String>? {
    switch pattern {
    case .named(let names): return Set(names)
    case .all: return nil
    case .inputs(let role):
      // Who answers from elsewhere is asked about all columns.
      if configuration.models[role]?.external != nil { return nil }
      return models[role].map(\.columns) ?? []
    case .features:
      return ModelInputs(configuration, models).names.map { Set($0) }
    }
  }

  /// The columns of slices and pinned rows that expressions name. One that cannot be parsed is refused when
  /// its turn comes.
  private static func expressions(_ configuration: GateConfiguration) -> [String] {
    var wheres = configuration.slices.compactMap { slice -> String? in
      if case .expression(let text) = slice.rule { text.value } else { nil }
    }
    if let text = configuration.pinned?.expression?.value { wheres.append(text) }
    return wheres.flatMap { (try? SliceExpression.parse($0))?.columns ?? [] }
  }

  /// The options for reading a table so.
  func applied(to options: TableOptions) -> TableOptions {
    var options = options
    options.columns = named
    options.allowsAbsentColumns = true
    options.untypedTextColumns = texts
    options.numericColumns = numbers
    options.keptTexts = kept
    return options
  }

  /// Whether all that is named is there. If not, all columns are read: a model may know a column by
  /// another spelling, and the message about one that is absent names the nearest.
  func areMet(by loaded: LoadedTable) -> Bool {
    named?.isSubset(of: loaded.storedColumns) ?? true
  }

  /// The same for all columns.
  var widened: ColumnNeeds {
    ColumnNeeds(named: nil, texts: texts, numbers: numbers, kept: kept)
  }

  /// What either needs.
  func union(_ other: ColumnNeeds) -> ColumnNeeds {
    ColumnNeeds(
      named: named.flatMap { own in other.named.map(own.union) }, texts: texts, numbers: numbers,
      kept: kept)
  }

  /// These columns alone.
  init(only names: Set<String>) {
    self.init(named: names, texts: [], numbers: .named([]), kept: [:])
  }

  private init(
    named: Set<String>?, texts: Set<String>, numbers: NumericColumns, kept: [String: KeptTexts]
  ) {
    (self.named, self.texts, self.numbers, self.kept) = (named, texts, numbers, kept)
  }
}
