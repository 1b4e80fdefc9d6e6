import COnnxRuntime
import Glibc

/// A model in ONNX Runtime. The only file that calls its C interface.
///
/// Any number of threads may run one session, each run on the thread that asks: the runtime starts no
/// threads of its own, so that the same rows give the same bytes whatever the number of threads.
@safe final class ONNXRuntimeSession: @unchecked Sendable {
  /// An input or output as the model declares it.
  struct Slot: Sendable {
    let name: String
    /// Nil for what is no tensor.
    let element: Element?
    let isSequence: Bool
    /// −1 where any size fits.
    let shape: [Int]
  }

  /// The element types that are spoken here, by ONNX's own numbers.
  enum Element: Int, Sendable {
    case float = 1
    case int32 = 6
    case int64 = 7
    case string = 8
    case boolean = 9
    case double = 11
  }

  /// The cells of a tensor in row-major order.
  enum Values: Sendable {
    case floats([Float])
    case doubles([Double])
    case integers([Int64])
    case shortIntegers([Int32])
    case truths([UInt8])
    case texts([String])
  }

  /// A tensor of rows: `[rows]` or `[rows, width]`.
  struct Tensor: Sendable {
    let name: String
    let shape: [Int]
    let values: Values
  }

  /// One output of a run.
  enum Output: Sendable {
    case tensor(shape: [Int], Values)
    /// A map a row (ZipMap): the keys of the first one, and each row's values in their order.
    case maps(keys: [String], rows: [[Double]])
  }

  /// Why a library does not give a session.
  enum Failure: Error {
    /// It is no ONNX Runtime, or none that can be loaded here.
    case library(reason: String)
    case model(reason: String)
  }

  let version: String
  let inputs: [Slot]
  let outputs: [Slot]
  private let model: OpaquePointer

  /// - Parameters:
  ///   - library: a path, or a name that the system's loader looks for.
  ///   - path: the file that `bytes` are from, for a model that keeps tensors in files beside it.
  init(library: String, bytes: [UInt8], path: String?) throws(Failure) {
    var message = [CChar](repeating: 0, count: 1024)
    var isLibrary: Int32 = 0
    let opened = unsafe bytes.withUnsafeBufferPointer { bytes -> OpaquePointer? in
      guard let base = bytes.baseAddress else { return nil }
      return unsafe tg_ort_open(
        library, base, bytes.count, path, 1, &message, message.count, &isLibrary)
    }
    guard let opened = unsafe opened else {
      let reason = ONNXRuntimeSession.text(message)
      throw isLibrary == 1 ? .library(reason: reason) : .model(reason: reason)
    }
    unsafe model = opened
    version = unsafe String(cString: tg_ort_version(opened))
    inputs = unsafe (0..<tg_ort_input_count(opened)).map {
      unsafe ONNXRuntimeSession.slot(tg_ort_input_slot(opened, $0))
    }
    outputs = unsafe (0..<tg_ort_output_count(opened)).map {
      unsafe ONNXRuntimeSession.slot(tg_ort_output_slot(opened, $0))
    }
  }

  deinit { unsafe tg_ort_close(model) }

  /// The outputs at `positions` for the given inputs.
  ///
  /// - Precondition: each tensor has as many values as its shape says.
  func run(_ tensors: [Tensor], for positions: [Int]) throws(ModelError) -> [Output] {
    var message = [CChar](repeating: 0, count: 1024)
    let run = unsafe perform(tensors, positions, &message)
    guard let run = unsafe run else {
      throw .unanswered(
        problem: "ONNX Runtime refuses the rows: \(ONNXRuntimeSession.text(message))")
    }
    defer { unsafe tg_ort_release(run) }
    var outputs: [Output] = []
    for index in positions.indices { outputs.append(try unsafe output(index, of: run)) }
    return outputs
  }

  private static func text(_ message: [CChar]) -> String {
    let text = String(
      decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  @unsafe private static func slot(_ slot: tg_ort_slot) -> Slot {
    let shape = unsafe [slot.shape.0, slot.shape.1, slot.shape.2, slot.shape.3]
    let isTensor = unsafe Int(slot.kind) == tg_ort_tensor
    return unsafe Slot(
      name: slot.name.map { unsafe String(cString: $0) } ?? "",
      element: isTensor ? Element(rawValue: Int(slot.element)) : nil,
      isSequence: Int(slot.kind) == tg_ort_sequence,
      shape: shape.prefix(Int(slot.rank)).map { Int($0) })
  }

  @unsafe private func perform(
    _ tensors: [Tensor], _ positions: [Int], _ message: inout [CChar]
  ) -> OpaquePointer? {
    // Everything that the C side looks at is copied once and lives until the run is over.
    let buffers = unsafe tensors.map { unsafe TensorCopy($0) }
    defer { unsafe buffers.forEach { unsafe $0.free() } }
    let inputs = unsafe buffers.map { unsafe $0.input }
    return unsafe tg_ort_perform(
      model, inputs, inputs.count, positions.map { $0 }, positions.count, &message, message.count)
  }

  @unsafe private func output(_ index: Int, of run: OpaquePointer) throws(ModelError) -> Output {
    let count = unsafe tg_ort_map_count(run, index)
    if count >= 0 { return try unsafe maps(index, count, of: run) }
    var values = unsafe tg_ort_values()
    guard unsafe tg_ort_tensor_values(run, index, &values) == 0,
      let cells = unsafe ONNXRuntimeSession.cells(values)
    else {
      throw .unsupported(
        feature: "an ONNX output that is neither a tensor nor a map of scores",
        advice: "export the model with scores as a tensor (zipmap=False)")
    }
    let shape = unsafe [values.shape.0, values.shape.1, values.shape.2, values.shape.3]
    return unsafe .tensor(shape: shape.prefix(Int(values.rank)).map { Int($0) }, cells)
  }

  @unsafe private func maps(
    _ index: Int, _ count: Int, of run: OpaquePointer
  ) throws(ModelError) -> Output {
    var keys: [String] = []
    var rows: [[Double]] = []
    for row in 0..<count {
      var (names, values) = unsafe (tg_ort_values(), tg_ort_values())
      guard unsafe tg_ort_map_values(run, index, row, &names, &values) == 0,
        let cells = unsafe ONNXRuntimeSession.cells(values)?.numbers,
        let found = unsafe ONNXRuntimeSession.cells(names)?.names, cells.count == found.count,
        row == 0 || found == keys
      else {
        throw .malformed(
          place: "row \(row + 1)", problem: "ONNX Runtime gives no map of scores like the others")
      }
      keys = found
      rows.append(cells)
    }
    return .maps(keys: keys, rows: rows)
  }

  /// A copy of what C shows; nil for element types that are not spoken here.
  @unsafe private static func cells(_ values: tg_ort_values) -> Values? {
    let count = unsafe values.count
    guard count >= 0, let element = unsafe Element(rawValue: Int(values.element)) else {
      return nil
    }
    if element == .string {
      guard let texts = unsafe values.texts, let offsets = unsafe values.offsets else { return nil }
      let bytes = unsafe UnsafeRawBufferPointer(start: texts, count: values.text_bytes)
      return .texts(
        (0..<count).map { index in
          let start = unsafe offsets[index]
          let end = unsafe index + 1 < count ? offsets[index + 1] : values.text_bytes
          return unsafe String(decoding: bytes[start..<max(start, end)], as: UTF8.self)
        })
    }
    guard let numbers = unsafe values.numbers else { return count == 0 ? .doubles([]) : nil }
    func array<Number>(of type: Number.Type) -> [Number] {
      unsafe Array(
        UnsafeBufferPointer(start: numbers.assumingMemoryBound(to: type), count: count))
    }
    switch element {
    case .float: return .floats(array(of: Float.self))
    case .double: return .doubles(array(of: Double.self))
    case .int64: return .integers(array(of: Int64.self))
    case .int32: return .shortIntegers(array(of: Int32.self))
    case .boolean: return .truths(array(of: UInt8.self))
    case .string: return nil
    }
  }
}

/// A tensor in C's memory.
@unsafe private struct TensorCopy {
  let input: tg_ort_input
  private let name: UnsafeMutablePointer<CChar>?
  private let numbers: UnsafeMutableRawPointer?
  private let texts: [UnsafeMutablePointer<CChar>?]
  private let table: UnsafeMutablePointer<UnsafePointer<CChar>?>?

  init(_ tensor: ONNXRuntimeSession.Tensor) {
    func copy<Number>(_ values: [Number]) -> (UnsafeMutableRawPointer, Int) {
      let bytes = values.count * MemoryLayout<Number>.stride
      let block = UnsafeMutableRawPointer.allocate(byteCount: max(bytes, 8), alignment: 64)
      unsafe values.withUnsafeBytes { cells in
        if let start = cells.baseAddress { unsafe block.copyMemory(from: start, byteCount: bytes) }
      }
      return unsafe (block, bytes)
    }
    var texts: [String] = []
    var block: (UnsafeMutableRawPointer, Int)?
    let element: ONNXRuntimeSession.Element
    switch tensor.values {
    case .floats(let values): unsafe (element, block) = (.float, copy(values))
    case .doubles(let values): unsafe (element, block) = (.double, copy(values))
    case .integers(let values): unsafe (element, block) = (.int64, copy(values))
    case .shortIntegers(let values): unsafe (element, block) = (.int32, copy(values))
    case .truths(let values): unsafe (element, block) = (.boolean, copy(values))
    case .texts(let values):
      element = .string
      texts = values
    }
    let copies = unsafe texts.map { unsafe strdup($0) }
    unsafe self.texts = copies
    unsafe numbers = block?.0
    unsafe name = strdup(tensor.name)
    if element == .string {
      let table = UnsafeMutablePointer<UnsafePointer<CChar>?>.allocate(capacity: texts.count + 1)
      for index in texts.indices {
        unsafe (table + index).initialize(to: UnsafePointer(copies[index]))
      }
      unsafe self.table = table
    } else {
      unsafe table = nil
    }
    let shape = (Int64(tensor.shape.first ?? 0), Int64(tensor.shape.dropFirst().first ?? 1))
    unsafe input = tg_ort_input(
      name: UnsafePointer(name ?? strdup("")), element: Int32(element.rawValue),
      rank: tensor.shape.count, shape: shape, numbers: numbers, bytes: block?.1 ?? 0,
      texts: table.map { unsafe UnsafePointer($0) }, text_count: texts.count)
  }

  func free() {
    unsafe Glibc.free(name)
    unsafe texts.forEach { unsafe Glibc.free($0) }
    unsafe numbers?.deallocate()
    unsafe table?.deallocate()
  }
}

extension ONNXRuntimeSession.Values {
  /// The cells as numbers; nil for texts.
  var numbers: [Double]? {
    switch self {
    case .floats(let values): values.map { Double($0) }
    case .doubles(let values): values
    case .integers(let values): values.map { Double($0) }
    case .shortIntegers(let values): values.map { Double($0) }
    case .truths(let values): values.map { Double($0) }
    case .texts: nil
    }
  }

  /// The cells as names of classes; nil for fractions.
  var names: [String]? {
    switch self {
    case .integers(let values): values.map { String($0) }
    case .shortIntegers(let values): values.map { String($0) }
    case .texts(let values): values
    case .truths(let values): values.map { $0 == 0 ? "false" : "true" }
    case .floats, .doubles: nil
    }
  }
}
