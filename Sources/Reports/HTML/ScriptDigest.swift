import CCrypto
import FoundationEssentials

/// The digest by which a page's policy names the one script that may run.
enum ScriptDigest {
  /// SHA-256 in base64; empty where libcrypto fails, and the script then does not run.
  static func base64(_ script: String) -> String {
    let bytes = Array(script.utf8)
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    let status = unsafe EVP_Digest(bytes, bytes.count, &digest, nil, EVP_sha256(), nil)
    return status == 1 ? Data(digest).base64EncodedString() : ""
  }
}
