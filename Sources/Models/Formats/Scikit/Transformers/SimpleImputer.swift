import Tabular

/// `SimpleImputer`: missing cells become the column's statistic; with `add_indicator` a column of 0
/// and 1 follows for each input that had missing cells in training.
struct SimpleImputer: Transformer {
  static let classNames: Set<String> = ["SimpleImputer"]

  private enum Statistic: Equatable {
    case number(Double)
    case text(String)
    /// The column was empty in training and is left out.
    case none
  }

  let inputCount: Int?
  private let statistics: [Statistic]
  /// What stands for missing; NaN for what the table's reader takes as missing.
  private let missingValue: Double
  /// The inputs that have an indicator.
  private let indicated: [Int]

  var keepsColumns: Bool { !statistics.contains(.none) }

  init(_ object: PythonObject) throws(ModelError) {
    let values = try object.attribute("statistics_")
    let keepsEmpty = try object.truth("keep_empty_features", default: false)
    let isConstant = try object.attribute("strategy").text() == "constant"
    var statistics: [Statistic] = []
    if values.isArray, let numbers = try values.array().column().numbers {
      statistics = numbers.map { .number($0) }
    } else if values.isArray {
      statistics = try values.names().map { $0.map { .text($0) } ?? .none }
    } else {
      for item in try values.items() {
        if let text = try item.textIfAny() {
          statistics.append(.text(text))
        } else {
          statistics.append(try item.isNone ? .none : .number(try item.number()))
        }
      }
    }
    let drops = !keepsEmpty && !isConstant
    self.statistics = statistics.map {
      if case .number(let value) = $0, value.isNaN { drops ? .none : .number(0) } else { $0 }
    }
    inputCount = statistics.count
    if let missing = try object.optional("missing_values") {
      guard try missing.textIfAny() == nil else {
        throw object.unsupported("a text as missing value")
      }
      missingValue = missing.loader == "JsonNode" || missing.isArray ? try missing.number() : .nan
    } else {
      missingValue = .nan
    }
    if let indicator = try object.optional("indicator_") {
      indicated = try indicator.attribute("features_").integers()
      guard indicated.allSatisfy(statistics.indices.contains) else {
        throw indicator.malformed("names inputs that are not there")
      }
    } else {
      indicated = []
    }
  }

  func inputUses(count: Int) -> [InputUse] {
    statistics.map {
      switch $0 {
      case .number: .numeric
      case .text: .handedOn
      case .none: .unused
      }
    }
  }

  func givesSparse(from isSparse: Bool) -> Bool { isSparse }

  func transformed(_ columns: [Column], rowCount: Int) throws(ModelError) -> [Column] {
    var outputs: [Column] = []
    var prepared: [Column] = []
    for (column, statistic) in zip(columns, statistics) {
      let column = try withMissing(column)
      prepared.append(column)
      if statistic != .none {
        outputs.append(Column(name: column.name, values: try filled(column, statistic)))
      }
    }
    for index in indicated {
      let column = prepared[index]
      let cells = (0..<rowCount).map { column.isMissing(at: $0) ? 1.0 : 0 }
      outputs.append(Column(name: "missing \(column.name)", values: .numeric(cells)))
    }
    return outputs
  }

  /// The column with the value that stands for missing taken as missing. Where there is one, truly
  /// missing cells are refused.
  private func withMissing(_ column: Column) throws(ModelError) -> Column {
    guard !missingValue.isNaN else { return column }
    let numbers = try InputNumbers(allowsMissing: false).numbers(of: column)
    return Column(
      name: column.name, values: .numeric(numbers.map { $0 == missingValue ? .nan : $0 }))
  }

  private func filled(
    _ column: Column, _ statistic: Statistic
  ) throws(ModelError) -> Column.Values {
    switch (statistic, column.values) {
    case (.number(let value), .numeric), (.number(let value), .boolean):
      let cells = try InputNumbers(allowsMissing: true).numbers(of: column)
      return .numeric(cells.map { $0.isNaN ? value : $0 })
    case (.text(let text), .categorical(var codes, var levels)):
      let code = levels.firstIndex(of: text) ?? levels.count
      if code == levels.count { levels.append(text.utf8) }
      for row in codes.indices where codes[row] < 0 { codes[row] = Int32(clamping: code) }
      return .categorical(codes: codes, levels: levels)
    case (.number, .categorical):
      throw .wrongColumnType(column: column.name, needed: "numeric", found: column.typeInWords)
    case (.text, _):
      // A column of nothing but missing cells has no type of its own.
      let isEmpty = (0..<column.count).allSatisfy { column.isMissing(at: $0) }
      guard isEmpty, case .text(let text) = statistic else {
        throw .wrongColumnType(column: column.name, needed: "text", found: column.typeName)
      }
      return .categorical(
        codes: Array(repeating: 0, count: column.count), levels: Levels([text]))
    case (.none, _): return column.values
    }
  }
}
