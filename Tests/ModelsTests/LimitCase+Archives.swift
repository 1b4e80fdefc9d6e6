import Kernels
import Testing

@testable import Models

/// Archives, arrays, pickles, and folders of MLflow.
extension LimitCase {
  static let archives = [
    LimitCase(
      "members of an archive (skops)",
      "the number of members in the archive is over the limit of 200000"
    ) { words { _ = try ZipArchive(archive(claiming: 200_001)) } },
    LimitCase(
      "what an archive unpacks to",
      "the unpacked size of the archive is over the limit of 16777216 bytes"
    ) {
      let member = ZipWriter.Member(name: "x", bytes: [0x4B, 0], method: 8, size: 16 << 20 | 1)
      return words { _ = try ZipArchive(ZipWriter.archive([member])) }
    },
    LimitCase(
      "what the objects of an archive read of it",
      "what the objects read from the archive is over the limit of \(64 << 20 + 8 * (1 << 20 + 1811)) bytes"
    ) {
      let names = Array(repeating: #"{"file":"x.npy"}"#, count: 105).joined(separator: ",")
      let schema = #"{"protocol":2,"content":[\#(names)]}"#
      let bytes = ZipWriter.archive([
        ("schema.json", Array(schema.utf8)), ("x.npy", [UInt8](repeating: 0, count: 1 << 20)),
      ])
      return words(bytes, SKOPSFormat.self)
    },
    LimitCase(
      "elements of no bytes of an array of NumPy",
      "the number of empty elements of an array is over the limit of 1048576"
    ) {
      let header = "{'descr': '<U0', 'fortran_order': False, 'shape': (1048577,)}"
      return words { _ = try NumPyArray(ArchiveTests.array(header)) }
    },
    LimitCase(
      "polynomial features (scikit-learn)",
      "the number of polynomial features is over the limit of 10000"
    ) {
      let numbers = [("n_features_in_", 1000), ("_min_degree", 0), ("_max_degree", 2)]
        .map { name, value in
          #""\#(name)":{"__class__":"int","__module__":"builtins","__loader__":"JsonNode","#
            + #""content":"\#(value)","is_json":true}"#
        }
      let schema = """
        {"__class__":"PolynomialFeatures","__module__":"sklearn.preprocessing",\
        "__loader__":"ObjectNode","protocol":2,"content":{"__class__":"dict","__module__":"builtins",\
        "__loader__":"DictNode","content":{\(numbers.joined(separator: ","))}}}
        """
      let archive = try ZipArchive(ZipWriter.archive([("schema.json", Array(schema.utf8))]))
      return words { _ = try PolynomialFeatures(SKOPSFile(archive).root()) }
    },
    LimitCase(
      "what a compressed pickle unpacks to when its imports are listed",
      "only the first 20 bytes were looked at"
    ) {
      notes(
        PickleScanner.report(
          of: try PickleScannerTests.bytes("model-zlib.joblib"), unpackedTo: 20))
    },
    LimitCase(
      "instructions of pickles that are followed",
      "only the first 4,194,304 instructions were looked at"
    ) {
      // After so many of another pickle: all of them would take a while.
      let pickle = [0x80, 4] + Array("N0N0N0N0N.".utf8)
      return notes(PickleScanner.report(of: pickle, after: Limits.Models.pickleSteps - 5))
    },
    LimitCase(
      "values of a pickle that are kept at a time",
      "it keeps more than 524,288 values at a time, which is the limit"
    ) {
      let pickle = [0x80, 4] + [UInt8](repeating: UInt8(ascii: "N"), count: 524_300)
      return notes(PickleScanner.report(of: pickle))
    },
    LimitCase(
      "bytes of an `MLmodel` file", "MLmodel: the file is over the limit of 1 MB"
    ) { try mlflow("flavors:\n" + String(repeating: "- a\n", count: 300_000)) },
    LimitCase(
      "values in an `MLmodel` file", "MLmodel is over the limit of 50000 values, 32 levels"
    ) { try mlflow("flavors: [" + String(repeating: "1,", count: 50_000) + "1]\n") },
    LimitCase(
      "levels of an `MLmodel` file", "the nesting of MLmodel is over the limit of 32 levels"
    ) { try mlflow("flavors: " + String(repeating: "[", count: 100_000)) },
    LimitCase(
      "columns of a signature in an `MLmodel` file",
      "the signature is over the limit of 100000 columns"
    ) {
      let columns = String(repeating: "{},", count: 100_000)
      return try mlflow(
        "flavors: {sklearn: {pickled_model: m}}\nsignature: {inputs: '[\(columns){}]'}\n")
    },
  ]

  private static func notes(_ report: PickleReport?) -> String {
    #expect(report?.isComplete == false)
    return report?.notes.joined(separator: "; ") ?? ""
  }

  private static func mlflow(_ text: String) throws -> String {
    let files = [("MLmodel", Array(text.utf8)), ("m", try ScikitFixture.bytes("linear"))]
    return try inFolder(files) { folder in
      _ = try ModelLoader.load(path: folder, parallel: Parallel(threads: 1))
    }
  }

  /// An archive of 64 bits that is nothing but its end, which claims `count` members.
  private static func archive(claiming count: Int) -> [UInt8] {
    func word(_ value: Int, _ width: Int) -> [UInt8] {
      (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    let record =
      word(0x0606_4B50, 4) + word(44, 8) + word(45, 2) + word(45, 2) + word(0, 8)
      + word(count, 8) + word(count, 8) + word(0, 16)
    let locator = word(0x0706_4B50, 4) + word(0, 4) + word(0, 8) + word(1, 4)
    let end = word(0x0605_4B50, 4) + word(0, 4) + word(0xFFFF, 2) + word(0xFFFF, 2)
    return record + locator + end + word(0xFFFF_FFFF, 4) + word(0xFFFF_FFFF, 4) + word(0, 2)
  }
}
