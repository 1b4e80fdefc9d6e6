import Testing

@testable import Models

@Suite struct ServerAddressTests {
  @Test(arguments: [
    ("http://localhost:5000/", "http://localhost:5000", true, false),
    ("http://127.0.0.1", "http://127.0.0.1", true, false),
    ("https://[::1]:8080/a/b", "https://[::1]:8080/a/b", true, true),
    ("https://models.example.com/fraud", "https://models.example.com/fraud", false, true),
    ("http://127.evil.example.com", "http://127.evil.example.com", false, false),
  ])
  func `an address is kept as it is`(
    text: String, kept: String, isLocal: Bool, isEncrypted: Bool
  ) throws {
    let address = try ServerAddress(text)
    #expect(address.text == kept)
    #expect(address.isLocal == isLocal)
    #expect(address.isEncrypted == isEncrypted)
  }

  @Test(arguments: [
    ("ftp://a", "must begin with http:// or https://"), ("localhost:5000", "must begin with"),
    ("http://", "names no host"), ("http://:80", "names no host"),
    ("http://me:pass@host/", "must hold no user name or password"),
    ("https://host/score?code=abc", "must have no '?' or '#' part"),
    ("http://host/\u{0}", "plain ASCII"), ("http://host/a b", "without blanks"),
    ("http://hôst/", "plain ASCII"),
  ])
  func `what may hold a secret, or is no address, is refused`(text: String, problem: String) {
    let error = #expect(throws: ServerAddress.Problem.self) { try ServerAddress(text) }
    #expect(error?.message.contains(problem) == true, "\(error?.message ?? "")")
  }

  @Test func `secrets are hidden wherever they stand, the longest first`() {
    let secrets = Secrets(["abcd", "abcdef", "xy"])
    #expect(secrets.hidden(in: "abcdef abcd, xy; abcdabcd") == "*** ***, xy; ******")
  }
}
