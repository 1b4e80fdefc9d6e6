internal import Tabular

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
      let bins = readBins(&reader)
      let expression = reader.located("where")
      let problems = reader.finish()
      root.add(problems)
      guard problems.isEmpty else { continue }
      if let bins, columns == nil {
        root.add([.init(place: bins.place, message: "'bins' cuts the numbers of 'by' columns")])
        continue
      }
      switch (columns, expression) {
      case (let columns?, nil) where !columns.isEmpty:
        slices.append(SliceDeclaration(name: name, rule: .by(columns, bins: bins)))
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

  /// A number of bins, or a list of edges.
  private static func readBins(_ reader: inout MappingReader) -> SliceDeclaration.BinRule? {
    guard let node = reader.node("bins") else { return nil }
    if case .scalar(let text, _) = node.content {
      guard let count = Int(text), (2...100).contains(count) else {
        return reader.fail(
          node, "'bins' must be a number of bins from 2 to 100 or a list of edges, not \(node.kind)"
        )
      }
      return SliceDeclaration.BinRule(cut: .quantiles(count), place: node.place)
    }
    let edges = reader.texts("bins")?.map { Double($0.value) ?? .nan } ?? []
    guard !edges.isEmpty, edges.count < 100, NumericBins(edges: edges) != nil else {
      return reader.fail(node, "'bins' must be up to 99 numbers in ascending order")
    }
    return SliceDeclaration.BinRule(cut: .edges(edges), place: node.place)
  }
}
