import Kernels

extension SliceExpression {
  /// A value that a condition asks for, though no row of the table has it.
  package struct Absent: Sendable, Equatable {
    package let column: String
    /// As it is written: `'Privat'`, `7`.
    package let literal: String
    /// The value that may be meant; nil where none is near.
    package let nearest: String?
  }

  /// The values that are compared for equality and that no row has, each once, in order of appearance: a slip
  /// matches no row, or with `!=` every one, and says nothing.
  package func absent(from table: Table) -> [Absent] {
    var found: [Absent] = []
    condition.literals { reference, literals in
      guard let column = table[reference.name] else { return }
      for literal in literals {
        if let absent = Self.absent(literal, column), !found.contains(absent) {
          found.append(absent)
        }
      }
    }
    return found
  }

  private static func absent(_ literal: Literal, _ column: Column) -> Absent? {
    switch (column.values, literal) {
    case (.numeric(let numbers), .number(let number)):
      guard !numbers.contains(number) else { return nil }
      return Absent(column: column.name, literal: CSVWriter.text(of: number), nearest: nil)
    case (.categorical(let codes, let levels), .text(let text)):
      var occurs = [Bool](repeating: false, count: levels.count)
      for code in codes where code >= 0 { occurs[Int(code)] = true }
      let used = occurs.indices.filter { occurs[$0] }
      guard !used.contains(where: { levels[$0] == text }) else { return nil }
      // A column with more values than that names rows; the nearest of them would be chance.
      let names = used.count <= 1_000 ? used.map { levels[$0] }.sorted() : []
      return Absent(
        column: column.name, literal: "'\(text)'", nearest: NearestName.of(text, in: names))
    default: return nil
    }
  }
}

extension SliceExpression.Condition {
  /// Hands out what columns are compared with for equality.
  fileprivate func literals(
    _ body: (SliceExpression.Reference, [SliceExpression.Literal]) -> Void
  ) {
    switch self {
    case .compare(let reference, let comparison, let literal):
      if comparison == .equal || comparison == .notEqual { body(reference, [literal]) }
    case .oneOf(let reference, let literals): body(reference, literals)
    case .isMissing, .flag: break
    case .not(let condition): condition.literals(body)
    case .all(let conditions), .any(let conditions):
      for condition in conditions { condition.literals(body) }
    }
  }
}
