internal import Findings
internal import Metrics
internal import Statistics

/// The groups of which something is compared by all of their rows, and why others are not.
struct JudgedGroups: Sendable {
  private let codes: GroupCodes
  private let counts: GroupCounts
  /// The places of the groups that are compared.
  let chosen: [Int]
  /// The place in ``chosen`` of the group that all others are compared with; nil compares every pair.
  let reference: Int?
  /// What is judged and cannot be compared, as the rest of a sentence.
  let gaps: [String]
  /// Groups that are left out, for a note; nil where none is.
  let note: String?

  init(_ codes: GroupCodes, _ policy: GroupPolicy, _ sample: RowSample, compared what: String) {
    let counts = GroupCounts(codes, sample)
    let all = counts.rows.reduce(0, +)
    let standing = codes.groups.indices.map {
      policy.standing(codes.groups[$0], rows: counts.rows[$0], of: all)
    }
    let judged = codes.groups.indices.filter { standing[$0] == .judged }
    let chosen = judged.filter { counts.rows[$0] >= policy.leastDenominator }
    let place = policy.reference.flatMap(codes.place)
    let absent = policy.required.filter { text in
      codes.place(of: text).map { counts.rows[$0] == 0 } ?? true
    }
    let small = codes.groups.indices.filter { standing[$0] == .small }
    gaps =
      absent.map { "the required group '\($0)' has no row" }
      + judged.filter { !chosen.contains($0) }.map {
        "\(codes.groups[$0].label) has \(counts.rows[$0]) rows, too few for \(what)"
      }
    note =
      small.isEmpty
      ? nil
      : "too small to be judged: "
        + small.prefix(4).map { codes.groups[$0].label }.joined(separator: ", ")
    reference = place.flatMap { place in chosen.firstIndex { $0 == place } }
    // Without its reference group nothing is compared.
    self.chosen = place == nil || reference != nil ? chosen : []
    self.codes = codes
    self.counts = counts
  }

  /// By place in ``chosen``.
  var effectiveRows: [Double] { chosen.map { counts.effectiveRows[$0] } }

  /// Of the smallest group that is compared.
  var leastRows: Int { chosen.map { counts.rows[$0] }.min() ?? 0 }

  /// What a group is called in sentences.
  func label(_ place: Int) -> String { codes.groups[chosen[place]].label }

  /// `Female (1,200 rows)`
  func counted(_ place: Int) -> String {
    "\(label(place)) (\(NumberStyle.ascii.count(counts.rows[chosen[place]])) rows)"
  }
}
