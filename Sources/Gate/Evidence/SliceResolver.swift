package import Kernels
internal import Tabular

/// One declared subset of the rows.
package struct Slice: Sendable {
  /// As in finding ids: `education=Masters`, `part-time`.
  package let name: String
  package let mask: RowMask
  /// The names an entry may ask for it by: its own, its declaration's, its columns'.
  package let aliases: [String]

  package init(name: String, mask: RowMask, aliases: [String]) {
    self.name = name
    self.mask = mask
    self.aliases = aliases
  }
}

/// Finds the rows of every declared slice.
struct SliceResolver {
  let configuration: GateConfiguration

  func resolve(on table: Table) throws(GateError) -> [Slice] {
    var slices: [Slice] = []
    for declaration in configuration.slices {
      switch declaration.rule {
      case .expression(let text):
        let name = declaration.name?.value ?? text.value
        slices.append(
          Slice(name: name, mask: try evaluate(text, named: name, on: table), aliases: [name]))
      case .by(let columns):
        slices += try groups(columns, declaration, on: table)
      }
    }
    var seen: Set<String> = []
    for slice in slices where !seen.insert(slice.name).inserted {
      throw .configuration(
        configuration, nil, "two slices are named '\(slice.name)'; a 'name' tells them apart")
    }
    return slices
  }

  private func evaluate(
    _ text: Located<String>, named name: String, on table: Table
  ) throws(GateError) -> RowMask {
    do throws(ExpressionError) {
      return try SliceExpression.parse(text.value).evaluate(on: table)
    } catch {
      throw .configuration(
        configuration, text.place,
        "slice '\(name)' (\(text.value)): \(error.description)")
    }
  }

  private func groups(
    _ columns: [Located<String>], _ declaration: SliceDeclaration, on table: Table
  ) throws(GateError) -> [Slice] {
    let names = columns.map(\.value)
    do throws(TableError) {
      let alias = names.joined(separator: ",")
      return try table.groups(by: names).map { group in
        Slice(
          name: group.name, mask: group.mask,
          aliases: [group.name, alias] + (declaration.name.map { [$0.value] } ?? []))
      }
    } catch {
      throw .configuration(configuration, columns.first?.place, error.description)
    }
  }
}
