/// PMML documents (the Predictive Model Markup Language of the Data Mining Group), versions 3.2 to
/// 4.4.
package enum PMMLFormat: ModelFormat {
  package static let id = "pmml"
  package static let title = "PMML"
  package static let summary =
    "PMML 3.2 to 4.4: trees, segments, regressions, networks, vectors, rules, cards, clusters"

  package static func recognizes(prefix: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: prefix, as: UTF8.self)
    let start = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    return start.hasPrefix("<")
      && ["<PMML", ":PMML", "<!DOCTYPE PMML"].contains { text.contains($0) }
  }

  package static func read(
    _ source: ModelSource, options: ModelOptions
  ) throws(ModelError) -> any Model {
    try PMMLReader.model(in: source.bytes, options: options)
  }
}
