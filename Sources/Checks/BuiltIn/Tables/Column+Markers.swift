internal import Kernels
internal import Tabular

extension Column {
  /// The rows whose cell is missing, or is one of `markers`: as a text, or as a number that is equal.
  func missing(or markers: [String]) -> RowMask {
    let plain = missing
    guard !markers.isEmpty else { return plain }
    switch values {
    case .boolean: return plain
    case .numeric(let numbers):
      let marked = Set(markers.compactMap(Double.init))
      return RowMask(rowCount: count) { plain[$0] || marked.contains(numbers[$0]) }
    case .categorical(let codes, let levels):
      let names = Set(markers)
      let isMarked = levels.map(names.contains)
      return RowMask(rowCount: count) { codes[$0] < 0 || isMarked[Int(codes[$0])] }
    }
  }
}
