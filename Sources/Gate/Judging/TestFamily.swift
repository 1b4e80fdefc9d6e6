internal import Findings

/// Which findings are judged as one question, and so corrected together.
struct TestFamily: Hashable {
  /// In the order in which reports name them.
  enum Kind: String, CaseIterable {
    /// On the whole table: the few numbers that a gate is about.
    case primary
    case slices
    case groups
    case features
    /// About tables: whatever is wrong with the data takes nothing from what the models are judged by.
    case data
    /// Against the anchor, whatever the subject: what many releases lost together.
    case creep
  }

  let kind: Kind
  /// Findings that only warn: a false alarm costs a look, not a block.
  let isExploratory: Bool

  init(kind: Kind, isExploratory: Bool) {
    self.kind = kind
    self.isExploratory = isExploratory
  }

  init(of finding: Finding) {
    let subject = finding.measurement.subject
    let kind: Kind =
      if finding.measurement.counterpart == .reference {
        .data
      } else if finding.conditions.contains(where: { $0.condition.kind == .maxCreep }) {
        .creep
      } else if subject.feature != nil {
        .features
      } else if subject.group != nil {
        .groups
      } else if subject.slice != nil {
        .slices
      } else {
        .primary
      }
    self.init(kind: kind, isExploratory: finding.severity == .warn)
  }

  /// Whether it shares alpha with the other families that can block.
  var sharesAlpha: Bool { !isExploratory && kind != .data }

  /// As reports spell it.
  var name: String { isExploratory ? "exploratory \(kind.rawValue)" : kind.rawValue }

  /// Every family, those that can block first.
  static var all: [TestFamily] {
    [false, true].flatMap { isExploratory in
      Kind.allCases.map { TestFamily(kind: $0, isExploratory: isExploratory) }
    }
  }
}
