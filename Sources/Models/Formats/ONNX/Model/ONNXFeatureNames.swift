/// Names of features that a file's metadata may hold.
enum ONNXFeatureNames {
  private static let keys = [
    "feature_names", "features", "feature_columns", "input_features", "columns",
  ]

  /// `count` distinct names, from a JSON list or a text with commas; nil where there are none.
  static func of(_ metadata: [(key: String, value: String)], count: Int) -> [String]? {
    for key in keys {
      guard let text = metadata.last(where: { $0.key == key })?.value else { continue }
      let names = list(text)
      if names.count == count, Set(names).count == count, !names.contains("") { return names }
    }
    return nil
  }

  private static func list(_ text: String) -> [String] {
    if text.utf8.first == UInt8(ascii: "[") {
      do throws(ModelError) {
        var names: [String] = []
        let json = try JSONReader.read(
          Array(text.utf8), DocumentReading(unboxesNumbers: false))
        for element in try DocumentNode(json).elements() {
          names.append(try element.string())
        }
        return names
      } catch {
        return []
      }
    }
    return text.split(separator: ",").map { part in
      var part = part
      while part.first == " " { part.removeFirst() }
      while part.last == " " { part.removeLast() }
      return String(part)
    }
  }
}
