/// Takes elements of the last axis by index.
struct ONNXArrayFeatureExtractor: ONNXOperator {
  init(_ node: inout ONNXNodeReader) throws(ModelError) {}

  func outputs(
    of inputs: ONNXInputs, budget: inout ONNXBudget
  ) throws(ModelError) -> [ONNXTensor] {
    let input = try inputs.required(0)
    let places = try inputs.integers(1)
    guard let width = input.shape.last else { throw inputs.malformed("reads a single number") }
    if let stray = places.first(where: { $0 < 0 || $0 >= width }) {
      throw inputs.malformed("takes element \(stray) of \(width)")
    }
    let rows = input.shape.dropLast().reduce(1, *)
    let shape = (input.rank == 1 ? [1] : Array(input.shape.dropLast())) + [places.count]
    var positions: [Int] = []
    positions.reserveCapacity(try budget.reserve(shape))
    for row in 0..<rows { positions += places.map { row * width + $0 } }
    return [input.picking(positions, shape: shape)]
  }
}
