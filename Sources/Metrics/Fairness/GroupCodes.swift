package import Kernels

/// Which group each row is in: by the values of one protected attribute, or of several together.
package struct GroupCodes: Sendable, Equatable {
  /// The rows that share their values.
  package struct Group: Sendable, Equatable {
    /// `sex=Female`, `sex=Female,race=Black`: as slices are named.
    package let name: String
    /// As tables and sentences call it: `Female`, `Female, Black`, `30<=age<45`.
    package let label: String
    /// Whether a value of any attribute is missing.
    package let isUnknown: Bool

    package init(name: String, label: String, isUnknown: Bool = false) {
      self.name = name
      self.label = label
      self.isUnknown = isUnknown
    }
  }

  /// The label of rows without a value.
  package static let unknown = "(unknown)"
  /// The label of intersections that are too small to stand alone.
  package static let other = "(other)"

  /// The columns.
  package let attributes: [String]
  /// In a fixed order that no row has an influence on.
  package let groups: [Group]
  /// The place of each row's group in ``groups``.
  package let codes: [UInt16]

  /// - Precondition: every code is below the number of groups.
  package init(attributes: [String], groups: [Group], codes: [UInt16]) {
    precondition(codes.allSatisfy { Int($0) < groups.count }, "a code past the last group")
    (self.attributes, self.groups, self.codes) = (attributes, groups, codes)
  }

  private init(checked attributes: [String], _ groups: [Group], _ codes: [UInt16]) {
    (self.attributes, self.groups, self.codes) = (attributes, groups, codes)
  }

  /// `by sex`, `by sex, race`: the part of a finding's id that names the attributes.
  package var title: String { "by " + attributes.joined(separator: ", ") }

  /// The same groups for the rows of `mask` alone; some may have no row then.
  package func restricted(to mask: RowMask) -> GroupCodes {
    GroupCodes(checked: attributes, groups, mask.selected(of: codes))
  }

  /// The same groups for the rows at `rows`, in their order.
  package func selecting(_ rows: [Int32]) -> GroupCodes {
    GroupCodes(checked: attributes, groups, rows.map { codes[Int($0)] })
  }

  /// The place of the group with that name or label; nil where there is none.
  package func place(of text: String) -> Int? {
    groups.firstIndex { $0.name == text } ?? groups.firstIndex { $0.label == text }
  }

  /// Each group cut by the groups of another set: pair `g * strata.groups.count + s`.
  package func crossed(with strata: GroupCodes) -> [UInt16] {
    let width = UInt16(strata.groups.count)
    return zip(codes, strata.codes).map { $0 * width + $1 }
  }
}
