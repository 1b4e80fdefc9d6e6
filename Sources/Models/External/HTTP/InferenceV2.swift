import Kernels
import Tabular

/// The Open Inference Protocol, version 2: a named, typed tensor for each column.
struct InferenceV2 {
  /// An input as the server describes it.
  struct Input {
    let name: String
    let type: String
  }

  private let path: String
  private let json: TableJSON
  /// The columns to send, each with the type it is sent as.
  private let tensors: [(column: Int, type: String)]

  /// - Parameter inputs: what the server says of its model; empty if it says nothing, and then every
  ///   column is sent as what it holds.
  /// - Throws: ``ModelError`` if an input is no column of the table, or of a type that the column
  ///   does not fit.
  init(model: String, inputs: [Input], json: TableJSON) throws(ModelError) {
    path = InferenceV2.path(model) + "/infer"
    self.json = json
    let columns = json.table.columns
    guard !inputs.isEmpty else {
      tensors = columns.indices.map { ($0, InferenceV2.type(of: $0, in: json)) }
      return
    }
    let missing = inputs.map(\.name).filter { json.table[$0] == nil }
    guard missing.isEmpty else {
      throw .lacking(missing, of: inputs.map(\.name), in: json.table.names)
    }
    var tensors: [(column: Int, type: String)] = []
    for input in inputs {
      guard let column = columns.firstIndex(where: { $0.name == input.name }) else { continue }
      let found = InferenceV2.type(of: column, in: json)
      guard InferenceV2.fits(found, input.type) else {
        throw .wrongColumnType(
          column: input.name, needed: input.type,
          found: columns[column].typeInWords
            + (found == "FP64" ? " with fractions" : ""))
      }
      tensors.append((column, input.type))
    }
    self.tensors = tensors
  }

  /// What the server says of the model's inputs; empty if it does not tell.
  static func inputs(
    of model: String, _ exchange: HTTPExchange
  ) throws(ModelError) -> [Input] {
    guard let metadata = try exchange.get(path(model)) else { return [] }
    var inputs: [Input] = []
    do throws(ModelError) {
      for input in try metadata.optional("inputs")?.elements() ?? [] {
        inputs.append(
          Input(
            name: try input.member("name").string(), type: try input.member("datatype").string()))
      }
    } catch {
      throw exchange.unanswered("describes its model wrongly: \(error)")
    }
    return inputs
  }

  /// Asks for some rows and adds the answer.
  func ask(
    _ rows: Range<Int>, _ exchange: HTTPExchange, _ answers: inout AnswerColumns
  ) throws(ModelError) {
    // MLServer makes a data frame of the tensors when it is told to; others pass the hint over.
    var body = Array("{\"parameters\":{\"content_type\":\"pd\"},\"inputs\":[".utf8)
    for (index, tensor) in tensors.enumerated() {
      if index > 0 { body.append(UInt8(ascii: ",")) }
      body += "{\"name\":".utf8
      body += TableJSON.quoted(json.table.columns[tensor.column].name.utf8)
      body += ",\"shape\":[\(rows.count),1],\"datatype\":".utf8
      body += TableJSON.quoted(tensor.type.utf8)
      body += ",\"data\":[".utf8
      json.appendCells(rows, of: tensor.column, to: &body)
      body += "]}".utf8
    }
    body += "]}".utf8
    let answer = try exchange.post(body, to: path, rows: rows.count)
    do throws(ModelError) {
      try InferenceV2.add(answer, rows: rows.count, to: &answers)
    } catch {
      throw exchange.unanswered("rows \(rows.lowerBound + 1) to \(rows.upperBound): \(error)")
    }
  }

  private static func path(_ model: String) -> String { "/v2/models/\(model)" }

  private static func type(of column: Int, in json: TableJSON) -> String {
    switch json.table.columns[column].values {
    case .numeric: json.isWhole(column) ? "INT64" : "FP64"
    case .boolean: "BOOL"
    case .categorical: "BYTES"
    }
  }

  /// Whether cells of one type can be sent as another.
  private static func fits(_ found: String, _ wanted: String) -> Bool {
    if wanted.hasPrefix("FP") || wanted == "BF16" { return found == "FP64" || found == "INT64" }
    if wanted.hasPrefix("INT") || wanted.hasPrefix("UINT") { return found == "INT64" }
    return found == wanted
  }

  /// The outputs of an answer: the only one, or the one with a score for each class, or all by name.
  private static func add(
    _ answer: DocumentNode, rows: Int, to answers: inout AnswerColumns
  ) throws(ModelError) {
    var outputs: [(name: String, node: DocumentNode, width: Int)] = []
    for output in try answer.member("outputs").elements() {
      let (name, data) = (try output.member("name").string(), try output.member("data"))
      let flat = try flattened(data)
      guard !flat.isEmpty, flat.count % rows == 0 else {
        throw output.malformed("'\(name)' holds \(flat.count) values for \(rows) rows")
      }
      let width = flat.count / rows
      let value: DocumentValue =
        width == 1
        ? .array(flat)
        : .array((0..<rows).map { .array(Array(flat[$0 * width..<($0 + 1) * width])) })
      outputs.append((name, DocumentNode(value, path: .key(name, of: output.path)), width))
    }
    let wide = outputs.filter { $0.width > 1 }
    if wide.count == 1 {
      try answers.add(wide[0].node, rows: rows, name: "probability")
    } else if outputs.count == 1 {
      let known = PredictionColumns.known.contains(outputs[0].name.lowercased())
      try answers.add(
        outputs[0].node, rows: rows, name: known ? outputs[0].name : "prediction")
    } else {
      guard wide.isEmpty, Set(outputs.map(\.name)).count == outputs.count else {
        throw answer.malformed("has several outputs; the model must answer with one")
      }
      var members: [String: DocumentValue] = [:]
      for output in outputs { members[output.name] = output.node.value }
      try answers.add(DocumentNode(.object(members), path: answer.path), rows: rows, name: "")
    }
  }

  /// Data come flat or nested by rows.
  private static func flattened(_ data: DocumentNode) throws(ModelError) -> [DocumentValue] {
    guard case .array(let values) = data.value else {
      throw data.malformed("is \(data.value.typeName); an array is expected")
    }
    return values.flatMap { value in
      if case .array(let inner) = value { inner } else { [value] }
    }
  }
}
