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
