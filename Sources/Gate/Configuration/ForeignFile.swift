import Kernels

/// Files that are named as a configuration and are none. Messages about them show nothing of what they
/// hold: a pull request may name any file, and logs are read by many.
enum ForeignFile {
  /// What is wrong with a document that has no key of a configuration, nor one that is nearly written so;
  /// nil for a list too, of which no message shows anything.
  static func problem(of root: ConfigurationNode) -> ConfigurationProblem? {
    let known = ConfigurationKeys.root.map(\.name)
    if case .sequence = root.content { return nil }
    if case .mapping(let entries) = root.content,
      entries.isEmpty
        || entries.contains(where: { NearestName.of($0.key, in: known) != nil })
    {
      return nil
    }
    return ConfigurationProblem(
      place: root.place,
      message: "is no configuration of a gate: it has none of the keys "
        + known.prefix(4).map { "'\($0)'" }.joined(separator: ", ")
        + ", …; 'tollgate init' writes a first one")
  }
}
