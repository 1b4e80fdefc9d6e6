import Kernels
import Testing

struct SeededGeneratorTests {
  // The first outputs of the published SplitMix64 for seed 1234567.
  @Test func `the sequence is SplitMix64's`() {
    var random = SeededGenerator(seed: 1_234_567)
    #expect(
      (0..<3).map { _ in random.next() } == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
      ])
  }

  @Test func `streams depend on their names alone`() {
    var one = SeededGenerator(seed: 7, stream: "age")
    var same = SeededGenerator(seed: 7, stream: "age")
    var other = SeededGenerator(seed: 7, stream: "income")
    let value = one.next()
    #expect(same.next() == value)
    #expect(other.next() != value)
  }

  @Test func `the hash is FNV-1a`() {
    #expect(SeededGenerator.stableHash("") == 0xCBF2_9CE4_8422_2325)
    #expect(SeededGenerator.stableHash("a") == 0xAF63_DC4C_8601_EC8C)
    #expect(SeededGenerator.stableHash("foobar") == 0x8594_4171_F739_67E8)
  }
}
