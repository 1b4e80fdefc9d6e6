import Kernels
import Tabular

/// What an MLflow model says that it wants: named columns with types, or one array.
struct MLflowSignature: Sendable {
  private struct Input: Sendable {
    let name: String
    let type: String
    let isRequired: Bool
  }

  private enum Inputs: Sendable {
    case columns([Input])
    /// Of the width of the second axis, nil if any.
    case tensor(type: String, width: Int?)
  }

  private static let whole: Set<String> = ["integer", "long"]
  private static let real: Set<String> = ["float", "double"]
  private static let mostInputs = Limits.Models.signatureColumns

  private let inputs: Inputs

  /// Nil where the signature has no inputs.
  init?(_ node: DocumentNode) throws(ModelError) {
    guard let text = try node.optional("inputs")?.string() else { return nil }
    var reading = DocumentReading()
    reading.unboxesNumbers = false
    let value: DocumentValue
    do throws(ModelError) {
      value = try JSONReader.read(Array(text.utf8), reading)
    } catch {
      throw error.at("\(MLmodelFile.name), signature inputs")
    }
    let specs = try DocumentNode(value, path: .key("signature", of: .root)).elements()
    guard specs.count <= MLflowSignature.mostInputs else {
      throw .tooLarge(what: "the signature", limit: "\(MLflowSignature.mostInputs) columns")
    }
    var columns: [Input] = []
    for spec in specs {
      let type = try spec.member("type").string()
      guard type == "tensor" else {
        columns.append(
          Input(
            name: try spec.optional("name")?.string() ?? "", type: type,
            isRequired: try spec.optional("required")?.value != .boolean(false)))
        continue
      }
      let tensor = try spec.member("tensor-spec")
      var extents: [Int] = []
      for extent in try tensor.member("shape").elements() { extents.append(try extent.integer()) }
      let name = try spec.optional("name")?.string()
      guard specs.count == 1, name == nil else {
        throw .unsupported(
          feature: "a signature of several tensors", advice: "one table of rows can be scored")
      }
      let width = extents.count == 2 ? extents[1] : nil
      inputs = .tensor(
        type: try tensor.member("dtype").string(), width: width.flatMap { $0 > 0 ? $0 : nil })
      return
    }
    let names = columns.map(\.name).filter { !$0.isEmpty }
    guard Set(names).count == names.count else {
      throw .malformed(place: "signature", problem: "names a column twice")
    }
    inputs = .columns(columns)
  }

  /// The columns' names in order; nil if they have none.
  var columnNames: [String]? {
    guard case .columns(let columns) = inputs, !columns.contains(where: { $0.name.isEmpty }) else {
      return nil
    }
    return columns.map(\.name)
  }

  /// One line for people.
  var summary: String {
    switch inputs {
    case .tensor(let type, let width):
      return "an array of \(type)" + (width.map { ", \($0) columns" } ?? "")
    case .columns(let columns):
      let texts = columns.prefix(6).map {
        ($0.name.isEmpty ? $0.type : "\($0.name) \($0.type)") + ($0.isRequired ? "" : " (optional)")
      }
      return "\(columns.count) columns: " + texts.joined(separator: ", ")
        + (columns.count > 6 ? ", …" : "")
    }
  }

  /// Checks that the model and its signature can both be right.
  func check(_ model: ModelDescription) throws(ModelError) {
    func contradiction(_ problem: String) -> ModelError {
      .malformed(place: "\(MLmodelFile.name), signature", problem: problem)
    }
    let count = model.features.count
    switch inputs {
    case .tensor(_, let width):
      guard width ?? count == count else {
        throw contradiction("wants \(width ?? 0) columns; the model reads \(count)")
      }
    case .columns(let columns):
      guard model.namesFeatures, let names = columnNames else {
        guard columns.count == count else {
          throw contradiction("wants \(columns.count) columns; the model reads \(count)")
        }
        return
      }
      let types = Dictionary(columns.map { ($0.name, $0.type) }) { first, _ in first }
      for feature in model.features {
        // LightGBM writes `_` for blanks.
        guard
          let type = types[feature.name]
            ?? types.first(where: { name, _ in
              name.replacing(" ", with: "_") == feature.name
            })?.value
        else {
          throw contradiction(
            "lacks the model's feature '\(feature.name)'"
              + Suggestion.clause(feature.name, among: names))
        }
        guard feature.kind != .numeric || type != "string" else {
          throw contradiction(
            "says that '\(feature.name)' is a string; the model reads it as a number")
        }
      }
    }
  }

  /// Checks a table as MLflow does before it predicts, and brings its columns into the signature's
  /// order where they have names.
  ///
  /// - Parameter isPositional: whether the model takes columns by position: then the signature's
  ///   names choose them.
  func checked(_ table: Table, isPositional: Bool) throws(ModelError) -> Table {
    guard case .columns(let columns) = inputs, let names = columnNames else {
      try checkTensor(table, isPositional: isPositional)
      return table
    }
    let missing = columns.filter { $0.isRequired && table[$0.name] == nil }.map(\.name)
    guard missing.isEmpty else {
      throw .lacking(missing, of: columns.map(\.name), in: table.names)
    }
    for input in columns {
      if let column = table[input.name] { try check(column, input.type) }
    }
    guard isPositional else { return table }
    return Table(columns: names.compactMap { table[$0] }, rowCount: table.rowCount)
  }

  private func checkTensor(_ table: Table, isPositional: Bool) throws(ModelError) {
    guard case .tensor(_, let width) = inputs, isPositional else { return }
    guard width ?? table.columns.count == table.columns.count else {
      throw .wrongFeatureCount(model: width ?? 0, table: table.columns.count)
    }
    for column in table.columns {
      if case .categorical = column.values {
        throw .wrongColumnType(column: column.name, needed: "numeric", found: column.typeInWords)
      }
    }
  }

  private func check(_ column: Column, _ type: String) throws(ModelError) {
    switch column.values {
    case .categorical(_, let levels):
      // A column of nothing but missing cells has no type of its own.
      guard
        MLflowSignature.whole.contains(type) || MLflowSignature.real.contains(type)
          || type == "boolean", !levels.isEmpty
      else { return }
      throw .wrongColumnType(
        column: column.name, needed: "\(type) by the model's signature", found: column.typeInWords)
    case .numeric(let numbers) where MLflowSignature.whole.contains(type):
      let broken = numbers.reduce(0) { $0 + ($1.isNaN || $1 == $1.rounded() ? 0 : 1) }
      guard broken == 0 else {
        throw .wrongColumnType(
          column: column.name, needed: "\(type) by the model's signature",
          found: "no whole number in \(broken) row\(broken == 1 ? "" : "s")")
      }
    case .numeric, .boolean: break
    }
  }
}
