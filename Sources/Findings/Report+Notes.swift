extension Report {
  /// Something that whoever reads the numbers should know, though no finding is about it.
  package struct Note: Sendable, Equatable {
    /// One sentence, without a full stop.
    package var text: String
    /// Whether the numbers may mean something else than they seem to.
    package var isMarked: Bool

    package init(text: String, isMarked: Bool = false) {
      self.text = text
      self.isMarked = isMarked
    }
  }

  /// The notes, marked ones first.
  package var notesByUrgency: [Note] { notes.filter(\.isMarked) + notes.filter { !$0.isMarked } }
}

extension Report.Note {
  init(_ cursor: JSONCursor) throws(JSONError) {
    self.init(text: try cursor["text"].string, isMarked: try cursor["marked"].bool)
  }

  var json: JSONValue { .object(["text": .string(text), "marked": .bool(isMarked)]) }
}
