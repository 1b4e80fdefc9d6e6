import Kernels

/// What is known of a document while its model is compiled: the fields of its dictionary, its
/// functions, and the places given out so far.
final class PMMLCompiler {
  let document: PMMLDocument
  var symbols = PMMLSymbols()
  private(set) var dataFields: [String: PMMLDataField] = [:]
  private(set) var dataFieldNames: [String] = []
  private var functions: [String: PMMLElement] = [:]
  private(set) var placeCount = 0
  private(set) var derivedCount = 0
  private var expressionCount = 0
  private var depth = 0
  /// The `DefineFunction`s that are being inserted, to refuse those that call themselves.
  private var openFunctions: Set<String> = []

  private let limits: ModelOptions.Limits
  private static let depthLimit = Limits.Models.pmmlExpressionLevels

  init(_ document: PMMLDocument, _ limits: ModelOptions.Limits) throws(ModelError) {
    self.document = document
    self.limits = limits
    freeCells = max(
      Limits.Models.pmmlCells,
      (document.records.count + document.attributes.count) * Limits.Models.pmmlCellsPerPart)
    let dictionary = try document.root.requiredChild("DataDictionary")
    let elements = dictionary.children("DataField")
    if elements.count > limits.pmmlFields { throw tooManyFields(elements[limits.pmmlFields]) }
    for element in elements {
      let field = try PMMLDataField(element, &symbols)
      guard dataFields[field.name] == nil else {
        throw element.malformed("the DataField '\(field.name)' stands in the dictionary twice")
      }
      dataFields[field.name] = field
      dataFieldNames.append(field.name)
    }
    for element in document.root.child("TransformationDictionary")?.children("DefineFunction") ?? []
    {
      functions[try element.required("name")] = element
    }
  }

  /// By place, the type of its values.
  private(set) var types: [Int: PMMLFieldType] = [:]
  /// By place, the line of the document that has the field.
  private(set) var placeLines: [Int] = []

  /// A new place in the frames.
  func newPlace(_ type: PMMLFieldType, at element: PMMLElement) throws(ModelError) -> Int {
    guard placeCount < limits.pmmlFields else { throw tooManyFields(element) }
    types[placeCount] = type
    placeLines.append(element.line)
    placeCount += 1
    return placeCount - 1
  }

  private func tooManyFields(_ element: PMMLElement) -> ModelError {
    .tooLarge(
      what: "line \(element.line): the number of fields",
      limit: Limits.text(count: limits.pmmlFields))
  }

  /// Columns that scoring a block needs besides those with places: neurons, classes, parameters.
  private var transientCount = 0

  /// Says that scoring needs `count` more columns for a while.
  func reserve(columns count: Int) { transientCount += count }

  /// How many rows are scored together: fewer where a row is wide, so that a block stays small.
  var blockSize: Int { max(1, min(512, 2_000_000 / max(1, placeCount + transientCount))) }

  /// Numbers that dense tables may still hold.
  private var freeCells: Int

  /// Takes room for `count` numbers of a dense table: of pairs, vectors, distributions.
  ///
  /// A table is as large as the product of two counts, so a small file could ask for gigabytes.
  func spend(cells count: Int, at element: PMMLElement) throws(ModelError) {
    freeCells -= count
    guard freeCells >= 0 else {
      throw .tooLarge(
        what: "line \(element.line): the numbers of all tables (rows times columns)",
        limit: "\(Limits.text(count: Limits.Models.pmmlCells)), or "
          + "\(Limits.Models.pmmlCellsPerPart) for each element and attribute of the document")
    }
  }

  func countDerived() { derivedCount += 1 }

  /// Does `work` one level deeper; fields and functions that refer to each other without end stop
  /// here.
  func nested<Value>(
    at element: PMMLElement, _ work: () throws(ModelError) -> Value
  ) throws(ModelError) -> Value {
    expressionCount += 1
    guard expressionCount <= limits.pmmlExpressions else {
      throw .tooLarge(
        what: "line \(element.line): the number of expressions, functions inserted",
        limit: Limits.text(count: limits.pmmlExpressions))
    }
    guard depth < PMMLCompiler.depthLimit else {
      throw .tooLarge(
        what: "line \(element.line): the nesting of expressions and derived fields",
        limit: "\(PMMLCompiler.depthLimit)")
    }
    depth += 1
    defer { depth -= 1 }
    return try work()
  }

  /// Does `work` with the function of that name; nil if the document defines none.
  func inserting<Value>(
    function name: String, at element: PMMLElement,
    _ work: (PMMLElement) throws(ModelError) -> Value
  ) throws(ModelError) -> Value? {
    guard let function = functions[name] else { return nil }
    guard openFunctions.insert(name).inserted else {
      throw element.malformed("the function '\(name)' calls itself")
    }
    defer { openFunctions.remove(name) }
    return try work(function)
  }

  var functionNames: [String] { functions.keys.sorted() }

  /// The cell of a text as a value of `type`.
  func cell(
    _ text: String, as type: PMMLFieldType, at element: PMMLElement
  ) throws(ModelError) -> Double {
    guard let cell = type.cell(of: text, &symbols) else {
      throw element.malformed("'\(text)' is no value of the type \(type.dataType.rawValue)")
    }
    return cell
  }
}
