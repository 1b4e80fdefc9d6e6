/// Reads `slices:`.
enum SlicesReader {
  static func read(_ root: inout MappingReader) -> [SliceDeclaration] {
    guard let node = root.node("slices") else { return [] }
    guard case .sequence(let items) = node.content else {
      root.fail(node, "'slices' must be a list, not \(node.kind)") as Void?
      return []
    }
    var slices: [SliceDeclaration] = []
    for item in items {
      var reader = MappingReader(item, keys: ConfigurationKeys.slice, section: "a slice")
      let name = reader.located("name")
      let columns = reader.texts("by")
      let expression = reader.located("where")
      let problems = reader.finish()
      root.add(problems)
      guard problems.isEmpty else { continue }
      switch (columns, expression) {
      case (let columns?, nil) where !columns.isEmpty:
        slices.append(SliceDeclaration(name: name, rule: .by(columns)))
      case (nil, let expression?):
        guard let name else {
          root.fail(item, "a slice with 'where' needs a 'name'") as Void?
          continue
        }
        if let first = slices.first(where: { $0.name?.value == name.value }) {
          let line = first.name?.place?.line ?? 0
          root.add([
            .init(
              place: name.place, message: "slice '\(name.value)' is declared twice (line \(line))")
          ])
        }
        slices.append(SliceDeclaration(name: name, rule: .expression(expression)))
      default:
        root.fail(item, "a slice must have either 'by' (columns) or 'where' (an expression)")
          as Void?
      }
    }
    return slices
  }
}
