extension PMMLNeighbours {
  static func compile(_ context: PMMLModelContext) throws(ModelError) -> PMMLModelCatalog.Compiled {
    try PMMLNeighboursReader(context).compiled()
  }
}

/// Reads the training rows and brings them into the space in which they are compared.
private struct PMMLNeighboursReader {
  private let context: PMMLModelContext
  private var element: PMMLElement { context.element }
  /// The texts of each column of the training table, by the name of its field.
  private var columns: [String: [String?]] = [:]
  private var count = 0

  init(_ context: PMMLModelContext) throws(ModelError) {
    self.context = context
    let instances = try context.element.requiredChild("TrainingInstances")
    guard instances.child("TableLocator") == nil else {
      throw instances.unsupported(
        "training rows outside of the file (TableLocator)", "write them as an InlineTable")
    }
    let rows = try instances.requiredChild("InlineTable").children("row")
    count = rows.count
    guard count > 0 else { throw instances.malformed("there are no training rows") }
    for field in try instances.requiredChild("InstanceFields").children("InstanceField") {
      let name = try field.required("field")
      let column = field["column"] ?? name
      let local = column.split(separator: ":").last.map(String.init) ?? column
      columns[name] = rows.map { $0.child(local)?.text.trimmingBlanks }
    }
  }

  func compiled() throws(ModelError) -> PMMLModelCatalog.Compiled {
    let fields = try element.requiredChild("KNNInputs").children("KNNInput")
    let comparison = try PMMLComparison(element, fields: fields, context.scope)
    let neighbours = Int(exactly: try element.requiredNumber("numberOfNeighbors")) ?? 0
    guard neighbours > 0 else { throw element.malformed("numberOfNeighbors is 1 or more") }
    let targets = (context.target.map { [$0] } ?? []) + context.otherTargets
    guard !targets.isEmpty else { throw element.unsupported("neighbours without a target") }
    var answers: [(name: String, answers: PMMLNeighbours.Answers)] = []
    var classes = PMMLClasses.none
    for (index, target) in targets.enumerated() {
      let (own, texts) = try self.answers(target)
      if index == 0 { classes = texts }
      answers.append((target.name, own))
    }
    let ids = element["instanceIdVariable"].flatMap { columns[$0] } ?? []
    return (
      PMMLNeighbours(
        comparison: comparison, points: try points(comparison, fields), count: count,
        neighbours: min(neighbours, count), threshold: try element.number("threshold") ?? 0.001,
        continuous: try element.choice("continuousScoringMethod", default: .average),
        categorical: try element.choice("categoricalScoringMethod", default: .majorityVote),
        targets: answers,
        ids: (0..<count).map { row in
          let text = ids.indices.contains(row) ? ids[row] ?? "" : "\(row + 1)"
          return Double(context.compiler.symbols.code(of: text))
        }), classes
    )
  }

  private func answers(
    _ target: PMMLModelContext.Target
  ) throws(ModelError) -> (PMMLNeighbours.Answers, PMMLClasses) {
    guard let texts = columns[target.name] else {
      throw element.malformed("the training rows lack the target '\(target.name)'")
    }
    if target.type.opType == .continuous {
      var numbers: [Double] = []
      for text in texts {
        guard let number = text.flatMap({ PMMLNumber.parse($0) }) else {
          throw element.malformed("a training row has no number of the target '\(target.name)'")
        }
        numbers.append(number)
      }
      return (.numbers(numbers), .none)
    }
    let classes = try PMMLClasses.of(texts.compactMap { $0 }, context.asking(for: target))
    var indices: [Int] = []
    for text in texts {
      guard let index = text.flatMap({ classes[$0] }) else {
        throw element.malformed("a training row has no class of the target '\(target.name)'")
      }
      indices.append(index)
    }
    return (.classes(indices, cells: classes.cells), classes)
  }

  /// The training rows as points: columns that are inputs themselves, and what derived fields make
  /// of the others.
  private func points(
    _ comparison: PMMLComparison, _ fields: [PMMLElement]
  ) throws(ModelError) -> [Double] {
    let compiler = context.compiler
    var inputs: [(place: Int, cells: [Double])] = []
    for (name, texts) in columns.sorted(by: { $0.key < $1.key }) {
      guard compiler.dataFields[name] != nil || fields.contains(where: { $0["field"] == name }),
        !([context.target?.name] + context.otherTargets.map(\.name)).contains(name)
      else { continue }
      let field = try context.scope.field(name, at: element)
      inputs.append(
        (
          field.place,
          texts.map { $0.flatMap { field.type.cell(of: $0, &compiler.symbols) } ?? .nan }
        ))
    }
    // A row of nothing takes six bytes, and has a cell for each field.
    try compiler.spend(cells: count * (compiler.placeCount + fields.count), at: element)
    let frame = PMMLFrame(
      rowCount: count, placeCount: compiler.placeCount, symbols: compiler.symbols)
    frame.clearAll()
    for input in inputs { frame[input.place] = input.cells }
    let given = Set(inputs.map(\.place))
    frame.run(context.scope.allSteps.filter { !given.contains($0.place) })
    var points: [Double] = []
    for row in 0..<count { points += comparison.point(frame, row) }
    return points
  }
}
