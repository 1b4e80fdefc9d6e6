package import Kernels
internal import Tabular

/// One declared subset of the rows.
package struct Slice: Sendable {
  /// As in finding ids: `education=Masters`, `part-time`.
  package let name: String
  package let mask: RowMask
  /// The names an entry may ask for it by: its own, its declaration's, its columns'.
  package let aliases: [String]
  /// Whether no row of the evaluation data is in it.
  package let isEmpty: Bool
  /// The same rows of the reference table, where a check looks at that.
  package var reference: RowMask?

  /// - Parameter isEmpty: nil asks the mask; a slice of rows that were drawn again is as empty as the one
  ///   that it was drawn from.
  package init(name: String, mask: RowMask, aliases: [String], isEmpty: Bool? = nil) {
    self.name = name
    self.mask = mask
    self.aliases = aliases
    self.isEmpty = isEmpty ?? (mask.count == 0)
  }
}

/// Finds the rows of every declared slice.
struct SliceResolver {
  let configuration: GateConfiguration
  /// What quantiles are taken of; nil takes the evaluation rows.
  var reference: Table?
  /// Whether checks look at the reference rows, so that slices are rows of both tables.
  var slicesReference = false

  func resolve(on table: Table) throws(GateError) -> [Slice] {
    var slices: [Slice] = []
    for declaration in configuration.slices {
      switch declaration.rule {
      case .expression(let text):
        let name = declaration.name?.value ?? text.value
        var slice = Slice(
          name: name, mask: try evaluate(text, named: name, on: table), aliases: [name])
        // A reference that lacks the column has no such rows.
        if let reference = slicedReference {
          slice.reference =
            (try? SliceExpression.parse(text.value).evaluate(on: reference))
            ?? RowMask(none: reference.rowCount)
        }
        slices.append(slice)
      case .by(let columns, let bins):
        slices += try groups(columns, bins, declaration, on: table)
      }
    }
    var seen: Set<String> = []
    for slice in slices where !seen.insert(slice.name).inserted {
      throw .configuration(
        configuration, nil, "two slices are named '\(slice.name)'; a 'name' tells them apart")
    }
    return slices
  }

  private var slicedReference: Table? { slicesReference ? reference : nil }

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
    _ columns: [Located<String>], _ rule: SliceDeclaration.BinRule?,
    _ declaration: SliceDeclaration, on table: Table
  ) throws(GateError) -> [Slice] {
    let names = columns.map(\.value)
    let bins = try bins(columns, rule, on: table)
    do throws(TableError) {
      let alias = names.joined(separator: ",")
      let aliases = [alias] + (declaration.name.map { [$0.value] } ?? [])
      let others = slicedReference.map { reference in
        (try? reference.groups(by: names, bins: bins)) ?? []
      }
      let found = try table.groups(by: names, bins: bins).map { group in
        var slice = Slice(name: group.name, mask: group.mask, aliases: [group.name] + aliases)
        if let reference = slicedReference {
          slice.reference =
            others?.first { $0.name == group.name }?.mask ?? RowMask(none: reference.rowCount)
        }
        return slice
      }
      return withEveryBin(found, columns, rule, aliases, on: table)
    } catch {
      throw .configuration(configuration, columns.first?.place, error.description)
    }
  }

  /// The slices of a column that is cut at stated edges, with the bins that no row is in: who writes edges
  /// asks for each of them.
  private func withEveryBin(
    _ found: [Slice], _ columns: [Located<String>], _ rule: SliceDeclaration.BinRule?,
    _ aliases: [String], on table: Table
  ) -> [Slice] {
    guard columns.count == 1, case .edges(let edges)? = rule?.cut,
      let bins = NumericBins(edges: edges)
    else { return found }
    let names = (0..<bins.count).map { bins.name($0, of: columns[0].value) }
    let asked = names.map { name in
      found.first { $0.name == name }
        ?? Slice(name: name, mask: RowMask(none: table.rowCount), aliases: [name] + aliases)
    }
    return asked + found.filter { !names.contains($0.name) }
  }

  /// The bins of each column of numbers, by name.
  private func bins(
    _ columns: [Located<String>], _ rule: SliceDeclaration.BinRule?, on table: Table
  ) throws(GateError) -> [String: NumericBins] {
    guard let rule else { return [:] }
    var numbers: [(name: String, values: [Double])] = []
    for column in columns {
      guard case .numeric(let values)? = table[column.value]?.values else { continue }
      numbers.append((column.value, values))
    }
    guard !numbers.isEmpty else {
      throw .configuration(
        configuration, rule.place, "'bins' cuts numbers, and no column of 'by' holds numbers")
    }
    switch rule.cut {
    case .edges(let edges):
      guard numbers.count == 1, let bins = NumericBins(edges: edges) else {
        throw .configuration(
          configuration, rule.place,
          "'bins' lists edges for one column, and \(numbers.map(\.name).joined(separator: ", ")) hold "
            + "numbers; a number of bins fits them all")
      }
      return [numbers[0].name: bins]
    case .quantiles(let count):
      var bins: [String: NumericBins] = [:]
      for (name, values) in numbers {
        let source = try ReferenceColumn(configuration, reference).numbers(name)
        bins[name] = NumericBins.quantiles(of: source ?? values, count: count)
      }
      return bins
    }
  }
}
