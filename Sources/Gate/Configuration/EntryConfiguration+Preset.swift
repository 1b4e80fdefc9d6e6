internal import Checks

extension EntryConfiguration {
  /// The entries that a preset stands for, with the options of its entry; any other entry is itself.
  ///
  /// Conditions that the entry gives replace those of the preset's first check.
  var byPreset: [EntryConfiguration] {
    guard let preset = FairnessPreset.all.first(where: { $0.id == check.value }) else {
      return [self]
    }
    return preset.entries.enumerated().map { place, part in
      var entry = self
      entry.check = Located(part.check, at: check.place)
      entry.name = "\(name ?? preset.id)/\(part.check)"
      if place > 0 || conditions.isEmpty { entry.conditions = part.conditions }
      let given = options.map(\.key)
      entry.options += part.options.filter { !given.contains($0.name) }.map { option in
        let at = check.place ?? ConfigurationNode.Place(line: 1, column: 1)
        return ConfigurationNode.Entry(
          key: option.name, keyPlace: at,
          value: ConfigurationNode(place: at, content: .scalar(option.text, isQuoted: false)))
      }
      return entry
    }
  }
}
