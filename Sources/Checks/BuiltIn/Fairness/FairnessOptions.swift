internal import Metrics

/// What an entry of a check of groups may set.
struct FairnessOptions: Sendable {
  /// The sets of attributes, each with what makes its groups.
  let requests: [GroupRequest]
  /// What groups are compared within; nil compares them as they are.
  let strata: GroupRequest?
  let policy: GroupPolicy
  /// Names or labels of groups that others are compared with; each set of attributes has one of them.
  let references: [String]

  init(_ reader: inout OptionReader, isSigned: Bool) throws(OptionError) {
    guard let by = try reader.lists("by") else {
      throw OptionError(line: nil, column: nil, message: "lacks the option 'by'")
    }
    references = try reader.texts("reference_group") ?? []
    let required = try reader.texts("required_groups") ?? []
    let cut = try reader.cut("bins", in: 2...100) ?? .quantiles(4)
    var policy = GroupPolicy()
    policy.leastRows = try reader.integer("min_rows", in: 5...1_000_000_000) ?? policy.leastRows
    policy.leastShare = try reader.number("min_share", in: 0...0.5, default: 0)
    policy.judgesUnknown = try reader.choice("unknown", of: ["exclude", "include"]) == "include"
    policy.required = required
    // What is required is judged.
    if required.contains(GroupCodes.unknown) { policy.judgesUnknown = true }
    self.policy = policy
    if isSigned, references.isEmpty {
      throw OptionError(
        line: nil, column: nil,
        message: "needs 'reference_group': each group is compared with it, sign and all")
    }
    let kept = (references + required).sorted()
    requests = by.map {
      GroupRequest(columns: $0, cut: cut, leastRows: policy.leastRows, kept: kept)
    }
    strata = try reader.texts("strata").map {
      GroupRequest(columns: $0, cut: cut, leastRows: policy.leastRows, kept: [])
    }
  }

  /// For a check that compares groups as wholes.
  init(withoutStrata reader: inout OptionReader) throws(OptionError) {
    try self.init(&reader, isSigned: false)
    guard strata == nil else {
      throw OptionError(
        line: nil, column: nil,
        message: "compares groups as wholes, so 'strata' means nothing for it")
    }
  }

  /// The options of such a check.
  static let withoutStrata = all(isSigned: false).filter { $0.name != "strata" }

  /// The policy for one of the sets of attributes: its own reference group, or why it has none.
  ///
  /// A required group is required of the set that has it, and one that none has of all.
  func policy(
    for codes: GroupCodes, among sets: [GroupCodes]
  ) throws(Unavailable) -> GroupPolicy {
    var policy = policy
    policy.required = policy.required.filter { text in
      codes.place(of: text) != nil || sets.allSatisfy { $0.place(of: text) == nil }
    }
    guard !references.isEmpty else { return policy }
    policy.reference = references.first { codes.place(of: $0) != nil }
    guard policy.reference != nil else {
      let known = codes.groups.prefix(8).map(\.label).joined(separator: ", ")
      throw Unavailable(
        reason: "the groups \(codes.title) have no '\(references.joined(separator: "', '"))' "
          + "to compare with; there are \(known)", isAbsent: false)
    }
    return policy
  }

  /// The options of a check; one whose numbers have a sign must say which group is the other side.
  static func all(isSigned: Bool) -> [CheckOption] {
    [attributes, reference(defaultText: isSigned ? nil : "none: every pair")] + others
  }

  private static let attributes =
    CheckOption(
      name: "by", shape: .attributes,
      summary:
        "the attributes: one column; several, whose intersections are the groups; or a list of "
        + "such lists, one finding each", defaultText: "each column of data.protected",
      exampleText: "[sex]")

  private static func reference(defaultText: String?) -> CheckOption {
    CheckOption(
      name: "reference_group", shape: .texts,
      summary: "the group that others are compared with; a list where there are several sets",
      defaultText: defaultText, exampleText: "Male")
  }

  private static let others: [CheckOption] = [
    CheckOption(
      name: "required_groups", shape: .texts,
      summary: "groups that must be measured: one that is absent or small leaves the finding open",
      defaultText: "none", exampleText: "[Female, Male]"),
    CheckOption(
      name: "bins", shape: .bins,
      summary: "how numbers are cut into groups: a number of bins, or the edges in a list",
      defaultText: "4", exampleText: "[40]"),
    CheckOption(
      name: "min_rows",
      summary: "groups of fewer rows are shown and not judged; intersections of "
        + "fewer are joined", defaultText: "30", exampleText: "30"),
    CheckOption(
      name: "min_share", summary: "groups of a smaller share of the rows are shown and not judged",
      defaultText: "0", exampleText: "0.02"),
    CheckOption(
      name: "unknown", shape: .choice(["exclude", "include"]),
      summary: "whether rows without a value are judged as a group; they are always shown",
      defaultText: "exclude", exampleText: "include"),
    CheckOption(
      name: "strata", shape: .columns,
      summary:
        "columns within whose values groups are compared (each stratum by its share of rows)",
      defaultText: "none", exampleText: "[education]"),
  ]
}
