import Digest
import FoundationEssentials

/// The digest by which a page's policy names the one script that may run.
enum ScriptDigest {
  /// SHA-256 in base64.
  static func base64(_ script: String) -> String {
    Data(SHA256.digest(of: script)).base64EncodedString()
  }
}
