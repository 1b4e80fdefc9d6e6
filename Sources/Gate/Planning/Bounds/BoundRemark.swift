internal import Findings

/// Something about a number in the configuration that its range tells: it can never fail, never hold, or means
/// something else than it says.
struct BoundRemark: Sendable {
  /// What follows of it.
  enum Weight: Sendable {
    /// Outside the range: the run ends before anything is judged.
    case error
    /// At its edge, where nothing can fail or nothing can hold.
    case edge
    /// Likely not what was meant.
    case wide
    /// A margin of 0.
    case zero
  }

  let weight: Weight
  let message: String
  let place: ConfigurationNode.Place?

  var problem: ConfigurationProblem { ConfigurationProblem(place: place, message: message) }

  /// As a note of the report: `tollgate.yml:14: …`.
  func note(in file: String?) -> Report.Note {
    let origin = file.flatMap { file in place.map { "\(file):\($0.line): " } } ?? ""
    return Report.Note(text: origin + message, isMarked: true)
  }
}

extension [BoundRemark] {
  var errors: [BoundRemark] { filter { $0.weight == .error } }
  var notes: [BoundRemark] { filter { $0.weight != .error } }
}
