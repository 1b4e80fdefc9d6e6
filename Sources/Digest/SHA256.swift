internal import CCrypto

/// SHA-256 (FIPS 180-4) by libcrypto, which uses the processor's own instructions for it.
package struct SHA256: ~Copyable {
  private var context = SHA256_CTX()

  package init() { unsafe SHA256_Init(&context) }

  /// Adds the first `count` bytes.
  package mutating func update(_ bytes: [UInt8], count: Int) {
    unsafe SHA256_Update(&context, bytes, min(count, bytes.count))
  }

  /// The 32 bytes of the digest of all that was added.
  package consuming func finish() -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    unsafe SHA256_Final(&digest, &context)
    return digest
  }

  /// The digest of a whole text.
  package static func digest(of text: String) -> [UInt8] {
    var hash = SHA256()
    let bytes = Array(text.utf8)
    hash.update(bytes, count: bytes.count)
    return hash.finish()
  }
}
