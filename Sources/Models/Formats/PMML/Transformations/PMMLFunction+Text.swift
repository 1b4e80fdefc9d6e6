extension PMMLFunction {
  /// A text of a text.
  static func text(_ name: String, _ body: @escaping @Sendable (String) -> String) -> PMMLFunction {
    PMMLFunction(name: name, arity: 1...1) { arguments, _, _ in
      PMMLTextFunction(arguments: [PMMLCast.to(.text, arguments[0])], type: .text) { texts, _ in
        body(texts[0])
      }
    }
  }

  /// The number of characters.
  static func length(_ name: String) -> PMMLFunction {
    PMMLFunction(name: name, arity: 1...1) { arguments, _, _ in
      PMMLTextLength(base: PMMLCast.to(.text, arguments[0]))
    }
  }

  /// The characters from the first-th (1 is the first) on, so many of them.
  static func substring(_ name: String) -> PMMLFunction {
    PMMLFunction(name: name, arity: 3...3) { arguments, _, _ in
      PMMLTextFunction(
        arguments: [PMMLCast.to(.text, arguments[0])],
        numbers: arguments.dropFirst().map { PMMLCast.to(.number, $0) }, type: .text
      ) { texts, numbers in
        guard let start = Int(exactly: numbers[0].rounded(.towardZero)), start >= 1,
          let count = Int(exactly: numbers[1].rounded(.towardZero)), count >= 0
        else { return nil }
        return String(texts[0].dropFirst(start - 1).prefix(count))
      }
    }
  }

  /// All texts one behind the other; numbers as they are written.
  static func concatenation(_ name: String) -> PMMLFunction {
    PMMLFunction(name: name, arity: 1...many) { arguments, _, _ in
      PMMLTextFunction(
        arguments: arguments.map { ($0 as? PMMLConstant).map(asText) ?? PMMLCast.to(.text, $0) },
        type: .text
      ) { texts, _ in texts.joined() }
    }
  }

  /// A constant is the text that the document holds.
  private static func asText(_ constant: PMMLConstant) -> any PMMLExpression {
    constant.type.isText ? constant : PMMLWrittenText(text: constant.text)
  }

  /// Days, or seconds, from the first day of a year to a date.
  static func days(_ name: String, secondsPerDay: Double) -> PMMLFunction {
    PMMLFunction(name: name, arity: 2...2) {
      (arguments, element, scope) throws(ModelError) -> any PMMLExpression in
      guard let year = (arguments[1] as? PMMLConstant)?.cell, let whole = Int(exactly: year),
        (0...9999).contains(whole)
      else { throw element.malformed("'\(name)' needs a year of 0 to 9999 as a constant") }
      let isDate = arguments[0].type.dataType == .date
      let wanted = PMMLFieldType(
        dataType: isDate ? .date : .dateTime, opType: .continuous)
      let base = PMMLCast.to(wanted, arguments[0])
      let first = Double(PMMLTime.firstDay(of: whole))
      return PMMLUnary(base: base, type: .integer) { cell in
        let seconds = isDate ? cell * 86_400 : cell
        let since = seconds - first * 86_400
        return secondsPerDay == 1 ? (since / 86_400).rounded(.down) : since
      }
    }
  }

  /// Seconds since midnight.
  static func secondsOfDay(_ name: String) -> PMMLFunction {
    PMMLFunction(name: name, arity: 1...1) { arguments, _, _ in
      let isTime = arguments[0].type.dataType == .time
      let wanted = PMMLFieldType(dataType: isTime ? .time : .dateTime, opType: .continuous)
      return PMMLUnary(base: PMMLCast.to(wanted, arguments[0]), type: .integer) { cell in
        cell - (cell / 86_400).rounded(.down) * 86_400
      }
    }
  }
}

/// A constant that is a number, as the text that it is written as.
private struct PMMLWrittenText: PMMLExpression {
  let text: String
  let type = PMMLFieldType.text

  func cells(in frame: PMMLFrame) -> [Double] { frame.constant(frame.code(of: text)) }
}

/// A text made of texts and numbers; missing if one of them is.
private struct PMMLTextFunction: PMMLExpression {
  let arguments: [any PMMLExpression]
  var numbers: [any PMMLExpression] = []
  let type: PMMLFieldType
  let body: @Sendable ([String], [Double]) -> String?

  func cells(in frame: PMMLFrame) -> [Double] {
    let columns = (arguments + numbers).map { $0.cells(in: frame) }
    // Few texts are distinct, so each is made once a block.
    var known: [[Double]: Double] = [:]
    return (0..<frame.rowCount).map { row in
      let key = columns.map { $0[row] }
      if key.contains(where: \.isNaN) { return .nan }
      if let cell = known[key] { return cell }
      let texts = key.prefix(arguments.count).compactMap { frame.text($0) }
      let made =
        texts.count == arguments.count ? body(texts, Array(key.dropFirst(texts.count))) : nil
      let cell = made.map { frame.code(of: $0) } ?? .nan
      known[key] = cell
      return cell
    }
  }
}

/// The number of characters of a text.
private struct PMMLTextLength: PMMLExpression {
  let base: any PMMLExpression
  let type = PMMLFieldType.integer

  func cells(in frame: PMMLFrame) -> [Double] {
    base.cells(in: frame).map { cell in frame.text(cell).map { Double($0.count) } ?? .nan }
  }
}
