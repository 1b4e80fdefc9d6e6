extension Column {
  /// Whether the cell holds nothing.
  package func isMissing(at row: Int) -> Bool {
    switch values {
    case .numeric(let numbers): numbers[row].isNaN
    case .boolean(let flags): flags[row] < 0
    case .categorical(let codes, _): codes[row] < 0
    }
  }

  /// The cell as people would write it (`5`, not `5.0`), or nil where missing.
  package func text(at row: Int) -> String? {
    switch values {
    case .numeric(let numbers):
      let number = numbers[row]
      if number.isNaN { return nil }
      // Beyond 2^53 not every whole number is a Double: keep the exponent form.
      return number == number.rounded() && abs(number) < 9_007_199_254_740_992
        ? String(Int64(number)) : String(number)
    case .boolean(let flags): return flags[row] < 0 ? nil : flags[row] == 1 ? "true" : "false"
    case .categorical(let codes, let levels):
      let code = Int(codes[row])
      return code < 0 ? nil : levels[code]
    }
  }
}
