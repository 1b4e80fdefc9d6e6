/// Texts of a tensor: each distinct one once, so that a look-up is done once for it too.
struct ONNXTexts: Sendable {
  /// Indices of ``levels``.
  let codes: [Int32]
  /// Not necessarily distinct.
  let levels: [String]

  /// - Precondition: the codes are indices of `levels`.
  init(codes: [Int32], levels: [String]) {
    self.codes = codes
    self.levels = levels
  }

  init(_ texts: [String]) {
    var levels: [String] = []
    var known: [String: Int32] = [:]
    codes = texts.map { text in
      if let code = known[text] { return code }
      let code = Int32(levels.count)
      known[text] = code
      levels.append(text)
      return code
    }
    self.levels = levels
  }

  /// The texts of all `parts`, one after another.
  init(joining parts: [ONNXTexts]) {
    var codes: [Int32] = []
    var levels: [String] = []
    for part in parts {
      let offset = Int32(levels.count)
      codes += part.codes.map { $0 + offset }
      levels += part.levels
    }
    self.init(codes: codes, levels: levels)
  }

  subscript(index: Int) -> String { levels[Int(codes[index])] }

  /// `transform` of every element, asked once for each level.
  func map<Value>(_ transform: (String) -> Value) -> [Value] {
    let values = levels.map(transform)
    return codes.map { values[Int($0)] }
  }
}
