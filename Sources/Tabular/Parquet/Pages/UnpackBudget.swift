import Kernels
import Synchronization

/// How many bytes the pages of a file may still unpack to, for all threads together: pages of a
/// thousand bytes that each claim a gigabyte are refused before they take its memory or time.
final class UnpackBudget: Sendable {
  private let used = Atomic<Int>(0)
  private let limit: Int
  private let limits: TableOptions.Limits

  /// - Parameter fileBytes: The size of the file.
  init(fileBytes: Int, limits: TableOptions.Limits) {
    self.limits = limits
    let most = max(limits.columnarBytes, fileBytes.multipliedClamped(by: limits.columnarRatio))
    limit = min(most, limits.unpackedBytes)
  }

  /// Takes what a page of `packed` bytes unpacks to.
  func take(_ bytes: Int, packed: Int) throws(ParquetFlaw) {
    guard bytes <= max(limits.pageBytes, packed.multipliedClamped(by: limits.columnarRatio)) else {
      throw ParquetFlaw("a page of \(packed) bytes claims to unpack to \(bytes)")
    }
    try take(bytes)
  }

  /// Takes `bytes` from what is left.
  func take(_ bytes: Int) throws(ParquetFlaw) {
    guard bytes <= limit, used.wrappingAdd(bytes, ordering: .relaxed).newValue <= limit else {
      throw ParquetFlaw(
        "the pages unpack to more than \(Limits.text(bytes: limit)), which is the limit"
          + " \(TableOptions.Limits.flag)")
    }
  }
}

extension Int {
  /// The product of numbers that are not negative, or the largest integer.
  func multipliedClamped(by other: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? .max : product
  }
}
