import Tabular

/// `FunctionTransformer` without a function, or with one of NumPy's that maps cell by cell.
struct IdentityTransformer: Transformer {
  static let classNames: Set<String> = ["FunctionTransformer"]

  let inputCount: Int? = nil
  let keepsColumns = true
  private let function: (@Sendable (Double) -> Double)?

  init(_ object: PythonObject) throws(ModelError) {
    guard let function = try object.optional("func"),
      try !IdentityTransformer.onlyChecks(function)
    else {
      self.function = nil
      return
    }
    let arguments = try object.optional("kw_args")
    guard let known = NumPyFunction.of(function), try arguments?.keys().isEmpty ?? true
    else { throw object.unsupported("the function \(function.fullName)") }
    self.function = known
  }

  /// What histogram gradient boosting puts in front of its numeric columns.
  private static func onlyChecks(_ function: PythonObject) throws(ModelError) -> Bool {
    guard function.loader == "PartialNode" else { return false }
    return try function.attribute("func").fullName == "sklearn.utils.validation.check_array"
  }

  func inputUses(count: Int) -> [InputUse] {
    Array(repeating: function == nil ? .handedOn : .numeric, count: count)
  }

  func transformed(_ columns: [Column], rowCount: Int) throws(ModelError) -> [Column] {
    guard let function else { return columns }
    var outputs: [Column] = []
    for column in columns {
      let cells = try InputNumbers(allowsMissing: true, allowsInfinite: true).numbers(of: column)
      outputs.append(Column(name: column.name, values: .numeric(cells.map(function))))
    }
    return outputs
  }
}
