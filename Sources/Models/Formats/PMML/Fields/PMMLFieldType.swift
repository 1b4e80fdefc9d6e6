/// How the values of a field are kept and compared.
///
/// Every value is one Double, a cell: numbers as they are, truth as 1 and 0, texts as their number
/// in the ``PMMLSymbols``, dates and times as a count of days or seconds. NaN is missing.
struct PMMLFieldType: Equatable, Sendable {
  enum DataType: String, CaseIterable, Sendable {
    case string, integer, float, double, boolean, date, time, dateTime
    case dateDaysSince0 = "dateDaysSince[0]"
    case dateDaysSince1960 = "dateDaysSince[1960]"
    case dateDaysSince1970 = "dateDaysSince[1970]"
    case dateDaysSince1980 = "dateDaysSince[1980]"
    case timeSeconds
    case dateTimeSecondsSince0 = "dateTimeSecondsSince[0]"
    case dateTimeSecondsSince1960 = "dateTimeSecondsSince[1960]"
    case dateTimeSecondsSince1970 = "dateTimeSecondsSince[1970]"
    case dateTimeSecondsSince1980 = "dateTimeSecondsSince[1980]"
  }

  enum OpType: String, CaseIterable, Sendable {
    case continuous, categorical, ordinal
  }

  var dataType: DataType
  var opType: OpType

  static let number = PMMLFieldType(dataType: .double, opType: .continuous)
  static let integer = PMMLFieldType(dataType: .integer, opType: .continuous)
  static let text = PMMLFieldType(dataType: .string, opType: .categorical)
  static let truth = PMMLFieldType(dataType: .boolean, opType: .categorical)

  var isText: Bool { dataType == .string }
  var isTruth: Bool { dataType == .boolean }
  var isNumber: Bool { [.integer, .float, .double].contains(dataType) }

  /// The type that an element declares; what it leaves out follows from the other or from `fallback`.
  static func declared(
    by element: PMMLElement, fallback: PMMLFieldType?
  ) throws(ModelError) -> PMMLFieldType {
    // Old versions of RapidMiner write the attribute in lower case.
    let dataName =
      element["dataType"] == nil && element["datatype"] != nil ? "datatype" : "dataType"
    let opType: OpType? =
      element["optype"] == nil ? nil : try element.choice("optype", default: nil)
    let dataType: DataType? =
      element[dataName] == nil ? nil : try element.choice(dataName, default: nil)
    switch (dataType, opType) {
    case (let dataType?, let opType?): return PMMLFieldType(dataType: dataType, opType: opType)
    case (let dataType?, nil):
      let isOpen = [.integer, .float, .double].contains(dataType)
      return PMMLFieldType(
        dataType: dataType, opType: fallback?.opType ?? (isOpen ? .continuous : .categorical))
    case (nil, let opType?):
      return PMMLFieldType(
        dataType: fallback?.dataType ?? (opType == .continuous ? .double : .string), opType: opType)
    case (nil, nil):
      guard let fallback else {
        throw element.malformed("\(element.name) has neither dataType nor optype")
      }
      return fallback
    }
  }

  /// A text of the document, or of a table, as a cell; nil if it is no value of this type.
  func cell(of text: String, _ symbols: inout PMMLSymbols) -> Double? {
    if dataType == .string { return Double(symbols.code(of: text)) }
    return cell(of: text)
  }

  /// The cell of a text for types that are not texts themselves.
  func cell(of text: String) -> Double? {
    switch dataType {
    case .string: return nil
    case .double: return PMMLNumber.parse(text)
    case .float:
      // Rounded once: the nearest Float to the text.
      return PMMLNumber.parse(text).map { wide in
        Float(text).map(Double.init) ?? Double(Float(wide))
      }
    case .integer: return PMMLNumber.parse(text).flatMap { $0 == $0.rounded() ? $0 : nil }
    case .boolean:
      switch text.trimmingBlanks {
      case "true", "1", "1.0", "True", "TRUE": return 1
      case "false", "0", "0.0", "False", "FALSE": return 0
      default: return nil
      }
    default: return PMMLNumber.parse(text) ?? PMMLTime.parse(text, as: dataType)
    }
  }

  /// A number as a cell of this type; nil if it is no value of it.
  func cell(ofNumber number: Double) -> Double? {
    switch dataType {
    case .float: return Double(Float(number))
    case .integer: return number == number.rounded() ? number : nil
    case .boolean: return number == 0 || number == 1 ? number : nil
    case .string: return nil
    default: return number
    }
  }

  /// A cell of a type that is no text, as text: what casts and messages show.
  func text(ofCell cell: Double) -> String {
    switch dataType {
    case .boolean: cell == 1 ? "true" : "false"
    case .float: cell.magnitude < 1e16 ? "\(Float(cell))" : String(cell)
    case .double: String(cell)
    default: PMMLNumber.text(cell)
    }
  }
}
