import ArgumentParser
import Findings
import Gate
import Glibc
import Kernels
import Tabular

/// Flags that several commands share.
struct ThreadOptions: ParsableArguments {
  @Option(help: "Threads to use; results do not depend on it (default: all processors).")
  var threads: Int?

  func validate() throws {
    if let threads, threads < 1 || threads > 1024 {
      throw ValidationError("--threads must be between 1 and 1024, not \(threads)")
    }
  }

  var parallel: Parallel {
    Parallel(threads: threads ?? max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
  }
}

/// How a table is written, where it does not say so itself.
struct TableFlags: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The table has no header line; its columns are these, comma-separated.", valueName: "names"))
  var noHeader: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Texts and numbers that mean 'no value', comma-separated, instead of the usual ones.",
      valueName: "texts"))
  var missing: String?

  /// What stands before the fraction of a number.
  enum Decimal: String, ExpressibleByArgument, CaseIterable {
    case point = "."
    case comma = ","

    init?(argument: String) {
      switch argument {
      case ".", "point": self = .point
      case ",", "comma": self = .comma
      default: return nil
      }
    }
  }

  @Option(
    help: ArgumentHelp(
      "What stands before the fraction of a number in CSV.", valueName: "point|comma"))
  var decimal: Decimal?

  @OptionGroup var limits: LimitFlags

  /// The given names, or nil when the file has a header line.
  var names: [String]? {
    noHeader.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
  }

  var options: TableOptions {
    var options = TableOptions()
    if let names { options.header = .given(names) }
    if let missingTexts { options.missing = missingTexts }
    options.hasDecimalComma = decimal == .comma
    limits.raised.apply(to: &options)
    return options
  }

  private var missingTexts: [String]? {
    missing.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
  }

  /// Says in a gate what the flags say of its tables.
  func apply(to gate: inout GateConfiguration) {
    if let names { gate.data.header = names }
    if let missingTexts { gate.data.missing = missingTexts }
    if let decimal { gate.data.hasDecimalComma = decimal == .comma }
    gate.limits = limits.raised
  }
}

/// Limits that the one who runs the command may raise.
struct LimitFlags: ParsableArguments {
  /// A number of bytes, such as `16GB`.
  struct Size: ExpressibleByArgument {
    let bytes: Int

    init?(argument: String) {
      guard let bytes = Limits.bytes(argument) else { return nil }
      self.bytes = bytes
    }
  }

  @Option(
    help: ArgumentHelp(
      "What a packed table may come to (default: 4GB, and no more than 500 times its size).",
      valueName: "size"))
  var maxUnpacked: Size?

  @Option(
    help: ArgumentHelp("The largest model file that is read (default: 2GB).", valueName: "size"))
  var maxModel: Size?

  var raised: RaisedLimits {
    var raised = RaisedLimits()
    raised.unpackedBytes = maxUnpacked?.bytes
    raised.modelBytes = maxModel?.bytes
    return raised
  }
}

extension FailOn: ExpressibleByArgument {}
