/// The output of a graph that holds the scores.
struct ONNXRuntimeOutputs: Sendable {
  /// Where they stand among the graph's outputs: one, or a column for each class.
  let positions: [Int]
  /// Whether the graph is a classifier: it also answers with labels, or with nothing else.
  let namesLabels: Bool
  private let isLabel: Bool

  /// - Throws: ``ModelError/unsupported(feature:advice:)`` if no output can be scores.
  init(
    _ slots: [ONNXRuntimeSession.Slot], _ choice: ONNXOutputChoice?
  ) throws(ModelError) {
    if let choice {
      try self.init(slots, chosen: choice)
    } else {
      try self.init(slots)
    }
  }

  private init(
    _ slots: [ONNXRuntimeSession.Slot], chosen choice: ONNXOutputChoice
  ) throws(ModelError) {
    let isLabel = choice.scores.isEmpty
    let names = isLabel ? [choice.label].compactMap { $0 } : choice.scores
    positions = names.compactMap { name in slots.firstIndex { $0.name == name } }
    guard positions.count == names.count, let first = positions.first,
      !isLabel || slots[first].element != nil
    else {
      throw .unsupported(
        feature: "an ONNX graph without an output of numbers",
        advice: "export it with its scores as an output")
    }
    self.isLabel = isLabel
    namesLabels = choice.label != nil || slots[first].isSequence
  }

  private init(_ slots: [ONNXRuntimeSession.Slot]) throws(ModelError) {
    let isNumber = { (slot: ONNXRuntimeSession.Slot) in
      slot.element == .float || slot.element == .double
    }
    let scores = slots.indices.filter { slots[$0].isSequence || isNumber(slots[$0]) }
    let labels = slots.indices.filter { !slots[$0].isSequence && !isNumber(slots[$0]) }
    let named = scores.first { slots[$0].name.lowercased().contains("prob") }
    if let position = named ?? scores.first {
      positions = [position]
      isLabel = false
      namesLabels = !labels.isEmpty || slots[position].isSequence
    } else if let position = labels.first, slots[position].element != nil {
      positions = [position]
      (isLabel, namesLabels) = (true, true)
    } else {
      throw .unsupported(
        feature: "an ONNX graph without an output of numbers",
        advice: "export it with its scores as an output")
    }
  }

  /// The scores of `rows` rows, a column each, and the classes' names where the output holds them.
  func columns(
    of outputs: [ONNXRuntimeSession.Output], rows: Int
  ) throws(ModelError) -> (columns: [[Double]], classes: [String]?) {
    guard outputs.count < 2 else {
      var columns: [[Double]] = []
      for output in outputs { columns += try self.columns(of: [output], rows: rows).columns }
      return (columns, nil)
    }
    switch outputs.first {
    case .maps(let keys, let scores)? where scores.count == rows:
      return (keys.indices.map { key in scores.map { $0[key] } }, keys)
    case .tensor(let shape, let values)?:
      guard let numbers = values.numbers else {
        throw .unsupported(
          feature: "an ONNX graph that answers with texts only",
          advice: "export it with its scores as an output")
      }
      guard shape.first == rows || rows == 1, !numbers.isEmpty, numbers.count % rows == 0 else {
        throw .malformed(
          place: "the graph", problem: "gives \(numbers.count) numbers for \(rows) rows")
      }
      let width = numbers.count / rows
      return (
        (0..<width).map { column in (0..<rows).map { numbers[$0 * width + column] } }, nil
      )
    default: throw .malformed(place: "the graph", problem: "gives no scores for \(rows) rows")
    }
  }

  /// What the scores are: probabilities if a classifier's are in 0…1 and sum to 1 over its classes.
  func kind(of columns: [[Double]]) -> Scores.Kind {
    if isLabel { return .label }
    guard namesLabels || columns.count > 1, let first = columns.first else { return .value }
    let isProbability = first.indices.allSatisfy { row in
      var sum = 0.0
      for column in columns {
        guard column[row] >= 0, column[row] <= 1 else { return false }
        sum += column[row]
      }
      return columns.count == 1 || abs(sum - 1) < 1e-3
    }
    return isProbability ? .probability : .margin
  }
}
