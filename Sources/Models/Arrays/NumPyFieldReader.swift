/// Reads one field of every element of an array.
///
/// The caller has checked that all elements lie within `bytes`.
struct NumPyFieldReader {
  let bytes: [UInt8]
  let start: Int
  /// From one element to the next.
  let stride: Int
  let count: Int
  let field: NumPyType.Field
  /// The places of the elements, nil if they stand in order.
  let order: [Int]?

  func column() throws(ModelError) -> NumPyArray.Column {
    switch field.kind {
    case .real: return .reals(map { real($0) })
    case .signed: return .integers(map { signed($0) })
    case .truth: return .truths(map { word($0) != 0 })
    case .unsigned:
      let values = map { Int(exactly: word($0)) }
      let whole = values.compactMap { $0 }
      guard whole.count == count else {
        throw .malformed(place: "array", problem: "holds an integer over \(Int.max)")
      }
      return .integers(whole)
    case .unicode, .bytes:
      var texts: [String] = []
      texts.reserveCapacity(count)
      for index in 0..<count {
        guard let text = text(position(index)) else {
          throw .malformed(place: "array", problem: "holds a text that is no Unicode")
        }
        texts.append(text)
      }
      return .texts(texts)
    case .void: return .integers([])
    }
  }

  private func position(_ index: Int) -> Int { start + (order?[index] ?? index) * stride }

  private func map<Value>(_ value: (Int) -> Value) -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(count)
    for index in 0..<count { values.append(value(position(index))) }
    return values
  }

  private func word(_ position: Int) -> UInt64 {
    var word: UInt64 = 0
    for byte in 0..<field.width {
      let place = field.isBigEndian ? byte : field.width - 1 - byte
      word = word << 8 | UInt64(bytes[position + place])
    }
    return word
  }

  private func real(_ position: Int) -> Double {
    let word = word(position)
    return switch field.width {
    case 8: Double(bitPattern: word)
    case 4: Double(Float(bitPattern: UInt32(truncatingIfNeeded: word)))
    default: NumPyFieldReader.half(UInt16(truncatingIfNeeded: word))
    }
  }

  private func signed(_ position: Int) -> Int {
    let unused = 64 - 8 * field.width
    return Int(truncatingIfNeeded: word(position) << unused) >> unused
  }

  /// IEEE 754 binary16.
  private static func half(_ bits: UInt16) -> Double {
    let sign = bits >> 15 == 1 ? -1.0 : 1.0
    let exponent = Int(bits >> 10 & 31)
    let fraction = Double(bits & 1023)
    switch exponent {
    case 0: return sign * fraction * 0x1p-24
    case 31: return fraction == 0 ? sign * .infinity : .nan
    default:
      return sign * (1 + fraction / 1024)
        * Double(sign: .plus, exponent: exponent - 15, significand: 1)
    }
  }

  /// A text, the zeroes that fill it up left out.
  private func text(_ position: Int) -> String? {
    if field.kind == .bytes {
      var end = position + field.width
      while end > position, bytes[end - 1] == 0 { end -= 1 }
      return String(validating: bytes[position..<end], as: UTF8.self)
    }
    var scalars = String.UnicodeScalarView()
    var pending = 0
    for unit in 0..<field.width / 4 {
      let base = position + unit * 4
      var code: UInt32 = 0
      for byte in 0..<4 {
        code = code << 8 | UInt32(bytes[base + (field.isBigEndian ? byte : 3 - byte)])
      }
      if code == 0 {
        pending += 1
        continue
      }
      guard let scalar = Unicode.Scalar(code), let zero = Unicode.Scalar(0 as UInt32) else {
        return nil
      }
      for _ in 0..<pending { scalars.append(zero) }
      pending = 0
      scalars.append(scalar)
    }
    return String(scalars)
  }
}
