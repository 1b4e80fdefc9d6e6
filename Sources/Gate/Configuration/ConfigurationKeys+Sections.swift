extension ConfigurationKeys {
  /// The sections that hold a key of exactly this name, for one that stands where it means nothing: `'data'`.
  /// Nil where none does, or more than two do, which tells nobody anything.
  static func sections(of name: String) -> String? {
    let sections: [(name: String, keys: [ConfigurationKey])] = [
      ("the top of the file", root), ("'models'", models), ("'data'", data),
      ("'decision'", decision),
      ("a model beside its 'path'", model), ("'decision.cost'", cost),
      ("'statistics'", statistics), ("an entry of 'slices'", slice), ("'pinned'", pinned),
      ("an entry of 'waivers'", waiver), ("'reports'", reports), ("an entry of a suite", entry),
    ]
    let places = sections.filter { $0.keys.contains { $0.name == name } }.map(\.name)
    return (1...2).contains(places.count) ? places.joined(separator: " or ") : nil
  }
}
