import Kernels
import Synchronization

/// A column that grows block by block. Several builders may grow at the same time, each by one
/// thread.
final class ColumnBuilder: Sendable {
  let kind: FieldKind
  private let state: Mutex<State>

  private struct State {
    var numbers: [Double] = []
    var flags: [Int8] = []
    var codes: [Int32] = []
    var levels: LevelTable
    var seen: SeenKinds = []
    var failed = false
  }

  init(kind: FieldKind, hashKey: UInt64) {
    self.kind = kind
    state = Mutex(State(levels: LevelTable(key: hashKey)))
  }

  /// Whether a cell of another kind has come; the column must then be read again as another kind.
  var failed: Bool { state.withLock { $0.failed } }
  var seen: SeenKinds { state.withLock { $0.seen } }

  /// Adds the cells of `column` of `blocks`, in order, and makes room for `expected` rows in all.
  func append(_ blocks: [CellBlock], _ column: Int, expected: Int) {
    state.withLock { state in
      for block in blocks { state.seen.formUnion(block.seen[column]) }
      guard !state.failed, blocks.allSatisfy({ $0.kinds[column] == kind }) else {
        // What has been read is of no use, and memory is short.
        state = State(levels: LevelTable(key: 0), seen: state.seen, failed: true)
        return
      }
      switch kind {
      case .skip: break
      case .numeric:
        state.numbers.reserve(expected, adding: blocks)
        for block in blocks { block.appendNumbers(column, to: &state.numbers) }
      case .boolean:
        state.flags.reserve(expected, adding: blocks)
        for block in blocks { block.appendFlags(column, to: &state.flags) }
      case .text:
        state.codes.reserve(expected, adding: blocks)
        for block in blocks {
          let renamed = state.levels.codes(of: block.levels[column])
          block.appendCodes(column, renamed: renamed, to: &state.codes)
        }
      }
    }
  }

  /// The finished values; the builder is empty afterwards.
  func finish() -> Column.Values {
    state.withLock { state in
      let done = state
      state = State(levels: LevelTable(key: 0))
      return switch kind {
      case .skip, .numeric: .numeric(done.numbers)
      case .boolean: .boolean(done.flags)
      case .text:
        .categorical(
          codes: done.codes, levels: Levels(bytes: done.levels.bytes, offsets: done.levels.offsets))
      }
    }
  }
}

extension Array {
  /// Room for `expected` elements if those of `blocks` do not fit: untouched room costs no memory,
  /// while growing by doubling would hold the column twice.
  fileprivate mutating func reserve(_ expected: Int, adding blocks: [CellBlock]) {
    let needed = count + blocks.reduce(0) { $0 + $1.rows }
    if needed > capacity { reserveCapacity(Swift.max(needed, expected)) }
  }
}
