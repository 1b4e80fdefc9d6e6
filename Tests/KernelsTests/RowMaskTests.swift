import Kernels
import Testing

/// Masks against plain sets of rows.
struct RowMaskTests {
  private static let counts = [0, 1, 63, 64, 65, 127, 128, 200]

  private func rows(_ count: Int, seed: UInt64) -> Set<Int> {
    var random = SeededGenerator(seed: seed)
    return Set((0..<count).filter { _ in Bool.random(using: &random) })
  }

  @Test(arguments: counts)
  func `a mask holds the rows of its predicate`(count: Int) {
    let rows = rows(count, seed: 1)
    let mask = RowMask(rowCount: count, where: rows.contains)
    #expect(mask.count == rows.count)
    #expect(mask.rows == rows.sorted().map(Int32.init))
    #expect((0..<count).allSatisfy { mask[$0] == rows.contains($0) })
  }

  @Test(arguments: counts)
  func `masks combine like sets`(count: Int) {
    let (a, b) = (rows(count, seed: 2), rows(count, seed: 3))
    let (first, second) = (
      RowMask(rowCount: count, where: a.contains), RowMask(rowCount: count, where: b.contains)
    )
    func mask(_ rows: Set<Int>) -> RowMask { RowMask(rowCount: count, where: rows.contains) }
    #expect(first.intersection(second) == mask(a.intersection(b)))
    #expect(first.union(second) == mask(a.union(b)))
    #expect(first.complement == mask(Set(0..<count).subtracting(a)))
    #expect(first.complement.complement == first)
  }

  @Test(arguments: counts)
  func `all and none are complements`(count: Int) {
    #expect(RowMask(all: count).count == count)
    #expect(RowMask(none: count).count == 0)
    #expect(RowMask(all: count).complement == RowMask(none: count))
    #expect(RowMask(none: count).complement == RowMask(all: count))
  }

  @Test func `a row is added and removed`() {
    var mask = RowMask(none: 130)
    mask[64] = true
    mask[129] = true
    #expect(mask.rows == [64, 129])
    mask[64] = false
    #expect(mask.rows == [129])
  }
}
