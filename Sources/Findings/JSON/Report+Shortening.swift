extension Report {
  /// The report with every text cut to `limit` scalars, a cut shown as `…`: what views of a report show, so
  /// that names from data cannot make a page of any size. `report.json` keeps them whole.
  ///
  /// Two long texts may be alike once they are cut. A report without long texts comes back as it is.
  package func shortened(to limit: Int) -> Report {
    let whole = json
    let short = whole.shortened(to: limit)
    guard short != whole, let report = try? Report(JSONCursor(short)) else { return self }
    return report
  }
}

extension JSONValue {
  /// The same with texts, and keys of objects, of at most `limit` scalars before a `…`.
  fileprivate func shortened(to limit: Int) -> JSONValue {
    switch self {
    case .null, .bool, .number: self
    case .string(let text): .string(text.shortened(to: limit))
    case .array(let elements): .array(elements.map { $0.shortened(to: limit) })
    case .object(let members):
      // Of keys that are alike once they are cut, the first in order stays.
      .object(
        Dictionary(
          members.sorted { $0.key < $1.key }.map {
            ($0.key.shortened(to: limit), $0.value.shortened(to: limit))
          }, uniquingKeysWith: { first, _ in first }))
    }
  }
}

extension String {
  fileprivate func shortened(to limit: Int) -> String {
    guard utf8.count > limit else { return self }
    let end = unicodeScalars.index(
      unicodeScalars.startIndex, offsetBy: limit, limitedBy: unicodeScalars.endIndex)
    guard let end, end < unicodeScalars.endIndex else { return self }
    return String(unicodeScalars[..<end]) + "…"
  }
}
