/// Operators that keep every element and change or tell the shape.
struct ONNXReshaping: ONNXOperator {
  private enum Kind: String {
    case flatten = "Flatten"
    case reshape = "Reshape"
    case shape = "Shape"
    case size = "Size"
    case squeeze = "Squeeze"
    case unsqueeze = "Unsqueeze"
  }

  private let kind: Kind
  private let axis: Int
  private let end: Int?
  /// Attributes before operator set 13, an input since.
  private let axes: [Int]?
  private let allowsZero: Bool

  init(_ node: inout ONNXNodeReader) throws(ModelError) {
    guard let kind = Kind(rawValue: node.operation) else { throw node.unsupported("the operator") }
    self.kind = kind
    axis =
      switch kind {
      case .flatten: try node.integer("axis", default: 1)
      case .shape: try node.integer("start", default: 0)
      default: 0
      }
    end = kind == .shape ? try node.optionalInteger("end") : nil
    axes = node.version < 13 ? node.optionalIntegers("axes") : nil
    allowsZero = kind == .reshape ? try node.integer("allowzero", default: 0) != 0 : false
  }

  func outputs(
    of inputs: ONNXInputs, budget: inout ONNXBudget
  ) throws(ModelError) -> [ONNXTensor] {
    let input = try inputs.required(0)
    switch kind {
    case .size: return [ONNXTensor([], .integer([Int64(input.count)]))]
    case .shape:
      let first = clamped(axis, input.rank)
      let last = end.map { clamped($0, input.rank) } ?? input.rank
      let sizes = first < last ? input.shape[first..<last].map { Int64($0) } : []
      return [.vector(.integer(sizes))]
    case .flatten:
      guard let axis = axis == input.rank ? axis : ONNXLanes.axis(axis, rank: input.rank) else {
        throw inputs.malformed("has no axis \(axis) in the shape \(input.shape)")
      }
      let rows = input.shape[..<axis].reduce(1, *)
      return [input.reshaped([rows, input.shape[axis...].reduce(1, *)])]
    case .reshape:
      let shape = try target(input, inputs)
      _ = try budget.reserve(shape)
      return [input.reshaped(shape)]
    case .squeeze: return [input.reshaped(try squeezed(input, inputs))]
    case .unsqueeze: return [input.reshaped(try unsqueezed(input, inputs))]
    }
  }

  private func clamped(_ axis: Int, _ rank: Int) -> Int {
    min(max(axis < 0 ? axis + rank : axis, 0), rank)
  }

  private func target(_ input: ONNXTensor, _ inputs: ONNXInputs) throws(ModelError) -> [Int] {
    let wanted = try inputs.integers(1)
    func misfit() -> ModelError {
      inputs.malformed("cannot reshape \(input.shape) to \(wanted)")
    }
    var shape = wanted
    var known = 1
    for (axis, size) in wanted.enumerated() where size != -1 {
      if size == 0, !allowsZero {
        guard axis < input.rank else { throw misfit() }
        shape[axis] = input.shape[axis]
      }
      let (product, overflow) = known.multipliedReportingOverflow(by: shape[axis])
      guard !overflow, shape[axis] >= 0, shape.count <= 16 else { throw misfit() }
      known = product
    }
    let open = wanted.indices.filter { wanted[$0] == -1 }
    if let axis = open.first {
      guard open.count == 1, known > 0, input.count % known == 0 else { throw misfit() }
      shape[axis] = input.count / known
    } else {
      guard known == input.count else { throw misfit() }
    }
    return shape
  }

  private func squeezed(_ input: ONNXTensor, _ inputs: ONNXInputs) throws(ModelError) -> [Int] {
    let given = inputs.optional(1) == nil ? axes : try inputs.integers(1)
    guard let given else { return input.shape.filter { $0 != 1 } }
    guard let axes = ONNXLanes.axes(given, rank: input.rank),
      axes.allSatisfy({ input.shape[$0] == 1 })
    else { throw inputs.malformed("cannot squeeze the axes \(given) of \(input.shape)") }
    return input.shape.indices.filter { !axes.contains($0) }.map { input.shape[$0] }
  }

  private func unsqueezed(_ input: ONNXTensor, _ inputs: ONNXInputs) throws(ModelError) -> [Int] {
    let given = try inputs.optional(1) == nil ? axes ?? [] : inputs.integers(1)
    guard given.count <= 16,
      let axes = ONNXLanes.axes(given, rank: input.rank + given.count)
    else { throw inputs.malformed("cannot add the axes \(given) to \(input.shape)") }
    var shape = input.shape
    for axis in axes { shape.insert(1, at: axis) }
    return shape
  }
}
