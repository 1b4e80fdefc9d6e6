import Kernels
import Tabular
import Testing

@testable import Models

/// Damaged skops files: an error or a model, never a trap, never a long wait; and a model that loads
/// scores.
struct HostileScikitTests {
  private func survives(_ bytes: [UInt8], _ table: Table) -> Bool {
    do throws(ModelError) {
      let model = try SKOPSFormat.read(ModelSource(bytes: bytes), options: ModelOptions())
      _ = try model.scores(for: table, output: .prediction, parallel: Parallel(threads: 1))
      return true
    } catch {
      return false
    }
  }

  /// The members of a file, unpacked.
  private func members(_ name: String) throws -> [(name: String, bytes: [UInt8])] {
    let archive = try ZipArchive(try ScikitFixture.bytes(name))
    return try archive.members.map { ($0.name, try archive.contents(of: $0.name)) }
  }

  @Test(arguments: ["linear", "tree", "histogram-codes"])
  func `a skops file that is cut off is refused`(name: String) throws {
    let bytes = try ScikitFixture.bytes(name)
    let table = try ScikitFixture.named(name).table()
    for length in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 700)) {
      #expect(!survives(Array(bytes[..<length]), table), "\(length) bytes were enough")
    }
  }

  @Test(
    .timeLimit(.minutes(3)),
    arguments: ["linear", "tree", "pipeline-bins", "histogram-codes"]
      + [
        "select-by-forest", "select-percentile", "quantiles-normal", "power",
        "target-encoder-three",
        "target-quantiles", "temperature", "threshold-tuned", "ordinal-rare-gaps",
      ].map { "Wrappers/" + $0 })
  func `flipped bytes within the members never trap`(name: String) throws {
    let original = try members(name)
    let table = try ScikitFixture.named(name).table()
    #expect(survives(ZipWriter.archive(original), table))
    var random = SeededGenerator(seed: 11, stream: name)
    var survivors = 0
    var slowest = Duration.zero
    for _ in 0..<300 {
      var members = original
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let member = Int.random(in: 0..<members.count, using: &random)
        let place = Int.random(in: 0..<members[member].bytes.count, using: &random)
        members[member].bytes[place] = UInt8.random(in: 0...255, using: &random)
      }
      let bytes = ZipWriter.archive(members)
      let time = ContinuousClock().measure { survivors += survives(bytes, table) ? 1 : 0 }
      slowest = max(slowest, time)
    }
    #expect(slowest < .seconds(1))
    #expect(survivors < 300)
  }

  @Test(arguments: ["linear", "tree"])
  func `flipped bytes of the archive never trap`(name: String) throws {
    let original = try ScikitFixture.bytes(name)
    let table = try ScikitFixture.named(name).table()
    var random = SeededGenerator(seed: 12, stream: name)
    for _ in 0..<1000 {
      var bytes = original
      bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
        in: 0...255, using: &random)
      _ = survives(bytes, table)
    }
  }

  private func message(_ schema: String, _ more: [(name: String, bytes: [UInt8])] = []) -> String {
    let bytes = ZipWriter.archive([("schema.json", Array(schema.utf8))] + more)
    do throws(ModelError) {
      _ = try SKOPSFormat.read(ModelSource(bytes: bytes), options: ModelOptions())
      return ""
    } catch {
      return error.description
    }
  }

  /// The description of an object, as skops writes it.
  private func object(_ name: String, id: Int = 0, _ attributes: [String]) -> String {
    """
    {"__class__":"\(name)","__module__":"sklearn.x","__loader__":"ObjectNode","__id__":\(id),\
    "protocol":2,"content":{"__class__":"dict","__module__":"builtins","__loader__":"DictNode",\
    "content":{\(attributes.joined(separator: ","))}}}
    """
  }

  @Test func `schemas that attack are refused in words`() {
    let cached = #"{"__class__":"a","__module__":"b","__loader__":"CachedNode","__id__":7}"#
    let list = """
      {"__class__":"list","__module__":"builtins","__loader__":"ListNode","content":[\
      {"__class__":"tuple","__module__":"builtins","__loader__":"TupleNode","content":[\(cached),\
      \(cached)]}]}
      """
    let circle = object("Pipeline", id: 7, [#""steps":\#(list)"#])
    #expect(message(circle).contains("stored as a reference"), "\(message(circle))")
    let deep = String(repeating: #"{"a":"#, count: 5000)
    let same = object(
      "Ridge", id: 1, [#""a":\#(object("X", id: 5, []))"#, #""b":\#(object("Y", id: 5, []))"#])
    let cases: [(schema: String, message: String)] = [
      (deep, "nesting"), ("[]", "protocol"), ("{}", "protocol"), (#"{"protocol":9}"#, "protocol 9"),
      (same, "two different objects have the id 5"), (object("SVC", []), "sklearn.x.SVC (at SVC)"),
      (object("Ridge", []), "has no 'coef_'; is the model fitted?"),
      (cached.replacing("}", with: #","protocol":2}"#), "stored as a reference"),
      (object("Pipeline", [#""steps":\#(cached)"#]), "stored as a reference"),
    ]
    for (schema, wanted) in cases {
      #expect(message(schema).contains(wanted), "\(wanted): \(message(schema))")
    }
  }

  @Test func `a model that cannot be rebuilt is named with its place`() throws {
    let bytes = try ScikitFixture.bytes("unsupported-svc")
    let error = #expect(throws: ModelError.self) {
      try SKOPSFormat.read(ModelSource(bytes: bytes), options: ModelOptions())
    }
    #expect(
      error?.description.contains("sklearn.svm._classes.SVC (at Pipeline.steps[1][1])") == true,
      "\(error?.description ?? "")")
  }
}
