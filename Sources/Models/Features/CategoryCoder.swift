import Tabular

/// Turns the cells of a column into a categorical feature's codes.
///
/// A text matches a name as it is. A number matches the name that is its text (`3`), else the only
/// name that is the same number (`3.0`); a truth value matches `true` and `false` in any case, else
/// 1 and 0.
struct CategoryCoder: Sendable {
  private let byText: [String: Int]
  /// By number; −1 where two names are the same number.
  private let byNumber: [Double: Int]
  private let refusesUnknown: Bool

  /// What can be done where the model's library refuses.
  static let adviceOnUnknown =
    "its library refuses them; 'unknown_categories: missing' (predict: --unknown-categories missing) "
    + "takes them as missing"

  init(names: [String], refusesUnknown: Bool) {
    var texts: [String: Int] = [:]
    var numbers: [Double: Int] = [:]
    for (code, name) in names.enumerated() {
      if texts[name] == nil { texts[name] = code }
      guard let number = Double(name), number.isFinite else { continue }
      numbers[number] = numbers[number] == nil ? code : -1
    }
    byText = texts
    byNumber = numbers
    self.refusesUnknown = refusesUnknown
  }

  /// The codes of a column's cells, NaN where missing or unknown.
  ///
  /// - Throws: ``ModelError/unknownCategory(column:value:rows:)`` if unknown cells are refused,
  ///   naming the first.
  func codes(of column: Column) throws(ModelError) -> [Double] {
    switch column.values {
    case .categorical(let cells, let levels):
      let codes = levels.map { byText[$0] }
      return try coded(cells, column.name, isMissing: { $0 < 0 }, text: { levels[Int($0)] }) {
        codes[Int($0)]
      }
    case .numeric(let cells):
      // A category is many cells, and a number's text is dear.
      var known: [UInt64: Int] = [:]
      return try coded(cells, column.name, isMissing: \.isNaN, text: CategoryCoder.text) { cell in
        if let code = known[cell.bitPattern] { return code < 0 ? nil : code }
        let code = code(ofNumber: cell)
        known[cell.bitPattern] = code ?? -1
        return code
      }
    case .boolean(let cells):
      let codes = [code(ofTruth: false), code(ofTruth: true)]
      return try coded(
        cells, column.name, isMissing: { $0 < 0 }, text: { $0 == 1 ? "true" : "false" }
      ) { codes[$0 == 1 ? 1 : 0] }
    }
  }

  private func coded<Cell>(
    _ cells: [Cell], _ column: String, isMissing: (Cell) -> Bool, text: (Cell) -> String,
    code: (Cell) -> Int?
  ) throws(ModelError) -> [Double] {
    var codes: [Double] = []
    codes.reserveCapacity(cells.count)
    var unknown: (first: String, rows: Int)?
    for cell in cells {
      if isMissing(cell) {
        codes.append(.nan)
      } else if let code = code(cell) {
        codes.append(Double(code))
      } else {
        codes.append(.nan)
        unknown = (unknown?.first ?? text(cell), (unknown?.rows ?? 0) + 1)
      }
    }
    if refusesUnknown, let unknown {
      throw .unknownCategory(
        column: column, value: unknown.first, rows: unknown.rows,
        advice: CategoryCoder.adviceOnUnknown)
    }
    return codes
  }

  private func code(ofNumber number: Double) -> Int? {
    if let code = byText[CategoryCoder.text(number)] { return code }
    return byNumber[number].flatMap { $0 < 0 ? nil : $0 }
  }

  private func code(ofTruth isTrue: Bool) -> Int? {
    let words = isTrue ? ["true", "True", "TRUE"] : ["false", "False", "FALSE"]
    return words.lazy.compactMap { byText[$0] }.first ?? code(ofNumber: isTrue ? 1 : 0)
  }

  /// Whole numbers without a fraction, as people write categories.
  private static func text(_ number: Double) -> String {
    Int(exactly: number).map(String.init) ?? "\(number)"
  }
}

extension CategoryCoder: KnownCategories {
  func knows(text utf8: ArraySlice<UInt8>) -> Bool {
    byText[String(decoding: utf8, as: UTF8.self)] != nil
  }

  func knows(number: Double) -> Bool { code(ofNumber: number) != nil }

  func knows(truth isTrue: Bool) -> Bool { code(ofTruth: isTrue) != nil }
}
