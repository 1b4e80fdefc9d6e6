import Kernels
import Testing

/// Packed columns against plain loops over bits.
struct PackedColumnTests {
  /// The lowest `width` bits of each number, one behind the other.
  private func packed(_ numbers: [UInt64], width: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: (numbers.count * width + 7) / 8)
    for (index, number) in numbers.enumerated() {
      for bit in 0..<width where number >> UInt64(bit) & 1 == 1 {
        bytes[(index * width + bit) / 8] |= 1 << UInt8((index * width + bit) % 8)
      }
    }
    return bytes
  }

  private func varint(_ value: UInt64) -> [UInt8] {
    var (rest, bytes) = (value, [UInt8]())
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }

  private func zigzag(_ value: Int64) -> [UInt8] {
    varint(UInt64(bitPattern: value << 1 ^ value >> 63))
  }

  @Test(arguments: 1...32) func `runs of any width come back`(_ width: Int) {
    var generator = SeededGenerator(seed: UInt64(width))
    let numbers = (0..<72).map { _ in
      UInt64.random(in: 0...(1 << UInt64(width)) - 1, using: &generator)
    }
    let repeated = numbers[0]
    let bytes =
      varint(9 << 1 | 1) + packed(numbers, width: width) + varint(5 << 1)
      + (0..<(width + 7) / 8).map { UInt8(truncatingIfNeeded: repeated >> UInt64(8 * $0)) }
    let text = TextBuffer(bytes).view
    let expected = (numbers + [UInt64](repeating: repeated, count: 5)).map { UInt32($0) }
    for count in [0, 1, 7, 8, 71, 72, 73, 77] {
      let found = RunLength.values(text, 0..<text.count, bitWidth: width, count: count)
      #expect(found == Array(expected.prefix(count)))
    }
    #expect(RunLength.values(text, 0..<text.count, bitWidth: width, count: 78) == nil)
    #expect(RunLength.constant(text, 0..<text.count, bitWidth: width, count: 72) == nil)
  }

  @Test func `a run of one value is known without unpacking it`() {
    let text = TextBuffer(varint(1000 << 1) + [1]).view
    #expect(RunLength.constant(text, 0..<text.count, bitWidth: 1, count: 1000) == 1)
    #expect(RunLength.constant(text, 0..<text.count, bitWidth: 1, count: 1001) == nil)
  }

  @Test(arguments: [0, 1, 3, 7, 8, 13, 31, 32, 33, 56, 57, 63, 64])
  func `differences of any width come back`(_ width: Int) {
    var generator = SeededGenerator(seed: UInt64(width) + 100)
    let (blockSize, miniblocks) = (128, 4)
    for count in [1, 2, 33, 128, 129, 300] {
      var bytes = varint(UInt64(blockSize)) + varint(UInt64(miniblocks)) + varint(UInt64(count))
      var value: Int64 = -5
      bytes += zigzag(value)
      var expected = [value]
      while expected.count < count {
        let smallest = Int64.random(in: -1000...1000, using: &generator)
        bytes += zigzag(smallest) + [UInt8](repeating: UInt8(width), count: miniblocks)
        let mask = width == 64 ? UInt64.max : (1 << UInt64(width)) - 1
        let deltas = (0..<blockSize).map { _ in
          UInt64.random(in: .min ... .max, using: &generator) & mask
        }
        // Miniblocks behind the last value have a width and no bytes.
        let used = (min(blockSize, count - expected.count) + 31) / 32 * 32
        for delta in deltas where expected.count < count {
          value = value &+ smallest &+ Int64(bitPattern: delta)
          expected.append(value)
        }
        bytes += packed(Array(deltas.prefix(used)), width: width)
      }
      let text = TextBuffer(bytes).view
      let found = DeltaPacked.values(text, 0..<text.count, count: count)
      #expect(found?.values == expected)
      #expect(found?.end == text.count)
      #expect(DeltaPacked.values(text, 0..<text.count, count: count + 1) == nil)
    }
  }

  @Test(arguments: [1, 2, 4, 8, 12]) func `split bytes are joined`(_ width: Int) {
    for count in [0, 1, 5, 1500] {
      let values = (0..<count * width).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 8) }
      let split = (0..<width).flatMap { byte in (0..<count).map { values[$0 * width + byte] } }
      let text = TextBuffer(split).view
      let joined = FixedWidth.joined(text, 0..<text.count, width: width, count: count)
      #expect(joined.map { $0.view.bytes(0..<$0.count) } == values)
    }
  }

  @Test func `present cells move to their rows`() {
    let levels: [UInt32] = [0, 1, 1, 0, 0, 1, 0]
    var cells: [Double] = [9, 1, 2, 3, 0, 0, 0, 0]
    var span = cells.mutableSpan
    ColumnCells.spread(&span, at: 1, levels: levels, missing: -1)
    #expect(cells == [9, -1, 1, 2, -1, -1, 3, -1])
  }

  @Test func `integers are doubles only where nothing is lost`() {
    var cells = [Double](repeating: 0, count: 2)
    func converts(_ value: Int64, isUnsigned: Bool = false) -> Bool {
      var span = cells.mutableSpan
      return FixedWidth.convert([value], isUnsigned: isUnsigned, into: &span, at: 1)
    }
    for exact in [0, -1, 1 << 53, -(1 << 53), 1 << 60, .min] as [Int64] { #expect(converts(exact)) }
    for lossy in [1 << 53 + 1, .max, .min + 1] as [Int64] { #expect(!converts(lossy)) }
    #expect(converts(.min, isUnsigned: true))
    #expect(cells[1] == 0x1p63)
    #expect(!converts(-1, isUnsigned: true))
  }

  @Test func `half numbers are those of the standard`() {
    let cases: [(UInt16, Double)] = [
      (0x0000, 0), (0x0001, 0x1p-24), (0x3C00, 1), (0xC000, -2), (0x7BFF, 65504), (0x0400, 0x1p-14),
      (0x7C00, .infinity), (0xFC00, -.infinity),
    ]
    for (bits, value) in cases { #expect(HalfNumber.value(bitPattern: bits) == value) }
    #expect(HalfNumber.value(bitPattern: 0x7E00).isNaN)
  }

  @Test func `strings with shared beginnings are rebuilt`() throws {
    let text = TextBuffer(Array("axisbylelength".utf8)).view
    let suffixes = [0..<4, 4..<4, 4..<6]
    let size = try #require(ByteStrings.size(prefixes: [0, 2, 2], suffixes: suffixes))
    let whole = try #require(
      ByteStrings.withPrefixes(text, prefixes: [0, 2, 2], suffixes: suffixes, size: size))
    #expect(whole.ranges.map { whole.text.view.string($0) } == ["axis", "ax", "axby"])
    #expect(ByteStrings.size(prefixes: [1], suffixes: [0..<4]) == nil)
  }
}
