import Testing

@testable import Gate

@Suite struct ClassOrderTests {
  private let classes = ["c", "a", "b"]

  @Test(arguments: [
    (["a", "b", "c"], true, [1, 2, 0]),
    (["c", "a", "b"], true, [0, 1, 2]),
    // Positions name no classes: the model goes by the gate's order.
    (["0", "1", "2"], true, [0, 1, 2]),
    // Only the classes that were predicted.
    (["a", "c"], false, [1, 0]),
  ])
  func `a model that names its classes is read by the names`(
    named: [String], isComplete: Bool, places: [Int]
  ) throws {
    let order = try ClassOrder.match(named, to: classes, isComplete: isComplete).get()
    #expect(order.places == places)
  }

  @Test(arguments: [
    (["a", "b", "d"], true, ClassOrder.Mismatch.unknown("d")),
    (["a", "b", "b"], true, .twice("b")),
    (["a", "b"], true, .absent("c")),
    (["x"], false, .unknown("x")),
  ])
  func `names that are not the gate's are refused`(
    named: [String], isComplete: Bool, mismatch: ClassOrder.Mismatch
  ) {
    #expect(throws: mismatch) {
      _ = try ClassOrder.match(named, to: classes, isComplete: isComplete).get()
    }
  }

  @Test func `a model without names goes by position`() throws {
    #expect(try ClassOrder.match(nil, to: classes, isComplete: true).get().places == [0, 1, 2])
  }
}
