/// A column that is not nested: a leaf right below the root that is not repeated.
struct FlatColumn: Equatable {
  let name: String
  /// Its place among the chunks of each row group.
  let leaf: Int
  let isNullable: Bool
  let physical: PhysicalType
  /// In bytes, of ``PhysicalType/fixedBytes``.
  let width: Int
  let logical: LogicalType?

  /// The columns of a schema, in order, and the names of those that are nested.
  static func all(
    of schema: [SchemaElement]
  ) throws(ParquetFlaw) -> (flat: [FlatColumn], nested: [String]) {
    guard let root = schema.first else { throw ParquetFlaw("the file has no schema") }
    var flat: [FlatColumn] = []
    var nested: [String] = []
    var (next, leaf) = (1, 0)
    guard root.children >= 0, root.children < schema.count else { throw doesNotAddUp }
    for _ in 0..<root.children {
      guard next < schema.count else { throw doesNotAddUp }
      let element = schema[next]
      let first = leaf
      try pass(schema, &next, &leaf)
      guard let physical = element.physical, element.children == 0,
        element.repetition != .repeated
      else {
        nested.append(element.name)
        continue
      }
      flat.append(
        FlatColumn(
          name: element.name, leaf: first, isNullable: element.repetition == .optional,
          physical: physical, width: element.width, logical: element.logical))
    }
    guard next == schema.count else { throw doesNotAddUp }
    return (flat, nested)
  }

  /// Moves behind an element and all below it, and counts the leaves.
  private static func pass(
    _ schema: [SchemaElement], _ next: inout Int, _ leaf: inout Int
  ) throws(ParquetFlaw) {
    var open = 1
    while open > 0 {
      guard next < schema.count else { throw doesNotAddUp }
      let children = schema[next].children
      guard children >= 0, children < schema.count else { throw doesNotAddUp }
      if children == 0, schema[next].physical != nil { leaf += 1 }
      open += children - 1
      next += 1
    }
  }

  private static var doesNotAddUp: ParquetFlaw {
    ParquetFlaw("the schema's elements do not add up to a tree")
  }
}
