import FoundationEssentials
import Kernels
import Testing

@testable import Models

/// Pickles are looked into, whatever container they are in, and never loaded.
struct PickleScannerTests {
  struct Expected: Decodable, Sendable {
    let verdict: String
    let names: [String]
  }

  static let folder = "\(Fixture.folder)/Pickle"
  static let expected: [String: Expected] = {
    let data = FileManager.default.contents(atPath: "\(folder)/expected.json") ?? Data()
    return (try? JSONDecoder().decode([String: Expected].self, from: data)) ?? [:]
  }()

  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try #require(FileManager.default.contents(atPath: "\(folder)/\(name)")))
  }

  @Test(arguments: expected.keys.sorted())
  func `a pickle's imports are found and judged`(name: String) throws {
    let report = try #require(try PickleScanner.report(path: "\(Self.folder)/\(name)"))
    let expected = try #require(Self.expected[name])
    let names = report.imports.map(\.fullName)
    #expect(report.risk.rawValue == expected.verdict, "\(names) \(report.notes)")
    for wanted in expected.names { #expect(names.contains(wanted), "\(names)") }
    #expect(!report.advice.isEmpty)
  }

  @Test(arguments: expected.keys.sorted())
  func `a pickle is never scored with`(name: String) {
    #expect(throws: ModelError.self) {
      try ModelLoader.load(path: "\(Self.folder)/\(name)", parallel: Parallel(threads: 1))
    }
  }

  @Test func `what is called is told apart from what is only named`() throws {
    let report = try #require(PickleScanner.report(of: try Self.bytes("evil-global.pkl")))
    #expect(report.called == [PickleImport(module: "os", name: "system")])
    let named = try #require(
      PickleScanner.report(
        of: Array("\u{80}".utf8.dropFirst()) + [2]
          + Array("cos\nsystem\n.".utf8)))
    #expect(named.called.isEmpty)
    #expect(named.risk == .dangerous)
  }

  @Test func `the advice fits what is inside`() {
    func advice(_ module: String) -> String {
      var report = PickleReport(container: "")
      report.add(PickleImport(module: module, name: "Model"))
      return report.advice
    }
    #expect(advice("sklearn.pipeline").contains("skops.io.dump"))
    #expect(advice("xgboost.core").contains("save_model('model.ubj')"))
    #expect(advice("lightgbm.basic").contains("save_model('model.txt')"))
    #expect(advice("acme").contains("table of predictions"))
  }

  @Test func `tables and models are no pickles`() {
    #expect(PickleScanner.report(of: Array("city,price\nRiga,1\n".utf8)) == nil)
    #expect(PickleScanner.report(of: Array("(a),b\n1,2\n".utf8)) == nil)
    #expect(PickleScanner.report(of: Array("city\nRiga\nBergen\n".utf8)) == nil)
    #expect(PickleScanner.report(of: []) == nil)
    #expect(PickleScanner.report(of: Array("tree\nversion=v4\n".utf8)) == nil)
  }

  static let names: [(module: String, name: String, risk: PickleImport.Risk)] = [
    ("os", "system", .dangerous), ("os.path", "join", .dangerous), ("nt", "system", .dangerous),
    ("builtins", "eval", .dangerous), ("__builtin__", "getattr", .dangerous),
    ("builtins", "dict", .plain), ("functools", "partial", .dangerous),
    ("sklearn.svm._classes", "SVC", .plain), ("sklearn.utils", "os.system", .dangerous),
    ("sklearn.utils", "SVC.predict", .unknown), ("sklearn.datasets", "fetch_openml", .unknown),
    ("sklearnx", "SVC", .unknown), ("numpy", "dtype", .plain), ("numpy", "load", .dangerous),
    ("numpy.f2py", "run_main", .dangerous), ("numpy", "vectorize", .unknown),
    ("__main__", "Model", .unknown),
    ("sklearn._loss._loss", "__pyx_unpickle_CyPinballLoss", .plain),
    ("xgboost.core", "Booster", .plain), ("operator", "attrgetter", .dangerous),
  ]

  @Test(arguments: names)
  func `only names on the list are plain`(module: String, name: String, risk: PickleImport.Risk) {
    #expect(PickleImport(module: module, name: name).risk == risk)
  }

  @Test func `damaged pickles never trap and never take long`() throws {
    var random = SeededGenerator(seed: 3, stream: "pickles")
    var slowest = Duration.zero
    for name in ["model-0.pkl", "model-4.pkl", "model.joblib", "objects.npz", "model-zlib.joblib"] {
      let original = try Self.bytes(name)
      for length in stride(from: 0, to: original.count, by: max(1, original.count / 400)) {
        _ = PickleScanner.report(of: Array(original[..<length]))
      }
      for _ in 0..<1000 {
        var bytes = original
        for _ in 0..<Int.random(in: 1...3, using: &random) {
          bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
            in: 0...255, using: &random)
        }
        slowest = max(slowest, ContinuousClock().measure { _ = PickleScanner.report(of: bytes) })
      }
    }
    #expect(slowest < .seconds(1))
  }

  static let attacks: [[UInt8]] = [
    // Depth: marks, tuples of tuples, dictionaries.
    [0x80, 4] + [UInt8](repeating: UInt8(ascii: "("), count: 20_000),
    [0x80, 4, UInt8(ascii: ")")] + [UInt8](repeating: 0x85, count: 20_000),
    [0x80, 4] + [UInt8](repeating: UInt8(ascii: "}"), count: 20_000)
      + [UInt8](repeating: UInt8(ascii: "s"), count: 20_000),
    // Doubling.
    [0x80, 4, UInt8(ascii: "N")]
      + Array(repeating: [UInt8(ascii: "2"), UInt8(ascii: "2"), 0x87], count: 8_000).flatMap { $0 },
    // Lengths beyond the end and beyond an Int.
    [0x80, 4, 0x8D] + [UInt8](repeating: 0xFF, count: 8),
    [0x80, 4, 0x8E, 0, 0, 0, 0, 0, 0, 0, 0x7F],
    [0x80, 4, 0x95] + [UInt8](repeating: 0xFF, count: 8),
    // Many short pickles.
    Array(repeating: [0x80, 4, UInt8(ascii: "N"), UInt8(ascii: ".")], count: 10_000).flatMap { $0 },
  ]

  @Test(arguments: attacks.indices)
  func `pickles that attack the scanner are only read`(index: Int) {
    let time = ContinuousClock().measure { _ = PickleScanner.report(of: Self.attacks[index]) }
    #expect(time < .seconds(1))
  }
}
