internal import Checks
internal import Findings

extension EntryConfiguration {
  /// The entries that a preset stands for, with the options of its entry; any other entry is itself.
  ///
  /// Conditions that the entry gives are for the preset's first check, beside the preset's own: one of the same
  /// kind replaces it, none takes the rule away.
  var byPreset: [EntryConfiguration] {
    guard let preset = FairnessPreset.all.first(where: { $0.id == check.value }) else {
      return [self]
    }
    return preset.entries.enumerated().map { place, part in
      var entry = self
      entry.check = Located(part.check, at: check.place)
      entry.name = "\(name ?? preset.id)/\(part.check)"
      let given = place == 0 ? conditions : []
      entry.conditions =
        given + part.conditions.filter { own in !given.contains { $0.kind == own.kind } }
      let named = options.map(\.key)
      entry.options += part.options.filter { !named.contains($0.name) }.map { option in
        let at = check.place ?? ConfigurationNode.Place(line: 1, column: 1)
        return ConfigurationNode.Entry(
          key: option.name, keyPlace: at,
          value: ConfigurationNode(place: at, content: .scalar(option.text, isQuoted: false)))
      }
      return entry
    }
  }
}
