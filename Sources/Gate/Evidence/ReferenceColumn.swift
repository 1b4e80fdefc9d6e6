internal import Checks
internal import Tabular

/// Finds a column of the evaluation data in the reference data.
struct ReferenceColumn {
  private let configuration: GateConfiguration
  private let reference: Table?

  init(_ configuration: GateConfiguration, _ reference: Table?) {
    self.configuration = configuration
    self.reference = reference
  }

  /// The reference rows' numbers; nil where there are no reference data.
  func numbers(_ name: String) throws(GateError) -> [Double]? {
    guard let column = try column(name) else { return nil }
    guard case .numeric(let numbers) = column.values else {
      throw .unloadable(
        "\(path): column '\(name)' is \(column.typeName); in "
          + "\(configuration.data.evaluation.value) it is numeric")
    }
    return numbers
  }

  /// The reference rows' column; nil where there are no reference data.
  func column(_ name: String) throws(GateError) -> Column? {
    guard let reference else { return nil }
    do throws(TableError) { return try reference.column(name) } catch {
      throw .unloadable("\(path): \(error.description)")
    }
  }

  private var path: String { configuration.data.reference?.value ?? "" }
}

extension GateConfiguration {
  /// Whether reference rows decide anything: bins are made of them.
  var needsReference: Bool {
    let hasBins = slices.contains { slice in
      if case .by(_, let bins?) = slice.rule, case .quantiles = bins.cut { true } else { false }
    }
    let searches = entries?.contains { entry in
      CheckCatalog.kinds(entry.check.value).contains { $0.findsSlices || $0.comparesGroups }
    }
    return data.reference != nil && (hasBins || searches ?? false)
  }
}
