/// CityHash64, version 1.0 (Google, 2011): the hash of categories in CatBoost models. Version 1.1
/// gives other values.
struct CityHash64 {
  private static let k0: UInt64 = 0xC3A5_C85C_97CB_3127
  private static let k1: UInt64 = 0xB492_B66F_BE98_F273
  private static let k2: UInt64 = 0x9AE1_6A3B_2F90_404F
  private static let k3: UInt64 = 0xC949_D7C7_509E_6557

  private let bytes: ArraySlice<UInt8>

  private init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

  /// The hash of `bytes`.
  static func hash(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    let text = CityHash64(bytes)
    switch bytes.count {
    case 0...16: return text.upTo16()
    case 17...32: return text.upTo32()
    case 33...64: return text.upTo64()
    default: return text.long()
    }
  }

  private func word(_ position: Int) -> UInt64 {
    (0..<8).reduce(0) { $0 | UInt64(bytes[bytes.startIndex + position + $1]) << (8 * UInt64($1)) }
  }

  private func half(_ position: Int) -> UInt64 {
    (0..<4).reduce(0) { $0 | UInt64(bytes[bytes.startIndex + position + $1]) << (8 * UInt64($1)) }
  }

  private static func rotated(_ value: UInt64, _ shift: UInt64) -> UInt64 {
    value >> shift | value << (64 - shift)
  }

  private static func mixed(_ value: UInt64) -> UInt64 { value ^ value >> 47 }

  /// Of 16 bytes as two words.
  private static func folded(_ low: UInt64, _ high: UInt64) -> UInt64 {
    let multiplier: UInt64 = 0x9DDF_EA08_EB38_2D69
    let first = mixed((low ^ high) &* multiplier)
    return mixed((high ^ first) &* multiplier) &* multiplier
  }

  private func upTo16() -> UInt64 {
    let count = bytes.count
    if count > 8 {
      let (first, last) = (word(0), word(count - 8))
      let turned = CityHash64.rotated(last &+ UInt64(count), UInt64(count))
      return CityHash64.folded(first, turned) ^ last
    }
    if count >= 4 { return CityHash64.folded(UInt64(count) &+ half(0) << 3, half(count - 4)) }
    guard let first = bytes.first, let last = bytes.last else { return CityHash64.k2 }
    let middle = bytes[bytes.startIndex + count >> 1]
    let y = UInt64(first) &+ UInt64(middle) << 8
    let z = UInt64(count) &+ UInt64(last) << 2
    return CityHash64.mixed(y &* CityHash64.k2 ^ z &* CityHash64.k3) &* CityHash64.k2
  }

  private func upTo32() -> UInt64 {
    let count = bytes.count
    let a = word(0) &* CityHash64.k1
    let b = word(8)
    let c = word(count - 8) &* CityHash64.k2
    let d = word(count - 16) &* CityHash64.k0
    return CityHash64.folded(
      CityHash64.rotated(a &- b, 43) &+ CityHash64.rotated(c, 30) &+ d,
      a &+ CityHash64.rotated(b ^ CityHash64.k3, 20) &- c &+ UInt64(count))
  }

  private func upTo64() -> UInt64 {
    let count = bytes.count
    var z = word(24)
    var a = word(0) &+ (UInt64(count) &+ word(count - 16)) &* CityHash64.k0
    var b = CityHash64.rotated(a &+ z, 52)
    var c = CityHash64.rotated(a, 37)
    a = a &+ word(8)
    c = c &+ CityHash64.rotated(a, 7)
    a = a &+ word(16)
    let (firstA, firstB) = (a &+ z, b &+ CityHash64.rotated(a, 31) &+ c)
    a = word(16) &+ word(count - 32)
    z = word(count - 8)
    b = CityHash64.rotated(a &+ z, 52)
    c = CityHash64.rotated(a, 37)
    a = a &+ word(count - 24)
    c = c &+ CityHash64.rotated(a, 7)
    a = a &+ word(count - 16)
    let (lastA, lastB) = (a &+ z, b &+ CityHash64.rotated(a, 31) &+ c)
    let r = CityHash64.mixed(
      (firstA &+ lastB) &* CityHash64.k2 &+ (lastA &+ firstB) &* CityHash64.k0)
    return CityHash64.mixed(r &* CityHash64.k0 &+ firstB) &* CityHash64.k2
  }

  /// A weak hash of 32 bytes from `position` on and two seeds.
  private func weak(_ position: Int, _ a: UInt64, _ b: UInt64) -> (UInt64, UInt64) {
    let (w, x, y, z) = (
      word(position), word(position + 8), word(position + 16), word(position + 24)
    )
    var a = a &+ w
    var b = CityHash64.rotated(b &+ a &+ z, 21)
    let c = a
    a = a &+ x &+ y
    b = b &+ CityHash64.rotated(a, 44)
    return (a &+ z, b &+ c)
  }

  private func long() -> UInt64 {
    let count = bytes.count
    var x = word(0)
    var y = word(count - 16) ^ CityHash64.k1
    var z = word(count - 56) ^ CityHash64.k0
    var v = weak(count - 64, UInt64(count), y)
    var w = weak(count - 32, UInt64(count) &* CityHash64.k1, CityHash64.k0)
    z = z &+ CityHash64.mixed(v.1) &* CityHash64.k1
    x = CityHash64.rotated(z &+ x, 39) &* CityHash64.k1
    y = CityHash64.rotated(y, 33) &* CityHash64.k1
    for position in stride(from: 0, to: (count - 1) & ~63, by: 64) {
      x = CityHash64.rotated(x &+ y &+ v.0 &+ word(position + 16), 37) &* CityHash64.k1
      y = CityHash64.rotated(y &+ v.1 &+ word(position + 48), 42) &* CityHash64.k1
      x ^= w.1
      y ^= v.0
      z = CityHash64.rotated(z ^ w.0, 33)
      v = weak(position, v.1 &* CityHash64.k1, x &+ w.0)
      w = weak(position + 32, z &+ w.1, y)
      swap(&z, &x)
    }
    return CityHash64.folded(
      CityHash64.folded(v.0, w.0) &+ CityHash64.mixed(y) &* CityHash64.k1 &+ z,
      CityHash64.folded(v.1, w.1) &+ x)
  }
}
