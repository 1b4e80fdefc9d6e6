import CKernels

/// The codes of one forest input over all rows of a table.
struct CodedColumns: Sendable {
  enum Codes: Sendable {
    /// Block after block of 256 rows, in each the columns one after the other.
    case bytes([Int8])
    /// One code a row, padded to whole blocks.
    case categories([UInt32])
  }

  let codes: Codes
  /// The place of its first column among a block's columns, or of the input among its category inputs.
  let place: Int
  let columnCount: Int

  /// The codes of `values` as numeric input `index` of the forest.
  static func numeric(
    _ forest: Forest, _ index: Int, _ values: [Double], parallel: Parallel,
    instructionSet: InstructionSet
  ) -> CodedColumns {
    let input = forest.numericInputs[index]
    let first = forest.numericInputs[..<index].reduce(0) { $0 + $1.columns.count }
    let headers = Array(forest.columnHeaders[first..<first + input.columns.count])
    let width = headers.count * Forest.blockRows
    let blocks = (values.count + Forest.blockRows - 1) / Forest.blockRows
    let bytes = unsafe [Int8](unsafeUninitializedCapacity: blocks * width) { buffer, count in
      let shared = unsafe SharedBuffer(buffer)
      let chunk = 16
      parallel.forEach(count: (blocks + chunk - 1) / chunk) { piece in
        unsafe input.cuts.withSearch { search in
          unsafe values.withUnsafeBufferPointer { values in
            for block in piece * chunk..<min(blocks, (piece + 1) * chunk) {
              let row = block * Forest.blockRows
              guard let start = values.baseAddress, let to = unsafe shared.buffer.baseAddress
              else { return }
              unsafe tg_encode(
                instructionSet.rawValue, start + row, min(Forest.blockRows, values.count - row),
                search, headers, headers.count, to + block * width)
            }
          }
        }
      }
      count = blocks * width
    }
    return CodedColumns(codes: .bytes(bytes), place: first, columnCount: headers.count)
  }

  /// The codes of `values` as category input `index` of the forest.
  static func categories(_ forest: Forest, _ index: Int, _ values: [Double]) -> CodedColumns {
    let input = forest.categoryInputs[index]
    let blocks = (values.count + Forest.blockRows - 1) / Forest.blockRows
    var codes = [UInt32](repeating: 0, count: blocks * Forest.blockRows)
    unsafe codes.withUnsafeMutableBufferPointer { codes in
      unsafe values.withUnsafeBufferPointer { values in
        guard let from = values.baseAddress, let to = codes.baseAddress else { return }
        for block in 0..<blocks {
          let row = block * Forest.blockRows
          unsafe tg_encode_categories(
            from + row, min(Forest.blockRows, values.count - row), input.above, input.below,
            input.roundsToFloat ? 1 : 0, input.takesFractions ? 1 : 0, to + row)
        }
      }
    }
    return CodedColumns(codes: .categories(codes), place: index, columnCount: 1)
  }
}
