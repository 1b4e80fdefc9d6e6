package import Findings
internal import Judging

/// One entry of `waivers:`.
package struct WaiverDeclaration: Sendable {
  /// How far a waiver accepts a number.
  package typealias Limit = DeclaredWaiver.Limit

  /// A finding's id, where `*` stands for any text.
  package var finding: Located<String>
  package var waiver: Waiver
  package var expires: CalendarDate
  package var limit: Limit?

  /// Whether the finding called `id` is meant.
  package func names(_ id: String) -> Bool {
    WildcardPattern(finding.value).matches(id)
  }
}

/// Reads `waivers:`. A waiver that cannot be read in every part is a problem of the configuration: half
/// a waiver must not hide a failure.
enum WaiversReader {
  static func read(_ root: inout MappingReader) -> [WaiverDeclaration] {
    guard let node = root.node("waivers") else { return [] }
    guard case .sequence(let items) = node.content else {
      root.fail(node, "'waivers' must be a list, not \(node.kind)") as Void?
      return []
    }
    var waivers: [WaiverDeclaration] = []
    for item in items {
      guard let waiver = read(item, &root) else { continue }
      if let twin = waivers.first(where: { $0.finding.value == waiver.finding.value }) {
        root.add([
          .init(
            place: waiver.finding.place,
            message: "'\(waiver.finding.value)' is waived twice (also in line "
              + "\(twin.finding.place?.line ?? 0))")
        ])
      }
      waivers.append(waiver)
    }
    return waivers
  }

  private static func read(
    _ item: ConfigurationNode, _ root: inout MappingReader
  ) -> WaiverDeclaration? {
    var reader = MappingReader(item, keys: ConfigurationKeys.waiver, section: "a waiver")
    let finding = reader.located("finding")
    let reason = said("reason", &reader)
    let owner = said("owner", &reader)
    let expires = date(&reader)
    let (limit, limitText) = limit(&reader)
    let problems = reader.finish()
    root.add(problems)
    guard problems.isEmpty, let finding, let reason, let owner, let expires else { return nil }
    return WaiverDeclaration(
      finding: finding,
      waiver: Waiver(
        reason: reason, owner: owner, expires: expires.description, downTo: limitText),
      expires: expires, limit: limit)
  }

  /// Who accepts a failure, and why, must be said.
  private static func said(_ key: String, _ reader: inout MappingReader) -> String? {
    guard let node = reader.node(key), let text = reader.text(key) else { return nil }
    guard text.contains(where: { !$0.isWhitespace }) else {
      return reader.fail(node, "'\(key)' is empty; write who accepts this and why")
    }
    return text
  }

  private static func date(_ reader: inout MappingReader) -> CalendarDate? {
    guard let node = reader.node("expires"), let text = reader.text("expires") else { return nil }
    guard let date = CalendarDate(text) else {
      return reader.fail(node, "'expires' is \(node.kind); write the last day, as 2027-01-31")
    }
    return date
  }

  /// A sign or a unit makes it a change: `-3pp`, `+0.02`, `5%`.
  private static func limit(
    _ reader: inout MappingReader
  ) -> (WaiverDeclaration.Limit?, text: String?) {
    guard let node = reader.node("down_to"), let text = reader.text("down_to") else {
      return (nil, nil)
    }
    guard let bound = Bound(parsing: text, isMargin: false) else {
      reader.fail(
        node,
        "'down_to' is \(node.kind); write a value (0.70) or a change to the baseline (-3pp, -0.02, +5%)"
      ) as Void?
      return (nil, nil)
    }
    let isChange = bound.unit != .absolute || bound.text.hasPrefix("-") || bound.text.hasPrefix("+")
    return (isChange ? .change(bound) : .value(bound), bound.text)
  }
}
