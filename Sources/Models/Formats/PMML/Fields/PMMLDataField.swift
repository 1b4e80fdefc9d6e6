/// A field of the `DataDictionary`: its type, and which values are valid and which mean missing.
struct PMMLDataField {
  let name: String
  let type: PMMLFieldType
  /// Cells and texts of valid values in order.
  private(set) var values: [Double] = []
  private(set) var valueTexts: [String] = []
  private(set) var displayTexts: [String?] = []
  private var invalid: Set<Double> = []
  private var missing: Set<Double> = []
  /// Texts that mean missing even where they are no value of the type (`NA` of a number).
  private(set) var missingTexts: Set<String> = []
  private var intervals: [PMMLInterval] = []

  init(_ element: PMMLElement, _ symbols: inout PMMLSymbols) throws(ModelError) {
    name = try element.required("name")
    type = try .declared(by: element, fallback: nil)
    enum Property: String, CaseIterable { case valid, invalid, missing }
    for value in element.children("Value") {
      let text = try value.required("value")
      let property: Property = try value.choice("property", default: .valid)
      let cell = type.cell(of: text, &symbols)
      switch (property, cell) {
      case (.missing, _):
        missingTexts.insert(text)
        if let cell { missing.insert(cell) }
      case (.invalid, let cell?): invalid.insert(cell)
      case (.valid, let cell?):
        guard !values.contains(cell) || values.count > 1000 else { continue }
        values.append(cell)
        valueTexts.append(text)
        displayTexts.append(value["displayValue"])
      case (_, nil):
        throw value.malformed("'\(text)' is no value of the type \(type.dataType.rawValue)")
      }
    }
    for interval in element.children("Interval") { intervals.append(try PMMLInterval(interval)) }
    valid = Set(values)
  }

  private var valid: Set<Double> = []

  func isMissing(_ cell: Double) -> Bool { cell.isNaN || missing.contains(cell) }

  /// Whether a cell that is not missing is a value that the model knows.
  func isValid(_ cell: Double) -> Bool {
    if invalid.contains(cell) { return false }
    // Of a continuous field, values and intervals may both say what is valid.
    if !intervals.isEmpty, type.opType == .continuous {
      return valid.contains(cell) || intervals.contains { $0.contains(cell) }
    }
    return valid.isEmpty || valid.contains(cell)
  }

  /// Whether every number is valid and none means missing.
  var acceptsEverything: Bool {
    values.isEmpty && invalid.isEmpty && missing.isEmpty && intervals.isEmpty
  }
}

/// A range of numbers, each end open or closed.
struct PMMLInterval {
  private let left: Double
  private let right: Double
  private let leftIsOpen: Bool
  private let rightIsOpen: Bool

  init(_ element: PMMLElement) throws(ModelError) {
    enum Closure: String, CaseIterable { case openClosed, openOpen, closedOpen, closedClosed }
    let closure: Closure = try element.choice("closure", default: nil)
    left = try element.number("leftMargin") ?? -.infinity
    right = try element.number("rightMargin") ?? .infinity
    leftIsOpen = closure == .openClosed || closure == .openOpen
    rightIsOpen = closure == .openOpen || closure == .closedOpen
  }

  func contains(_ number: Double) -> Bool {
    (leftIsOpen ? number > left : number >= left)
      && (rightIsOpen ? number < right : number <= right)
  }
}
