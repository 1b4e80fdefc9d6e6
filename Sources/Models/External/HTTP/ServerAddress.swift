/// The address of a server of models: a URL that may be shown to anybody.
package struct ServerAddress: Sendable, Equatable {
  /// As it was given, without a slash at its end.
  package let text: String
  /// Whether the server is this machine.
  package let isLocal: Bool
  /// Whether what is sent is encrypted.
  package let isEncrypted: Bool

  /// Why a text is no such address.
  package struct Problem: Error, Equatable {
    /// What is wrong and what would be right, to be put behind the key's name.
    package let message: String
  }

  /// - Throws: ``Problem`` if it is no http or https URL, or has a part that may hold a secret.
  package init(_ text: String) throws(Problem) {
    let scheme = ["https://", "http://"].first { text.hasPrefix($0) }
    guard let scheme else {
      throw Problem(message: "must begin with http:// or https://")
    }
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw Problem(message: "must be plain ASCII without blanks")
    }
    let rest = text.dropFirst(scheme.count)
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    guard !authority.contains("@") else {
      throw Problem(
        message: "must hold no user name or password; use 'headers' with a value from the "
          + "environment, such as {Authorization: \"Basic env:NAME\"}")
    }
    guard !rest.contains("?"), !rest.contains("#") else {
      throw Problem(
        message: "must have no '?' or '#' part, which reports would show; use 'headers' with a "
          + "value from the environment")
    }
    let host = ServerAddress.host(of: authority)
    guard !host.isEmpty else { throw Problem(message: "names no host") }
    self.text = text.hasSuffix("/") ? String(text.dropLast()) : text
    isEncrypted = scheme == "https://"
    isLocal =
      ["localhost", "[::1]"].contains(host.lowercased())
      || host.hasPrefix("127.") && host.allSatisfy { $0.isNumber || $0 == "." }
  }

  private static func host(of authority: Substring) -> Substring {
    if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
      return authority[...end]
    }
    return authority.prefix { $0 != ":" }
  }
}
