/// The name of a class as people and libraries write it: the `true` of a label is the `1` of a model.
package enum ClassName {
  /// Which of `names` is meant by `name`: the same text, else the same number, where true is 1 and false
  /// is 0; nil where none is or several are.
  package static func place(of name: String, in names: [String]) -> Int? {
    if let place = names.firstIndex(of: name) { return place }
    guard let number = number(name) else { return nil }
    let equal = names.indices.filter { self.number(names[$0]) == number }
    return equal.count == 1 ? equal[0] : nil
  }

  /// Whether the names say no more than which class is the second: 0 and 1, false and true.
  package static func areZeroAndOne(_ names: [String]) -> Bool {
    names.count == 2 && number(names[0]) == 0 && number(names[1]) == 1
  }

  /// The number as a cell of a table is written: `1`, not `1.0`.
  static func text(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 0x1p53 ? String(Int64(number)) : String(number)
  }

  private static func number(_ name: String) -> Double? {
    switch name.lowercased() {
    case "true": 1
    case "false": 0
    default: Double(name).flatMap { $0.isFinite ? $0 : nil }
    }
  }
}
