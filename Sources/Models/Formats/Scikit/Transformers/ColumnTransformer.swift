import Tabular

/// `ColumnTransformer`: parts of the columns go through transformers of their own, and their outputs
/// stand side by side.
struct ColumnTransformer: Transformer {
  static let classNames: Set<String> = ["ColumnTransformer"]

  private struct Part {
    let inputs: [Int]
    let chain: TransformerChain
    let weight: Double
  }

  let inputCount: Int?
  private let parts: [Part]
  /// Decided when it was fitted, by the share of zeros.
  private let isSparse: Bool

  init(_ object: PythonObject) throws(ModelError) {
    let count = try object.attribute("n_features_in_").integer()
    inputCount = count
    isSparse = try object.truth("sparse_output_", default: false)
    let names = try object.optional("feature_names_in_")?.distinctNames()
    let weights = try object.optional("transformer_weights")
    let known = try object.optional("_transformer_to_input_indices")
    var parts: [Part] = []
    for triple in try object.attribute("transformers_").items() {
      let fields = try triple.items()
      guard fields.count == 3 else { throw triple.malformed("is no name, transformer and columns") }
      if try fields[1].textIfAny() == "drop" { continue }
      let name = try fields[0].text()
      guard try fields[2].textIfAny() == nil else {
        throw object.unsupported("a single column that is handed over as a series")
      }
      let inputs =
        if let known, let indices = try known.optional(name) { try indices.integers() } else {
          try ColumnTransformer.inputs(fields[2], count: count, names: names)
        }
      guard inputs.allSatisfy((0..<max(0, count)).contains) else {
        throw triple.malformed("names columns that are not there")
      }
      parts.append(
        Part(
          inputs: inputs, chain: try TransformerChain(fields[1]),
          weight: try weights?.optional(name)?.number() ?? 1))
    }
    self.parts = parts
  }

  /// The places of columns given by name, place, mask or slice.
  private static func inputs(
    _ columns: PythonObject, count: Int, names: [String]?
  ) throws(ModelError) -> [Int] {
    if let slice = try columns.slice(of: count) { return Array(slice) }
    if columns.isArray, case .truths(let mask) = try columns.array().column() {
      return mask.indices.filter { mask[$0] }
    }
    var inputs: [Int] = []
    var truths: [Bool] = []
    let items = columns.isArray ? [] : try columns.items()
    for item in items {
      switch try item.literal() {
      case .boolean(let truth): truths.append(truth)
      case .integer(let place): inputs.append(place < 0 ? count &+ place : place)
      case .string(let name):
        guard let place = names?.firstIndex(of: name) else {
          throw item.malformed("names the column '\(name)', which is not there")
        }
        inputs.append(place)
      default: throw item.malformed("names no column")
      }
    }
    if columns.isArray {
      if let places = try columns.array().column().integers {
        return places.map { $0 < 0 ? count &+ $0 : $0 }
      }
      for name in try columns.distinctNames() {
        guard let place = names?.firstIndex(of: name) else {
          throw columns.malformed("names the column '\(name)', which is not there")
        }
        inputs.append(place)
      }
    }
    return truths.isEmpty ? inputs : truths.indices.filter { truths[$0] }
  }

  func givesSparse(from isSparse: Bool) -> Bool { self.isSparse }

  func inputUses(count: Int) -> [InputUse] {
    var uses = [InputUse](repeating: .unused, count: count)
    for part in parts {
      let own = part.chain.inputUses(count: part.inputs.count, last: [])
      for (input, use) in zip(part.inputs, own) where uses.indices.contains(input) {
        if uses[input] == .unused || uses[input] == .handedOn { uses[input] = use }
      }
    }
    return uses
  }

  func transformed(_ columns: [Column], rowCount: Int) throws(ModelError) -> [Column] {
    var outputs: [Column] = []
    for part in parts where !part.inputs.isEmpty {
      let made = try part.chain.transformed(
        part.inputs.map { columns[$0] }, rowCount: rowCount)
      outputs += try made.scaled(by: part.weight)
    }
    return outputs
  }
}

/// `FeatureUnion`: all columns go through every transformer.
struct FeatureUnion: Transformer {
  static let classNames: Set<String> = ["FeatureUnion"]

  let inputCount: Int? = nil
  private let chains: [(chain: TransformerChain, weight: Double)]

  init(_ object: PythonObject) throws(ModelError) {
    let weights = try object.optional("transformer_weights")
    var chains: [(chain: TransformerChain, weight: Double)] = []
    for pair in try object.attribute("transformer_list").items() {
      let fields = try pair.items()
      guard fields.count == 2 else { throw pair.malformed("is no pair of a name and a step") }
      if try fields[1].textIfAny() == "drop" { continue }
      let weight = try weights?.optional(try fields[0].text())?.number() ?? 1
      chains.append((try TransformerChain(fields[1]), weight))
    }
    self.chains = chains
  }

  func givesSparse(from isSparse: Bool) -> Bool {
    chains.contains { $0.chain.givesSparse(from: isSparse) }
  }

  func inputUses(count: Int) -> [InputUse] {
    chains.first?.chain.inputUses(count: count, last: [])
      ?? Array(repeating: .unused, count: count)
  }

  func transformed(_ columns: [Column], rowCount: Int) throws(ModelError) -> [Column] {
    var outputs: [Column] = []
    for (chain, weight) in chains {
      outputs += try chain.transformed(columns, rowCount: rowCount).scaled(by: weight)
    }
    return outputs
  }
}

extension [Column] {
  /// The columns times `weight`.
  fileprivate func scaled(by weight: Double) throws(ModelError) -> [Column] {
    guard weight != 1 else { return self }
    var columns: [Column] = []
    for column in self {
      let cells = try InputNumbers(allowsMissing: true).numbers(of: column)
      columns.append(Column(name: column.name, values: .numeric(cells.map { $0 * weight })))
    }
    return columns
  }
}
