package import Kernels

/// A column as the literals that a slice is made of: a value, a bin of numbers, or missing.
package struct LiteralColumn: Sendable, Equatable {
  package let name: String
  /// The text of each literal: `plan=free`, `30<=age<45`, `age=(missing)`.
  package let texts: [String]
  package let coded: CodedColumn
  /// How many of the column's values have no literal, being rarer than those that have.
  package let omitted: Int

  /// Numbers with at most this many distinct values are taken by value.
  package static let distinctLimit = 10
  /// The most literals of a column, with missing.
  package static let literalLimit = 255

  /// - Parameters:
  ///   - bins: how many bins a column of many distinct numbers is cut into, 2 to 200.
  ///   - levels: how many values of a text column are kept, the most frequent ones; 1 to 200.
  ///   - reference: the column that bins are made of; nil takes this one.
  ///   - frequencies: how often each row was seen, whole numbers; nil means once.
  package init(
    _ column: Column, bins: Int, levels: Int, reference: Column?, frequencies: [Double]? = nil
  ) {
    switch column.values {
    case .boolean(let flags):
      self.init(
        column.name, ["\(column.name)=false", "\(column.name)=true"], omitted: 0,
        codes: flags.map { $0 < 0 ? nil : UInt8($0) })
    case .categorical(let codes, let all):
      self.init(column.name, codes, all, frequencies, keeping: levels)
    case .numeric(let numbers):
      var source = numbers
      if let reference, case .numeric(let others) = reference.values {
        source = others
      } else if let frequencies {
        source = zip(numbers, frequencies).flatMap { repeatElement($0, count: Int($1)) }
      }
      if let distinct = LiteralColumn.distinct(source) {
        self.init(
          column.name, distinct.map { "\(column.name)=\(CSVWriter.text(of: $0))" },
          omitted: 0,
          codes: numbers.map { number in
            number.isNaN
              ? nil : distinct.firstIndex(of: number).map { UInt8($0) } ?? CodedColumn.none
          })
      } else {
        let edges = NumericBins.quantiles(of: source, count: bins)
        self.init(
          column.name, (0..<edges.count).map { edges.name($0, of: column.name) }, omitted: 0,
          codes: numbers.map { $0.isNaN ? nil : UInt8(edges.bin(of: $0)) })
      }
    }
  }

  /// The same literals for the rows at `rows`, in their order.
  package func selecting(_ rows: [Int32]) -> LiteralColumn {
    LiteralColumn(name: name, texts: texts, coded: coded.selecting(rows), omitted: omitted)
  }

  private init(name: String, texts: [String], coded: CodedColumn, omitted: Int) {
    (self.name, self.texts, self.coded, self.omitted) = (name, texts, coded, omitted)
  }

  /// - Parameter codes: nil is missing, which becomes a literal of its own where it occurs.
  private init(_ name: String, _ texts: [String], omitted: Int, codes: [UInt8?]) {
    let hasMissing = codes.contains(nil)
    let missing = UInt8(texts.count)
    self.name = name
    self.texts = texts + (hasMissing ? ["\(name)=(missing)"] : [])
    self.omitted = omitted
    coded = CodedColumn(
      codes: codes.map { $0 ?? missing }, width: texts.count + (hasMissing ? 1 : 0))
  }

  private init(
    _ name: String, _ codes: [Int32], _ levels: Levels, _ frequencies: [Double]?,
    keeping limit: Int
  ) {
    var counts = [Double](repeating: 0, count: levels.count)
    for (row, code) in codes.enumerated() where code >= 0 {
      counts[Int(code)] += frequencies?[row] ?? 1
    }
    func isBefore(_ a: Int, _ b: Int) -> Bool {
      levels.utf8(a).lexicographicallyPrecedes(levels.utf8(b))
    }
    let used = levels.indices.filter { counts[$0] > 0 }
      .sorted { counts[$0] == counts[$1] ? isBefore($0, $1) : counts[$0] > counts[$1] }
    let kept = used.prefix(limit).sorted(by: isBefore)
    var place = [UInt8](repeating: CodedColumn.none, count: levels.count)
    for (index, level) in kept.enumerated() { place[level] = UInt8(index) }
    self.init(
      name, kept.map { "\(name)=\(levels[$0])" }, omitted: used.count - kept.count,
      codes: codes.map { $0 < 0 ? nil : place[Int($0)] })
  }

  /// The distinct numbers, ascending; nil where there are more than ``distinctLimit``.
  private static func distinct(_ numbers: [Double]) -> [Double]? {
    var found: [Double] = []
    for number in numbers where !number.isNaN && !found.contains(number) {
      guard found.count < distinctLimit else { return nil }
      found.append(number == 0 ? 0 : number)
    }
    return found.sorted()
  }
}
