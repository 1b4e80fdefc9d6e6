/// A column of a search for slices: each row has one of a few literals, or none.
package struct CodedColumn: Sendable, Equatable {
  /// The code of a row that has no literal of the column.
  package static let none: UInt8 = 255

  /// The literal of each row, below ``width``, or ``none``.
  package let codes: [UInt8]
  /// The number of literals, at most 255.
  package let width: Int

  /// - Precondition: every code is below `width` or ``none``.
  package init(codes: [UInt8], width: Int) {
    precondition(width <= Int(CodedColumn.none), "a code must fit a byte")
    precondition(codes.allSatisfy { $0 < width || $0 == CodedColumn.none }, "a code past the width")
    (self.codes, self.width) = (codes, width)
  }

  /// The same for the rows at `rows`, in their order.
  package func selecting(_ rows: [Int32]) -> CodedColumn {
    CodedColumn(codes: rows.map { codes[Int($0)] }, width: width)
  }
}
