import FoundationEssentials
import Testing

@testable import Models

struct CityHash64Tests {
  @Test func `texts of every length hash as in CatBoost`() throws {
    let data = try #require(
      FileManager.default.contents(atPath: "\(Fixture.folder)/catboost-hashes.json"))
    let hashes = try JSONDecoder().decode([String: UInt32].self, from: data)
    #expect(Set(hashes.keys.map(\.utf8.count)).isSuperset(of: 0..<140))
    for (text, hash) in hashes.sorted(by: { $0.key < $1.key }) {
      #expect(
        UInt32(truncatingIfNeeded: CityHash64.hash(Array(text.utf8)[...])) == hash, "'\(text)'")
    }
  }
}
