/// A value on a pickle's stack, as far as it is followed. No value holds another one.
enum PickleValue: Equatable {
  case mark
  case other
  case text(String)
  case integer(Int)
  case global(PickleImport)
  case tuple(PickleTuple)
  /// NumPy's type of elements, by its code.
  case elementType(String)
  /// joblib's stand-in for an array.
  case arrayWrapper
  /// A dictionary.
  case fields(PickleFields)

  /// What calling `item` with `arguments` gives.
  static func made(by item: PickleImport, of arguments: PickleValue) -> PickleValue {
    switch item.fullName {
    case "joblib.numpy_pickle.NumpyArrayWrapper": .arrayWrapper
    case "numpy.dtype":
      if case .tuple(let tuple) = arguments, let code = tuple.firstText {
        .elementType(code)
      } else {
        .other
      }
    // Protocols 0 and 1: the class is an argument.
    case "copyreg._reconstructor", "copy_reg._reconstructor":
      if case .tuple(let tuple) = arguments, let first = tuple.firstGlobal {
        made(by: first, of: .other)
      } else {
        .other
      }
    default: .other
    }
  }
}

/// What is kept of a tuple.
struct PickleTuple: Equatable {
  /// All items, if they are a few whole numbers.
  let integers: [Int]?
  let firstText: String?
  let firstGlobal: PickleImport?

  init(_ items: [PickleValue]) {
    let numbers = items.prefix(33).compactMap { item in
      if case .integer(let value) = item { value } else { nil }
    }
    integers = numbers.count == items.count && items.count <= 32 ? numbers : nil
    if case .text(let text) = items.first { firstText = text } else { firstText = nil }
    if case .global(let item) = items.first { firstGlobal = item } else { firstGlobal = nil }
  }
}

/// What is kept of a dictionary: the state of joblib's array wrapper.
struct PickleFields: Equatable {
  private var shape: [Int]?
  private var elementType: String?
  private(set) var isAligned = false

  mutating func set(_ items: [PickleValue]) {
    for pair in stride(from: 0, to: items.count - 1, by: 2) {
      guard case .text(let key) = items[pair] else { continue }
      switch (key, items[pair + 1]) {
      case ("shape", .tuple(let tuple)): shape = tuple.integers
      case ("dtype", .elementType(let code)): elementType = code
      case ("numpy_array_alignment_bytes", .integer): isAligned = true
      default: break
      }
    }
  }

  /// Whether the elements are objects, which stand in a pickle of their own.
  var holdsObjects: Bool { elementType?.hasPrefix("O") ?? false }

  /// The bytes of the array; nil if they cannot be told.
  var byteCount: Int? {
    guard let shape, let elementType, let letter = elementType.first,
      let width = Int(elementType.dropFirst()), width >= 0
    else { return nil }
    var size = letter == "U" ? width.multipliedReportingOverflow(by: 4).partialValue : width
    for extent in shape {
      let (product, overflow) = size.multipliedReportingOverflow(by: extent)
      guard extent >= 0, !overflow else { return nil }
      size = product
    }
    return size
  }
}
