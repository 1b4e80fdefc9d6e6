import CArguments

/// The process's arguments without the program's name.
enum Arguments {
  /// From the C library, because Swift's `CommandLine` is empty without /proc; from `CommandLine`
  /// where the C library passes none. Bytes that are not UTF-8 are repaired, as `CommandLine` does.
  static var all: [String] {
    let kept = (0..<tollgate_argument_count()).compactMap { index in
      unsafe tollgate_argument(index).map { unsafe String(cString: $0) }
    }
    return Array((kept.isEmpty ? CommandLine.arguments : kept).dropFirst())
  }
}
