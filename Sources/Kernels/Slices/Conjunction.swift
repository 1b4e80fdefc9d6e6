internal import CKernels

/// One to three literals, by their numbers, ascending: the rows that have all of them.
package struct Conjunction: Sendable, Hashable {
  /// The first `count` are meant; the rest repeat the last of them.
  private let first: UInt32
  private let second: UInt32
  private let third: UInt32
  package let count: Int

  /// A single literal.
  package init(_ literal: Int) {
    (first, second, third) = (UInt32(literal), UInt32(literal), UInt32(literal))
    count = 1
  }

  /// A conjunction and one more literal, which is above those it has.
  package init(_ parent: Conjunction, and literal: Int) {
    precondition(parent.count < 3 && parent.last < literal, "literals are added in ascending order")
    let added = UInt32(literal)
    first = parent.first
    second = parent.count == 1 ? added : parent.second
    third = added
    count = parent.count + 1
  }

  /// The literals' numbers, ascending.
  package var literals: [Int] { [Int(first), Int(second), Int(third)].prefix(count).map { $0 } }

  /// The highest of them.
  package var last: Int { Int(third) }

  var sets: tg_conjunction { tg_conjunction(set: (first, second, third)) }

  /// Fewer literals first, then by number: a total order that only the literals decide.
  package static func < (a: Conjunction, b: Conjunction) -> Bool {
    (a.count, a.first, a.second, a.third) < (b.count, b.first, b.second, b.third)
  }
}
