import Findings
import Gate
import Glibc
import Kernels
import Models
import Tabular

/// A reader of foreign bytes: it may refuse them, and must never trap, hang or eat memory.
struct FuzzReader: Sendable {
  let name: String
  let read: @Sendable ([UInt8]) -> Void

  /// Every reader, one line each. A model format that joins the catalogue is here at once.
  static let all: [FuzzReader] =
    ModelFormatCatalog.all.map { format in
      FuzzReader(name: format.id) { _ = scores(of: $0, read: format.read) }
    } + [
      FuzzReader(name: "table") { bytes in
        _ = try? TableReader.load(
          MemorySource(bytes), options: smallTables, parallel: Parallel(threads: 1))
      },
      FuzzReader(name: "slice-expression") { bytes in
        _ = try? SliceExpression.parse(String(decoding: bytes, as: UTF8.self))
      },
      FuzzReader(name: "pickle") { bytes in _ = PickleScanner.report(of: bytes) },
      FuzzReader(name: "report-json") { bytes in
        _ = try? Report.read(bytes)
      },
      FuzzReader(name: "configuration") { bytes in
        _ = try? ConfigurationReader.read(
          String(decoding: bytes, as: UTF8.self), file: "tollgate.yml")
      },
    ]

  /// The environment variable that names the reader where the arguments do not.
  static let variable = "TOLLGATE_FUZZ_READER"

  /// The reader that the first argument names.
  static let chosen: FuzzReader? = {
    let name =
      getenv(variable).map { String(cString: $0) } ?? CommandLine.arguments.dropFirst().first
    return all.first { $0.name == name }
  }()

  /// Decompression bombs and tables of nothing end early, so that a run's own limit on memory can be tight.
  private static let smallTables: TableOptions = {
    var options = TableOptions()
    options.limits.unpackedBytes = 16 << 20
    options.limits.columnarBytes = 64 << 20
    return options
  }()

  /// Reads a model from bytes; see ``scores(_:)``.
  static func scores(
    of bytes: [UInt8], read: (ModelSource, ModelOptions) throws -> any Model
  ) -> Bool {
    scores { try read(ModelSource(bytes: bytes), ModelOptions()) }
  }

  /// Reads a model and, where one comes out, scores rows of every kind with it.
  ///
  /// - Returns: whether one came out.
  static func scores(_ read: () throws -> any Model) -> Bool {
    guard let model = try? read() else { return false }
    let features = model.description.features
    guard features.count <= 1000, Set(features.map(\.name)).count == features.count else {
      return true
    }
    let table = Table(
      columns: features.map { Column(name: $0.name, values: cells(of: $0.kind)) }, rowCount: 4)
    for output in [ScoreOutput.prediction, .raw] {
      _ = try? model.scores(for: table, output: output, parallel: Parallel(threads: 1))
    }
    return true
  }

  private static func cells(of kind: Feature.Kind) -> Column.Values {
    switch kind {
    case .numeric, .categorical(nil): .numeric([0, .nan, -1e300, 3])
    case .categorical(let names?):
      .categorical(codes: [0, -1, 0, 1], levels: Levels([names.first ?? "", "never seen"]))
    case .text: .categorical(codes: [0, -1, 1, 2], levels: Levels(["", "a", "never seen"]))
    }
  }
}
