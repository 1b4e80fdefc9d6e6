extension Exhibit.Groups {
  /// The members besides id, title and kind.
  var json: [String: JSONValue] {
    [
      "label": .string(label), "counted": .string(counted), "comparison": .text(comparison),
      "is_share": .bool(isShare), "band_low": .finite(bandLow), "band_high": .finite(bandHigh),
      "groups": .array(
        groups.map { group in
          .object([
            "name": .string(group.name), "rows": .finite(group.rows.map(Double.init)),
            "candidate": group.candidate.map { Value.number($0).json } ?? .null,
            "baseline": group.baseline.map { Value.number($0).json } ?? .null,
            "comparison": .finite(group.comparison), "note": .string(group.note),
          ])
        }),
    ]
  }

  init(_ cursor: JSONCursor) throws(JSONError) {
    self.init(
      label: try cursor["label"].string, counted: try cursor["counted"].string,
      comparison: try cursor.optional("comparison")?.string,
      isShare: try cursor["is_share"].bool, bandLow: try cursor.optional("band_low")?.number,
      bandHigh: try cursor.optional("band_high")?.number,
      groups: try cursor["groups"].elements.map { group throws(JSONError) in
        Exhibit.Group(
          name: try group["name"].string, rows: try group.optional("rows")?.integer,
          candidate: try estimate(group, "candidate"), baseline: try estimate(group, "baseline"),
          comparison: try group.optional("comparison")?.number, note: try group["note"].string)
      })
  }
}

private func estimate(
  _ cursor: JSONCursor, _ key: String
) throws(JSONError) -> Estimate? {
  guard let value = try cursor.optional(key) else { return nil }
  return try Value(value).estimate
}
