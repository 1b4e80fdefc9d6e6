import Testing

/// Each kind of rule fires on a file made to break it, and not on its neighbour that is fine.
@Suite struct RuleTests {
  private func lines(_ rule: Rule, _ text: String, path: String = "Sources/A/Box.swift") -> [Int?] {
    rule.violations(SourceFile(path: path, text: text)).map(\.line)
  }

  @Test(
    arguments: [
      ("package let a = 1", [0]),
      ("/// A.\npackage let a = 1", []),
      ("/// A.\n@inlinable\npackage static func a() {}", []),
      ("/// A.\n\npackage let a = 1", [2]),
      ("package import Kernels\nlet a = 1\nprivate let b = 2", []),
      ("package private(set) var a = 1", [0]),
      ("  package let a: Int\n  package var b: Int { 0 }\n  package static let c = 1", [1, 2]),
      ("  package init(a: Int) {\n  package static func == (a: A, b: A) -> Bool", []),
      ("package final class Box {", [0]),
      ("extension Box {\n  // a word\n  package var count: Int { 0 }", [2]),
    ] as [(String, [Int?])])
  func `a declaration that others see has a comment`(text: String, expected: [Int?]) {
    #expect(lines(RuleCatalog.documentation, text) == expected)
  }

  @Test(
    arguments: [
      ("struct Box {}", []), ("extension Box {}", []), ("extension A.Box {}", []),
      ("extension A {\n  static let box = 1", []), ("extension A {\n  static let boxes = 1", [nil]),
      ("struct Boxes {}", [nil]), ("// struct Box", [nil]),
    ] as [(String, [Int?])])
  func `a file declares what it is named after`(text: String, expected: [Int?]) {
    #expect(lines(RuleCatalog.fileNames, text) == expected)
  }

  @Test(
    arguments: [
      ("let m: [String: Int] = [:]\nfor (a, b) in m {", [1]),
      ("let m: [String: Int] = [:]\nfor (a, b) in m.sorted(by: <) {", []),
      ("let m: [String: Int] = [:]\n// any order: a sum\nfor (a, b) in m {", []),
      ("let m: [String]\nfor a in m {", []),
      ("let m: [(name: String, value: Int)]\nfor a in m {", []),
      ("let s: Set<Int>\nfor a in s {", [1]),
      ("m.keys.map { $0 }", [0]), ("m.keys.sorted()", []),
    ] as [(String, [Int?])])
  func `a walk over a hash table is seen`(text: String, expected: [Int?]) {
    #expect(lines(RuleCatalog.hashOrder, text) == expected)
  }

  @Test(
    arguments: [
      ("let a = try! b()", [0]), ("let a = try b()", []), ("let a = b as! C", [0]),
      ("let has = 1", []), ("/// try! this", []), ("fatalError()", [0]),
    ] as [(String, [Int?])])
  func `a forced end is seen in code only`(text: String, expected: [Int?]) {
    #expect(lines(RuleCatalog.forcing, text) == expected)
  }

  @Test(
    arguments: [
      ("let a = unsafe b", [0]), ("// unsafe", []), ("import CZlib\nlet a = unsafe b", []),
      ("import Checks\nlet a = unsafe b", [1]), ("final class A: @unchecked Sendable {", [0]),
    ] as [(String, [Int?])])
  func `unsafe code is seen outside a wrapper`(text: String, expected: [Int?]) {
    #expect(lines(RuleCatalog.unsafeCode, text) == expected)
  }

  @Test(
    arguments: [
      ("static var all: [Int] { [] }", []), ("static var all = [1]", [0]), ("var a = 1", [0]),
      ("  var a = 1", []), ("static let shared = Box()", [0]),
    ] as [(String, [Int?])])
  func `state for everybody is seen`(text: String, expected: [Int?]) {
    #expect(lines(RuleCatalog.globalState, text) == expected)
  }
}
