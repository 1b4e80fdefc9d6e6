import Kernels

/// Walks through one pickle, opcode by opcode, and notes what it would import. Nothing is executed.
///
/// Only as much of Python's stack is followed as names need: texts, what was stored in the memo, and
/// the few values that say how many bytes of a NumPy array joblib has put into the stream. Values hold
/// no other values, so nesting costs no stack, and the stack and the memo never outgrow the file.
struct PickleMachine {
  /// How joblib's array wrappers are read.
  enum Reading {
    /// As `joblib.load`: raw arrays follow them.
    case joblib
    /// As `pickle.load`: nothing follows them.
    case plain
  }

  private var cursor: PickleCursor
  private let reading: Reading
  private var stack: [PickleValue] = []
  private var memo: [Int: PickleValue] = [:]
  /// All keys of the memo: MEMOIZE counts them, and most have values that nobody asks for.
  private var keys: Set<Int> = []
  private(set) var report: PickleReport
  /// The protocol that the pickle names.
  private(set) var protocolVersion = 0
  /// Whether a wrapper of an array was met.
  private(set) var hasArrays = false
  private let nesting: Int

  private static let mostNesting = 8

  init(
    _ cursor: PickleCursor, _ reading: Reading, report: PickleReport, nesting: Int = 0
  ) {
    (self.cursor, self.reading, self.report, self.nesting) = (cursor, reading, report, nesting)
  }

  /// Where the walk stopped.
  var position: Int { cursor.position }

  /// Walks to the end of the pickle.
  ///
  /// - Returns: Whether it ended properly.
  mutating func run() -> Bool {
    while let opcode = cursor.byte() {
      report.steps += 1
      if let problem = excess {
        report.note(problem, isComplete: false)
        return false
      }
      switch step(opcode) {
      case .next: continue
      case .stop: return true
      case .broken(let problem):
        report.note(problem + " (byte \(cursor.position))", isComplete: false)
        return false
      }
    }
    report.note("it is cut off: no end of the pickle is there", isComplete: false)
    return false
  }

  /// What is over a limit.
  private var excess: String? {
    if report.steps > Limits.Models.pickleSteps {
      return
        "only the first \(Limits.text(count: Limits.Models.pickleSteps)) instructions were looked at"
    }
    return stack.count + memo.count > Limits.Models.pickleValues
      ? "it keeps more than \(Limits.text(count: Limits.Models.pickleValues)) values at a time, which is "
        + "the limit" : nil
  }

  private enum Step {
    case next, stop
    case broken(String)
  }

  // MARK: Stack

  private mutating func push(_ value: PickleValue) { stack.append(value) }

  private mutating func pop() -> PickleValue { stack.popLast() ?? .other }

  private mutating func pop(_ count: Int) { stack.removeLast(min(count, stack.count)) }

  /// Everything above the last mark, which goes too.
  private mutating func popToMark() -> [PickleValue] {
    guard let mark = stack.lastIndex(of: .mark) else {
      defer { stack = [] }
      return stack
    }
    defer { stack.removeSubrange(mark...) }
    return Array(stack[(mark + 1)...])
  }

  private mutating func store(_ key: Int?) {
    guard let key else { return }
    keys.insert(key)
    // What is not in the memo is `.other` where it is fetched.
    memo[key] = stack.last == .other ? nil : stack.last
  }

  private mutating func fetch(_ key: Int?) { push(key.flatMap { memo[$0] } ?? .other) }

  // MARK: Opcodes

  private mutating func step(_ opcode: UInt8) -> Step {
    switch opcode {
    case UInt8(ascii: "."): return .stop
    case 0x80:
      guard let version = cursor.byte() else { return cutOff }
      protocolVersion = Int(version)
    case UInt8(ascii: "("): push(.mark)
    case UInt8(ascii: "0"): _ = pop()
    case UInt8(ascii: "1"): _ = popToMark()
    case UInt8(ascii: "2"): push(stack.last ?? .other)
    case UInt8(ascii: "c"), UInt8(ascii: "i"): return namedInLines(opcode)
    case 0x93: namedOnStack()
    case 0x82, 0x83, 0x84:
      guard let code = cursor.integer([1, 2, 4][Int(opcode) - 0x82]) else { return cutOff }
      imported(PickleImport(module: "", name: "extension \(code) of the registry"), isCalled: false)
      push(.other)
    case UInt8(ascii: "R"), 0x81, 0x92: call(opcode)
    case UInt8(ascii: "o"): callMarked()
    case UInt8(ascii: "b"): return build()
    case UInt8(ascii: "P"):
      guard cursor.line() != nil else { return cutOff }
      persistent()
      push(.other)
    case UInt8(ascii: "Q"):
      _ = pop()
      persistent()
      push(.other)
    default: return plainStep(opcode)
    }
    return .next
  }

  private var cutOff: Step { .broken("it is cut off within an instruction") }

  private mutating func persistent() {
    report.note("it refers to objects outside of the pickle (persistent ids)")
  }

  private mutating func imported(_ item: PickleImport, isCalled: Bool) {
    report.add(item, isCalled: isCalled)
  }

  private mutating func namedInLines(_ opcode: UInt8) -> Step {
    guard let module = cursor.line(), let name = cursor.line() else { return cutOff }
    let item = PickleImport(module: module, name: name)
    let isInstance = opcode == UInt8(ascii: "i")
    imported(item, isCalled: isInstance)
    if isInstance { _ = popToMark() }
    push(isInstance ? .other : .global(item))
    return .next
  }

  private mutating func namedOnStack() {
    let (name, module) = (pop(), pop())
    guard case .text(let name) = name, case .text(let module) = module else {
      imported(PickleImport(module: "", name: "a name made at run time"), isCalled: false)
      return push(.other)
    }
    let item = PickleImport(module: module, name: name)
    imported(item, isCalled: false)
    push(.global(item))
  }

  /// REDUCE, NEWOBJ, NEWOBJ_EX: a callable and its arguments.
  private mutating func call(_ opcode: UInt8) {
    if opcode == 0x92 { _ = pop() }
    let (arguments, callee) = (pop(), pop())
    guard case .global(let item) = callee else { return push(.other) }
    imported(item, isCalled: true)
    push(.made(by: item, of: arguments))
  }

  /// OBJ: the callable stands right above the mark.
  private mutating func callMarked() {
    if case .global(let item) = popToMark().first { imported(item, isCalled: true) }
    push(.other)
  }

  /// BUILD: an object and its state; behind joblib's wrappers the array itself follows.
  private mutating func build() -> Step {
    let state = pop()
    guard stack.last == .arrayWrapper else { return .next }
    hasArrays = true
    guard reading == .joblib else { return .next }
    guard case .fields(let fields) = state else {
      return .broken("an array follows whose size cannot be told")
    }
    if fields.holdsObjects {
      guard nesting < PickleMachine.mostNesting else {
        return .broken("pickles stand within pickles too deep")
      }
      var inner = PickleMachine(cursor, reading, report: report, nesting: nesting + 1)
      let isWhole = inner.run()
      report = inner.report
      cursor = inner.cursor
      return isWhole ? .next : .broken("a pickle within it is broken")
    }
    guard let size = fields.byteCount else {
      return .broken("an array follows whose size cannot be told")
    }
    if fields.isAligned {
      guard let padding = cursor.byte(), cursor.skip(Int(padding)) else { return cutOff }
    }
    return cursor.skip(size) ? .next : cutOff
  }

  /// What only moves values.
  private mutating func plainStep(_ opcode: UInt8) -> Step {
    switch opcode {
    case UInt8(ascii: "S"), UInt8(ascii: "V"):
      guard let line = cursor.line() else { return cutOff }
      let isQuoted = opcode == UInt8(ascii: "S") && line.count >= 2
      push(.text(isQuoted ? String(line.dropFirst().dropLast()) : line))
    case UInt8(ascii: "I"), UInt8(ascii: "L"):
      guard let line = cursor.line() else { return cutOff }
      push(Int(line.hasSuffix("L") ? String(line.dropLast()) : line).map { .integer($0) } ?? .other)
    case UInt8(ascii: "F"):
      guard cursor.line() != nil else { return cutOff }
      push(.other)
    case UInt8(ascii: "K"), UInt8(ascii: "M"), UInt8(ascii: "J"):
      guard let value = cursor.integer([0x4B: 1, 0x4D: 2][opcode] ?? 4) else { return cutOff }
      push(.integer(value))
    case UInt8(ascii: "g"), UInt8(ascii: "p"):
      guard let line = cursor.line() else { return cutOff }
      opcode == UInt8(ascii: "g") ? fetch(Int(line)) : store(Int(line))
    case UInt8(ascii: "h"), UInt8(ascii: "j"):
      guard let key = cursor.integer(opcode == UInt8(ascii: "h") ? 1 : 4) else { return cutOff }
      fetch(key)
    case UInt8(ascii: "q"), UInt8(ascii: "r"):
      guard let key = cursor.integer(opcode == UInt8(ascii: "q") ? 1 : 4) else { return cutOff }
      store(key)
    case 0x94: store(keys.count)
    case UInt8(ascii: "U"), UInt8(ascii: "T"), 0x8C, UInt8(ascii: "X"), 0x8D:
      let width = [0x55: 1, 0x8C: 1, 0x8D: 8][opcode] ?? 4
      guard let text = cursor.text(lengthWidth: width) else { return cutOff }
      push(text.map { .text($0) } ?? .other)
    case UInt8(ascii: "C"), UInt8(ascii: "B"), 0x8E, 0x96, 0x8A, 0x8B:
      let width = [0x43: 1, 0x8A: 1, 0x8E: 8, 0x96: 8][opcode] ?? 4
      guard let count = cursor.integer(width), cursor.skip(count) else { return cutOff }
      push(.other)
    case UInt8(ascii: "G"):
      guard cursor.skip(8) else { return cutOff }
      push(.other)
    case 0x95: guard cursor.skip(8) else { return cutOff }
    default: return collectionStep(opcode)
    }
    return .next
  }

  private mutating func collectionStep(_ opcode: UInt8) -> Step {
    switch opcode {
    case UInt8(ascii: "N"), 0x88, 0x89, UInt8(ascii: "]"), 0x8F, 0x97: push(.other)
    case UInt8(ascii: ")"): push(.tuple(PickleTuple([])))
    case UInt8(ascii: "}"): push(.fields(PickleFields()))
    case 0x85, 0x86, 0x87:
      let count = min(Int(opcode) - 0x84, stack.count)
      let items = Array(stack.suffix(count))
      pop(count)
      push(.tuple(PickleTuple(items)))
    case UInt8(ascii: "t"): push(.tuple(PickleTuple(popToMark())))
    case UInt8(ascii: "l"), UInt8(ascii: "d"), 0x91:
      _ = popToMark()
      push(.other)
    case UInt8(ascii: "a"): _ = pop()
    case UInt8(ascii: "e"), 0x90: _ = popToMark()
    case UInt8(ascii: "s"):
      let (value, key) = (pop(), pop())
      setItems([key, value])
    case UInt8(ascii: "u"): setItems(popToMark())
    case 0x98: break
    default: return .broken("instruction \(opcode) is none of a pickle")
    }
    return .next
  }

  private mutating func setItems(_ items: [PickleValue]) {
    guard case .fields(var fields) = stack.last else { return }
    fields.set(items)
    stack[stack.count - 1] = .fields(fields)
  }
}
