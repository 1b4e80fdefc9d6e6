/// Formats that are known and never loaded: those that execute what they hold, and those whose own
/// library writes a better form.
struct RefusedFormat {
  let name: String
  let advice: String
  /// Whether the first bytes of a file look like it.
  let matches: @Sendable (ArraySlice<UInt8>) -> Bool

  var error: ModelError { .refused(format: name, advice: advice) }

  /// The refused format that a file with these first bytes is in.
  static func of(_ prefix: ArraySlice<UInt8>) -> RefusedFormat? {
    all.first { $0.matches(prefix) }
  }

  /// Whether a file may hold delimited text, plain or compressed, or a columnar table.
  static func mayBeTable(_ prefix: ArraySlice<UInt8>) -> Bool {
    starts(prefix, [0x1F, 0x8B]) || starts(prefix, [0x28, 0xB5, 0x2F, 0xFD])
      || starts(prefix, "PAR1") || (!prefix.isEmpty && !prefix.contains(0))
  }

  private static let boosters =
    "save the booster with save_model('model.json') (XGBoost) or save_model('model.txt') (LightGBM), "
    + "a scikit-learn model with skops.io.dump(model, 'model.skops'), or use a table of predictions; "
    + "'tollgate inspect' tells what it would import"
  private static let predictions = "score the rows there and use a table of predictions"

  private static let all: [RefusedFormat] = [
    RefusedFormat(name: "a pickle, which runs code when it is loaded", advice: boosters) { prefix in
      let second = prefix.dropFirst().first ?? 0
      return starts(prefix, [0x80]) && (1...5).contains(second)
        || ["ccopy_reg\n", "c__builtin__\n", "csklearn"].contains { starts(prefix, $0) }
    },
    RefusedFormat(
      name: "a compressed joblib file, which runs code when it is loaded", advice: boosters
    ) {
      prefix in
      starts(prefix, [0x78]) && [0x01, 0x5E, 0x9C, 0xDA].contains(prefix.dropFirst().first ?? 0)
        || starts(prefix, "BZh") || starts(prefix, [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00])
        || starts(prefix, "ZF")
    },
    RefusedFormat(
      name: "XGBoost's old binary format",
      advice: "load it with XGBoost < 3.1 and call save_model('model.json')"
    ) { prefix in
      ["binf", "bs64", "CONFIG-offset:"].contains { starts(prefix, $0) }
        || isOldBinary(prefix)
    },
    RefusedFormat(
      name: "an XGBoost dump (dump_model)",
      advice: "a dump lacks the objective and the base score; call save_model('model.json')"
    ) { prefix in
      starts(prefix, "booster[0]:") || starts(prefix, "[") && has(prefix, "\"nodeid\"")
    },
    RefusedFormat(
      name: "a LightGBM dump (dump_model)",
      advice: "call save_model('model.txt') for the model itself"
    ) { prefix in
      starts(prefix, "{") && has(prefix, "\"tree_info\"")
        || starts(prefix, "{")
          && has(prefix, "\"num_tree_per_iteration\"")
    },
    RefusedFormat(name: "an HDF5 file (Keras)", advice: predictions) {
      starts($0, [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A])
    },
    RefusedFormat(name: "an XML document that is no PMML", advice: predictions) {
      starts($0, "<?xml") || starts($0, "<PMML") || starts($0, "\u{FEFF}<?xml")
    },
  ]

  /// What a zip archive is that is no skops file, by its members.
  static func of(_ archive: ZipArchive) -> RefusedFormat {
    func holds(_ test: (String) -> Bool) -> Bool { archive.members.contains { test($0.name) } }
    let (name, advice) =
      if holds({ $0.hasSuffix("data.pkl") || $0.hasSuffix(".pkl") }) {
        ("a PyTorch file, which runs code when it is loaded", predictions)
      } else if holds({ $0 == "config.json" }) {
        ("a Keras file", predictions)
      } else if holds({ $0.hasSuffix(".npy") }) {
        ("a NumPy archive", predictions)
      } else {
        ("a zip archive", "unpack it and name the model file in it")
      }
    return RefusedFormat(name: name, advice: advice) { _ in true }
  }

  /// The base score, a plausible number of features and of classes, then zeroes: the parameter struct
  /// that old XGBoost files begin with. A base score of 0, which is a margin of 0.5, says so little
  /// that the objective's name must follow.
  private static func isOldBinary(_ prefix: ArraySlice<UInt8>) -> Bool {
    guard prefix.count >= 136 else { return false }
    func word(_ index: Int) -> UInt32 {
      (0..<4).reduce(0) {
        $0 | UInt32(prefix[prefix.startIndex + index * 4 + $1]) << (8 * UInt32($1))
      }
    }
    let base = Float(bitPattern: word(0))
    guard base.isFinite, base == 0 || base.magnitude > 1e-6 && base.magnitude < 1e6,
      (1...1_000_000).contains(word(1)), word(2) < 100_000, (6..<20).allSatisfy({ word($0) == 0 })
    else { return false }
    return base != 0 || namesObjective(prefix.dropFirst(136))
  }

  /// Whether a length and a name of that length follow, such as `binary:logistic`.
  private static func namesObjective(_ bytes: ArraySlice<UInt8>) -> Bool {
    let length = Int(bytes.first ?? 0)
    let name = bytes.dropFirst(8).prefix(length)
    return (4...64).contains(length) && bytes.dropFirst().prefix(7).allSatisfy { $0 == 0 }
      && name.count == length && name.contains(UInt8(ascii: ":"))
      && name.allSatisfy { (0x21...0x7E).contains($0) }
  }

  private static func starts(_ prefix: ArraySlice<UInt8>, _ text: String) -> Bool {
    prefix.starts(with: text.utf8)
  }

  private static func starts(_ prefix: ArraySlice<UInt8>, _ bytes: [UInt8]) -> Bool {
    prefix.starts(with: bytes)
  }

  private static func has(_ prefix: ArraySlice<UInt8>, _ text: String) -> Bool {
    String(decoding: prefix, as: UTF8.self).contains(text)
  }
}
