import Kernels
import Synchronization
import Testing

struct ParallelTests {
  @Test(arguments: [-1, 0, 1, 2, 7])
  func `the number of threads is at least 1`(threads: Int) {
    #expect(Parallel(threads: threads).threads == max(1, threads))
  }

  @Test(arguments: [1, 2, 5], [0, 1, 2, 3, 1000])
  func `map keeps the order of indices`(threads: Int, count: Int) {
    let squares = Parallel(threads: threads).map(count: count) { $0 * $0 }
    #expect(squares == (0..<count).map { $0 * $0 })
  }

  @Test func `map frees what it made`() {
    final class Token: Sendable {}
    let token = Token()
    weak let made: Token? = Parallel(threads: 2).map(count: 50) { _ in Token() }.last
    #expect(made == nil)
    #expect(Parallel(threads: 2).map(count: 50) { _ in token }.allSatisfy { $0 === token })
  }

  @Test(arguments: [1, 2, 5], [0, 1, 2, 1000])
  func `forEach visits every index once`(threads: Int, count: Int) {
    let visits = Mutex([Int](repeating: 0, count: count))
    Parallel(threads: threads).forEach(count: count) { index in
      visits.withLock { $0[index] += 1 }
    }
    #expect(visits.withLock { $0 } == [Int](repeating: 1, count: count))
  }

  @Test(arguments: [1, 2], [0, 1, 9, 10, 11, 100, 101])
  func `fill gives each piece its own positions`(threads: Int, count: Int) {
    let filled = Parallel(threads: threads).fill(count: count, chunk: 10, initial: -1) {
      range, piece in
      #expect(piece.count == range.count)
      for position in piece.indices where (range.lowerBound + position) % 3 != 0 {
        piece[position] = range.lowerBound + position
      }
    }
    #expect(filled == (0..<count).map { $0 % 3 == 0 ? -1 : $0 })
  }
}
