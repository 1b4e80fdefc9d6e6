package import Kernels

extension Column {
  /// The rows whose cell is missing.
  package var missing: RowMask {
    switch values {
    case .numeric(let numbers): RowMask(rowCount: numbers.count) { numbers[$0].isNaN }
    case .boolean(let flags): RowMask(rowCount: flags.count) { flags[$0] < 0 }
    case .categorical(let codes, _): RowMask(rowCount: codes.count) { codes[$0] < 0 }
    }
  }
}
