/// An expression over fields, ready to be computed for a block of rows at a time.
protocol PMMLExpression: Sendable {
  var type: PMMLFieldType { get }

  /// The value of each row, NaN where missing.
  func cells(in frame: PMMLFrame) -> [Double]
}

/// The value of a field.
struct PMMLFieldValue: PMMLExpression {
  let place: Int
  let type: PMMLFieldType
  /// What stands for a missing value.
  var replacement: Double = .nan

  func cells(in frame: PMMLFrame) -> [Double] {
    guard !replacement.isNaN else { return frame[place] }
    return frame[place].map { $0.isNaN ? replacement : $0 }
  }
}

/// The same value for every row.
struct PMMLConstant: PMMLExpression {
  let cell: Double
  let type: PMMLFieldType
  /// As the document writes it, to read it again as another type.
  let text: String

  func cells(in frame: PMMLFrame) -> [Double] { frame.constant(cell) }
}

/// A value brought into another type.
struct PMMLCast: PMMLExpression {
  let base: any PMMLExpression
  let type: PMMLFieldType

  func cells(in frame: PMMLFrame) -> [Double] {
    let source = base.type
    return base.cells(in: frame).map { cell in
      if cell.isNaN { return .nan }
      switch (source.isText, type.isText) {
      case (true, true): return cell
      case (true, false): return frame.text(cell).flatMap { type.cell(of: $0) } ?? .nan
      case (false, true): return frame.code(of: source.text(ofCell: cell))
      case (false, false):
        // A fraction is cut off where a whole number is declared.
        let whole = type.dataType == .integer ? cell.rounded(.towardZero) : cell
        return type.cell(ofNumber: whole) ?? .nan
      }
    }
  }

  /// `base` as a value of `type`, without a step where it is one already.
  static func to(
    _ type: PMMLFieldType, _ base: any PMMLExpression
  ) -> any PMMLExpression {
    let source = base.type.dataType
    let isWidening = type.dataType == .double && [.integer, .float].contains(source)
    guard source != type.dataType, !isWidening else { return base }
    return PMMLCast(base: base, type: type)
  }
}
