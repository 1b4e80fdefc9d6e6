internal import Findings
internal import Kernels

/// How a starter writes values.
enum StarterText {
  /// A YAML scalar that is read back as exactly this text.
  static func quoted(_ text: String) -> String {
    let isPlain =
      !text.isEmpty
      && text.utf8.allSatisfy { byte in
        (byte >= 0x61 && byte <= 0x7A) || (byte >= 0x41 && byte <= 0x5A)
          || (byte >= 0x30 && byte <= 0x39) || byte == 0x5F || byte == 0x2F || byte == 0x2E
          || byte == 0x2D
      }
      && text.first != "-"
      // YAML 1.1 readers take these for booleans and nothing.
      && !["yes", "no", "on", "off", "true", "false", "null", "y", "n"].contains(text.lowercased())
    guard !isPlain else { return text }
    return LogText.yaml(text)
  }
}
