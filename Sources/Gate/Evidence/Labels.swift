internal import Checks
internal import Kernels
internal import Models
internal import Tabular

/// The truth of every row, in the form the task wants.
enum Labels: Sendable {
  /// 1 positive, 0 negative.
  case binary([UInt8])
  /// Indices of `classes`.
  case multiclass([Int32], classes: [String])
  case regression([Double])
  /// Grades of relevance, finite and 0 or more.
  case ranking([Double])
}

/// Why a label column does not fit. `place` is the configuration key it is about, when it is about one.
struct LabelError: Error {
  enum Subject { case label, positive, classes }
  let subject: Subject
  /// Whether the data, not the configuration, are at fault.
  let isInData: Bool
  let message: String
}

extension Labels {
  /// - Throws: ``LabelError`` for missing labels, one class, or a value that fits no class.
  static func binary(_ column: Column, positive: String?) throws(LabelError) -> Labels {
    try refuseMissing(column)
    let values: [UInt8]
    let names: [String]
    switch column.values {
    case .boolean(let flags):
      let isTrue = try booleanPositive(positive, column)
      values = flags.map { ($0 == 1) == isTrue ? 1 : 0 }
      names = ["false", "true"]
    case .numeric(let numbers):
      (values, names) = try numericBinary(numbers, column, positive)
    case .categorical(let codes, let levels):
      (values, names) = try textBinary(codes, levels, column, positive)
    }
    let positives = values.reduce(0) { $0 + Int($1) }
    guard positives > 0, positives < values.count else {
      let only = column.text(at: 0) ?? names.first ?? ""
      throw LabelError(
        subject: .label, isInData: true,
        message: "label '\(column.name)' is '\(only)' in all \(values.count) rows; "
          + "a binary gate needs rows of both classes")
    }
    return .binary(values)
  }

  private static func booleanPositive(
    _ positive: String?, _ column: Column
  ) throws(LabelError) -> Bool {
    switch positive?.lowercased() {
    case nil, "true", "1": return true
    case "false", "0": return false
    case let other?:
      throw LabelError(
        subject: .positive, isInData: false,
        message: "label '\(column.name)' has no value '\(other)'; its values are true and false")
    }
  }

  private static func numericBinary(
    _ numbers: [Double], _ column: Column, _ positive: String?
  ) throws(LabelError) -> ([UInt8], [String]) {
    var distinct: [Double] = []
    for number in numbers where !distinct.contains(number) {
      distinct.append(number)
      guard distinct.count <= 2 else {
        throw LabelError(
          subject: .label, isInData: true,
          message: "label '\(column.name)' has more than two values; a binary gate needs two "
            + "('task: regression' is for numbers)")
      }
    }
    let names = distinct.sorted().map(\.plain)
    let one: Double
    if let positive {
      guard let place = ClassName.place(of: positive, in: names) else {
        throw unknownPositive(positive, column, names)
      }
      one = distinct.sorted()[place]
    } else {
      guard distinct.allSatisfy({ $0 == 0 || $0 == 1 }) else {
        throw LabelError(
          subject: .label, isInData: false,
          message: "label '\(column.name)' has the values \(names.joined(separator: " and ")); "
            + "'positive' must say which of them is the positive one")
      }
      one = 1
    }
    return (numbers.map { $0 == one ? 1 : 0 }, names)
  }

  private static func textBinary(
    _ codes: [Int32], _ levels: Levels, _ column: Column, _ positive: String?
  ) throws(LabelError) -> ([UInt8], [String]) {
    let names = levels.sorted()
    guard names.count <= 2 else {
      throw LabelError(
        subject: .label, isInData: true,
        message: "label '\(column.name)' has \(names.count) values; a binary gate needs two")
    }
    guard let positive else {
      throw LabelError(
        subject: .label, isInData: false,
        message: "label '\(column.name)' has the values "
          + names.map { "'\($0)'" }.joined(separator: " and ")
          + "; 'positive' must say which of them is the positive one")
    }
    guard let place = ClassName.place(of: positive, in: names),
      let code = levels.firstIndex(of: names[place])
    else { throw unknownPositive(positive, column, names) }
    return (codes.map { Int($0) == code ? 1 : 0 }, names)
  }

  private static func unknownPositive(
    _ positive: String, _ column: Column, _ names: [String]
  ) -> LabelError {
    let hint =
      Suggestion.question(positive, among: names)
      ?? "its values are " + names.map { "'\($0)'" }.joined(separator: " and ")
    return LabelError(
      subject: .positive, isInData: false,
      message: "label '\(column.name)' has no value '\(positive)'; \(hint)")
  }

  /// - Parameter classes: the label's values in the model's order; nil takes whole numbers as indices.
  static func multiclass(
    _ column: Column, classes: [String]?, classCount: Int
  ) throws(LabelError) -> Labels {
    try refuseMissing(column)
    if let classes, classes.count != classCount {
      throw LabelError(
        subject: .classes, isInData: false,
        message: "'classes' names \(classes.count) classes, the model has \(classCount)")
    }
    if let classes, Set(classes).count != classes.count {
      throw LabelError(
        subject: .classes, isInData: false, message: "'classes' names a class more than once")
    }
    if classes == nil, case .numeric(let numbers) = column.values {
      var indices: [Int32] = []
      indices.reserveCapacity(numbers.count)
      for (row, number) in numbers.enumerated() {
        guard number >= 0, number < Double(classCount), number == number.rounded() else {
          throw LabelError(
            subject: .label, isInData: true,
            message:
              "label '\(column.name)' is \(number.plain) in row \(row + 1); the model's classes "
              + "are 0 to \(classCount - 1), and 'classes' can name them otherwise")
        }
        indices.append(Int32(number))
      }
      return .multiclass(indices, classes: (0..<classCount).map(String.init))
    }
    guard let classes else {
      throw LabelError(
        subject: .label, isInData: false,
        message:
          "label '\(column.name)' is \(column.typeName) and the model file names no classes; "
          + "'classes' must list the label's values in the model's order")
    }
    var positions = Dictionary(
      classes.enumerated().map { ($1, Int32($0)) }, uniquingKeysWith: { first, _ in first })
    var indices: [Int32] = []
    indices.reserveCapacity(column.count)
    for row in 0..<column.count {
      let text = column.text(at: row) ?? ""
      // A model that was fitted on numbers calls `true` 1.
      let found = positions[text] ?? ClassName.place(of: text, in: classes).map { Int32($0) }
      guard let index = found else {
        throw LabelError(
          subject: .classes, isInData: false,
          message:
            "label '\(column.name)' is '\(text)' in row \(row + 1), which is none of the classes "
            + classes.prefix(10).map { "'\($0)'" }.joined(separator: ", "))
      }
      positions[text] = index
      indices.append(index)
    }
    return .multiclass(indices, classes: classes)
  }

  static func regression(_ column: Column) throws(LabelError) -> Labels {
    try refuseMissing(column)
    guard case .numeric(let numbers) = column.values else {
      throw LabelError(
        subject: .label, isInData: true,
        message: "label '\(column.name)' is \(column.typeName); a regression gate needs numbers")
    }
    if let row = numbers.firstIndex(where: { !$0.isFinite }) {
      throw LabelError(
        subject: .label, isInData: true,
        message: "label '\(column.name)' is not finite in row \(row + 1)")
    }
    return .regression(numbers)
  }

  /// Grades of relevance; true and false are 1 and 0.
  static func ranking(_ column: Column) throws(LabelError) -> Labels {
    try refuseMissing(column)
    let grades: [Double]
    switch column.values {
    case .numeric(let numbers): grades = numbers
    case .boolean(let flags): grades = flags.map { $0 == 1 ? 1 : 0 }
    case .categorical:
      throw LabelError(
        subject: .label, isInData: true,
        message: "label '\(column.name)' is \(column.typeName); a ranking gate needs grades of "
          + "relevance, numbers from 0 on")
    }
    if let row = grades.firstIndex(where: { !($0.isFinite && $0 >= 0) }) {
      throw LabelError(
        subject: .label, isInData: true,
        message: "label '\(column.name)' is \(grades[row].plain) in row \(row + 1); grades of "
          + "relevance must be finite and 0 or more")
    }
    return .ranking(grades)
  }

  private static func refuseMissing(_ column: Column) throws(LabelError) {
    guard column.count > 0 else {
      throw LabelError(
        subject: .label, isInData: true, message: "has no rows; there is nothing to judge")
    }
    let missing = (0..<column.count).filter { column.isMissing(at: $0) }
    guard let first = missing.first else { return }
    throw LabelError(
      subject: .label, isInData: true,
      message: "label '\(column.name)' is missing in \(missing.count) "
        + "row\(missing.count == 1 ? "" : "s") (first: row \(first + 1)); every row needs a label")
  }
}
