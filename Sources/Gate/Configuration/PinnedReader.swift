/// Reads `pinned:`.
enum PinnedReader {
  static func read(
    _ root: inout MappingReader, hasID: Bool
  ) -> PinnedConfiguration? {
    guard let node = root.node("pinned") else { return nil }
    var reader = MappingReader(node, keys: ConfigurationKeys.pinned, section: "pinned")
    let ids = reader.texts("ids") ?? []
    let file = reader.located("file")
    let expression = reader.located("where")
    let tolerance = reader.number("tolerance", in: 0...1e300)
    if ids.isEmpty, file == nil, expression == nil {
      reader.fail(node, "pinned must hold 'ids', 'file' or 'where'") as Void?
    }
    if !hasID, file != nil || !ids.isEmpty {
      reader.fail(node, "'pinned' names ids, and 'data' names no 'id' column") as Void?
    }
    root.add(reader.finish())
    return PinnedConfiguration(
      ids: ids, file: file, expression: expression, tolerance: tolerance, place: node.place)
  }
}
