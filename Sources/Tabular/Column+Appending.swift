extension Column {
  /// The column's cells followed by those of `other`; nil if the two are of different types. Texts that
  /// both have are one level.
  package func appending(_ other: Column) -> Column? {
    switch (values, other.values) {
    case (.numeric(let cells), .numeric(let more)):
      return Column(name: name, values: .numeric(cells + more))
    case (.boolean(let cells), .boolean(let more)):
      return Column(name: name, values: .boolean(cells + more))
    case (.categorical(let codes, let levels), .categorical(let more, let otherLevels)):
      var names = Array(levels)
      var known: [String: Int32] = [:]
      for (code, name) in names.enumerated() { known[name] = Int32(code) }
      let places = otherLevels.map { name in
        if let code = known[name] { return code }
        known[name] = Int32(names.count)
        names.append(name)
        return Int32(names.count - 1)
      }
      return Column(
        name: name,
        values: .categorical(
          codes: codes + more.map { $0 < 0 ? $0 : places[Int($0)] }, levels: Levels(names)))
    case (.numeric, _), (.boolean, _), (.categorical, _): return nil
    }
  }
}
